"""What is kept of mentions: within bounds whatever strangers write, and read back as it was."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.site.config import read_config
from handler.core.webmentions import mentions, moderation, requests
from handler.core.webmentions.crowding import site_of, with_mention
from handler.core.webmentions.mentions import KINDS, Mention, cleaned, host_of, is_web_address
from handler.core.webmentions.moderation import Moderation

NOW = datetime(2026, 5, 1, tzinfo=UTC)
HOSTS = st.sampled_from(["a.test", "b.test", "x.a.test"])
FOUND = st.builds(
    Mention,
    source=st.builds("https://{}/{}".format, HOSTS, st.integers(0, 9)),
    target=st.just("https://blog.test/a/"),
    path=st.sampled_from(["/a/", "/b/"]),
    kind=st.sampled_from(KINDS),
    author=st.text(max_size=20),
    at=st.datetimes(timezones=st.just(UTC)),
    author_address=st.sampled_from(["", "https://a.test/"]),
    title=st.text(max_size=20),
    text=st.text(max_size=20),
    is_cut=st.booleans(),
)


def longest(number: int) -> Mention:
    """A mention of which no letter is cheap."""
    address = f"https://{number}.test/" + "\U0001f600" * 970
    text = "\U0001f600" * mentions.LONGEST_TEXT
    path = "/" + "\U0001f600" * 250
    given = (address, address, path, "reply", text[: mentions.LONGEST_NAME], NOW)
    return Mention(*given, address, text[:200], text)  # type: ignore[arg-type]


@pytest.mark.slow
@given(st.lists(FOUND))
def test_mentions_are_read_back_as_they_were_written(found: list[Mention]) -> None:
    assert mentions.from_json(mentions.to_json(found)) == found


@pytest.mark.slow
@given(st.lists(FOUND), st.lists(st.tuples(st.sampled_from("btfrw"), HOSTS, FOUND)))
def test_nothing_of_a_blocked_host_ever_waits_nor_what_was_rejected(
    found: list[Mention], steps: list[tuple[str, str, Mention]]
) -> None:
    known = Moderation()
    for mention in found:
        known = moderation.with_waiting(known, mention)
    for step, host, mention in steps:
        match step:
            case "b":
                known = moderation.blocking(known, host)
            case "t":
                known = moderation.trusting(known, host)
            case "f":
                known = moderation.forgetting(known, host)
            case "r":
                known = moderation.rejecting(known, mention.id)
            case "w":
                known = moderation.with_waiting(known, mention)
        ids = [each.id for each in known.waiting]
        assert len(ids) == len({*ids})
        assert not {*ids} & {*known.rejected}
        assert not any(known.blocks(each.source) for each in known.waiting)
        assert not {*known.trusted} & {*known.blocked}
    written = moderation.moderation_to_json(known)
    assert moderation.moderation_from_json(written) == known


@given(st.text())
def test_text_of_strangers_is_one_line_that_turns_nothing_around(text: str) -> None:
    found = cleaned(text, 50)
    assert len(found) <= 50
    assert not {*found} & {*"\n\r\t\x00\u2028\u202e\u2066\u200f"}
    assert cleaned(found, 50) == found


@pytest.mark.slow
def test_files_stay_within_what_is_read_whatever_strangers_write() -> None:
    known, queue, shown = Moderation(), list[requests.Asked](), list[Mention]()
    for number in range(moderation.MOST_WAITING + 5):
        known = moderation.with_waiting(known, longest(number))
    for number in range(1100):
        known = moderation.trusting(known, "a" * 245 + f"{number:04}.c")
        known = moderation.blocking(known, "b" * 245 + f"{number:04}.c")
    for number in range(requests.MOST_QUEUED):
        each = longest(number)
        queue = requests.with_asked(queue, requests.Asked(each.source, each.target, each.path, 1))
    for number in range(mentions.MOST_OF_PAGE + 5):
        shown = with_mention(shown, longest(number))
    assert len(moderation.moderation_to_json(known)) < moderation.MAXIMUM_FILE
    assert len(requests.queue_to_json(queue)) < requests.MAXIMUM_FILE
    assert len(shown) == mentions.MOST_OF_PAGE
    assert len(mentions.to_json(shown).encode()) < mentions.MAXIMUM_FILE
    assert len(mentions.shown(shown).encode()) <= mentions.LONGEST_SHOWN
    assert requests.queue_from_json(requests.queue_to_json(queue)) == queue


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://a.test/x?y#z", True),
        ("http://93.184.216.34/", True),
        *((each, False) for each in ("https:/a.test", "https://", "//a.test", "a.test", "")),
        *((f"https://a.test/{each}", False) for each in (" ", "\n", "\x01", '"', "<", "\\")),
        *((f"{each}:alert(1)", False) for each in ("javascript", "data", "vbscript")),
        ("https://a.test/" + "a" * 1000, False),
    ],
)
def test_which_addresses_are_of_the_web(address: str, is_one: bool) -> None:
    assert is_web_address(address) is is_one


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("webmentions: {receive: true, send: false}", ""),
        ("webmentions: {username: jekyll.test}", ""),
        ("webmentions: true", "receive: true, send: true"),
        ("webmentions: {receive: yes please}", "Write receive: true"),
        ("webmentions: {recieve: true}", "Write receive, if you mean that."),
    ],
)
def test_a_setting_that_means_nothing_is_told(text: str, told: str) -> None:
    _, problems = read_config(text.encode(), "_config.yml")
    said = [str(each) for each in problems]
    assert any(told in each for each in said) if told else said == []


@pytest.mark.parametrize("blank", ["\u3164", "\u2800 ", "\xad\u034f", "\u180e\u061c", "\U000e0041"])
def test_what_shows_nothing_is_no_name(blank: str) -> None:
    assert cleaned(blank, 10) == cleaned(blank * 20 + "a", 10) == ""
    assert cleaned(f"a{blank}b", 10) != ""


def test_marks_on_a_letter_build_no_tower() -> None:
    assert cleaned("Z" + "\u0301\u0489" * 30 + "a", 100) == "Z\u0301\u0489\u0301\u0489a"
    assert cleaned("e\u0302\u0301", 10) == "e\u0302\u0301"


@pytest.mark.parametrize(
    "host", ["SPAM.test", "spam.test.", "spam\u3002test", "\u017fpam.test", "spam.test:443"]
)
def test_a_host_is_blocked_however_it_is_written(host: str) -> None:
    assert moderation.blocking(Moderation(), "spam.test").blocks(f"https://{host}/x")
    assert host_of("https://b\u00fccher.test/") == "xn--bcher-kva.test"


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("a.b.test", "b.test"),
        ("a.b.co.uk", "b.co.uk"),
        ("b.test", "b.test"),
        ("93.184.216.34", "93.184.216.34"),
        ("[2001:4860::1]", "2001:4860::1"),
        ("localhost", "localhost"),
    ],
)
def test_whose_site_a_host_is(host: str, site: str) -> None:
    assert site_of(f"https://{host}/") == site


def test_records_of_the_wrong_kind_are_no_requests() -> None:
    right = requests.Asked("https://a.test/", "https://b.test/", "/", 1)
    wrong = (
        b'{"source":1,"target":"","path":"","at":1}',
        b'{"source":"","target":"","path":"","at":"x"}',
    )
    data = b"[" + b",".join((*wrong, requests.queue_to_json([right])[1:]))
    assert requests.queue_from_json(data) == [right]


def test_a_time_that_is_none_elsewhere_is_no_mention() -> None:
    text = mentions.to_json([longest(1)])
    assert mentions.from_json(text)
    assert not mentions.from_json(text.replace(NOW.isoformat(), "0001-01-01T00:00:00+14:00"))


@pytest.mark.parametrize(
    "record",
    [
        "[",
        "[" * 100_000,
        "7",
        "[7]",
        '[{"kind":"like"}]',
        '[{"kind":"like","source":"https://a.test/","at":"2026-05-01"}]',
        '[{"kind":"hug","source":"https://a.test/","at":"2026-05-01T00:00:00Z"}]',
        '[{"kind":"like","source":"https://[/","at":"2026-05-01T00:00:00Z"}]',
    ],
)
def test_what_is_no_mention_is_read_as_none(record: str) -> None:
    assert mentions.from_json(record) == []


@pytest.mark.parametrize("port", ["443", ""])
def test_a_source_with_a_port_that_is_none_is_refused(port: str) -> None:
    target = "https://blog.test/"
    assert requests.checked_source(f"https://a.test:{port}/", target) == "https://a.test/"
    for wrong in ("99999", "x", "80"):
        with pytest.raises(requests.NoMention, match="port"):
            requests.checked_source(f"https://a.test:{wrong}/", target)


def test_one_host_fills_its_part_of_the_queue_and_no_more() -> None:
    def asked(host: str, number: int) -> requests.Asked:
        return requests.Asked(f"https://{host}/{number}", "https://blog.test/", "/", 1)

    queue = [asked("a.test", number) for number in range(requests.MOST_OF_HOST)]
    with pytest.raises(requests.QueueFull):
        requests.with_asked(queue, asked("a.test", 99))
    assert requests.with_asked(queue, asked("b.test", 1)) == [*queue, asked("b.test", 1)]
    assert requests.with_asked(queue, queue[0]) == [*queue[1:], queue[0]]
