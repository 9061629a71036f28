"""What one version of one file is worth."""

from datetime import UTC, datetime

import pytest

from handler.core.jekyll.evaluation import evaluate
from handler.core.jekyll.results import Context, Evaluation, Preview, is_current
from handler.core.liquid import Need, Resources
from handler.core.model.entries import SiteConfig
from handler.core.model.limits import MAXIMUM_TEMPLATE, MAXIMUM_TEXT
from handler.core.model.sources import ObjectInfo

NOW = datetime(2020, 1, 1, tzinfo=UTC)
KEY = "_posts/2017-12-27-hello.md"


def evaluate_text(
    text: str | bytes, *, key: str = KEY, site: SiteConfig | None = None
) -> Evaluation:
    data = text.encode() if isinstance(text, str) else text
    info = ObjectInfo(key, "etag", "v1", NOW, len(data), "text/markdown")
    return evaluate(info, data, Context(site or SiteConfig(), NOW, "r"), Resources())


@pytest.mark.parametrize(
    ("front", "state"),
    [
        ("title: a", "live"),
        ("published: false", "hidden"),
        ('date: "2020-01-01 00:00:01 +0000"', "scheduled"),
        ('date: "2020-01-01 00:00:00 +0000"', "live"),
        ("title: [", "rejected"),
    ],
)
def test_front_matter_and_the_clock_decide_the_state(front: str, state: str) -> None:
    assert evaluate_text(f"---\n{front}\n---\ntext\n").state == state


def test_a_draft_stays_a_draft() -> None:
    assert evaluate_text("text", key="_drafts/idea.md").state == "draft"


def test_future_posts_are_live_if_the_site_says_so() -> None:
    text = '---\ndate: "2030-01-01"\n---\ntext\n'
    assert evaluate_text(text, site=SiteConfig(future=True)).state == "live"


def previewed(text: str, preview: Preview, key: str = KEY) -> tuple[str, str, datetime | None]:
    """State, mark and due date of a text as its author sees it."""
    info = ObjectInfo(key, "etag", "v1", NOW, len(text), "text/markdown")
    context = Context(SiteConfig(), NOW, "r", preview=preview)
    found = evaluate(info, text.encode(), context, Resources())
    entry = found.publication.entry if found.publication else None
    return found.state, entry.preview if entry else "", found.due


FUTURE = '---\ndate: "2030-01-01"\n---\ntext\n'
DUE = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "key", "preview", "shown"),
    [
        ("text", "_drafts/idea.md", Preview(drafts=True), ("live", "draft", None)),
        (FUTURE, "_drafts/idea.md", Preview(drafts=True), ("live", "draft", None)),
        ("text", "_drafts/idea.md", Preview(future=True), ("draft", "", None)),
        ("---\npublished: false\n---\n", "_drafts/a.md", Preview(drafts=True), ("draft", "", None)),
        (FUTURE, KEY, Preview(future=True), ("live", "scheduled", DUE)),
        (FUTURE, KEY, Preview(drafts=True), ("scheduled", "", DUE)),
        ("text", KEY, Preview(drafts=True, future=True), ("live", "", None)),
    ],
)
def test_an_author_may_see_what_readers_do_not_marked_as_such(
    text: str, key: str, preview: Preview, shown: tuple[str, str, datetime | None]
) -> None:
    assert previewed(text, preview, key) == shown


def test_a_draft_without_a_date_that_is_shown_has_that_of_its_file() -> None:
    info = ObjectInfo("_drafts/idea.md", "etag", "v1", NOW, 4, "text/markdown")
    context = Context(SiteConfig(), NOW, "r", preview=Preview(drafts=True))
    found = evaluate(info, b"text", context, Resources())
    assert found.publication
    assert found.publication.entry
    assert found.publication.entry.path == "/2020/01/01/idea.html"


def test_a_body_asks_for_what_it_includes() -> None:
    assert evaluate_text("{% include note.html %}").needs == {Need("include", "note.html")}


def test_a_link_that_only_html_tells_is_asked_for_as_well() -> None:
    found = evaluate_text("<a href='b.md'>b</a>")
    assert found.needs == {Need("link", "_posts/b.md")}


@pytest.mark.parametrize("key", ["about.md", "search.json"])
def test_a_permalink_that_nobody_could_ask_for_is_rejected(key: str) -> None:
    found = evaluate_text("---\npermalink: '/a\\b'\n---\n", key=key)
    assert (found.state, found.problems[0].line) == ("rejected", 2)
    assert "backslash" in found.problems[0].message


def test_an_old_address_that_nobody_could_ask_for_is_left_out() -> None:
    found = evaluate_text("---\nredirect_from: '/a\\b'\n---\nText.")
    assert (found.state, "cannot be redirected" in found.problems[0].message) == ("live", True)


def test_a_template_may_go_without_liquid() -> None:
    text = "---\nrender_with_liquid: false\n---\n{{ site.title }}"
    body = evaluate_text(text, key="a.json").body
    assert body is not None
    assert body.html == "{{ site.title }}"


def test_a_picture_that_few_browsers_show_is_told() -> None:
    (problem,) = evaluate_text(b"", key="images/a.heic").problems
    assert (problem.severity, "most browsers" in problem.message) == ("warning", True)


def test_what_would_make_lists_heavy_is_rejected() -> None:
    labels = ", ".join(f"{'x' * 90} {number}" for number in range(900))
    found = evaluate_text(f"---\ntags: [{labels}]\n---\nText.")
    assert (found.state, "that listings show" in found.problems[-1].message) == ("rejected", True)
    site = SiteConfig(data={"collections": {"notes": {}}}, collections={"notes": {}})
    found = evaluate_text(f"---\nmore: {'x' * 40_000}\n---\n", key="_notes/a.md", site=site)
    assert (found.state, "for lists" in found.problems[-1].message) == ("rejected", True)


def test_text_over_the_limit_is_rejected_with_its_size() -> None:
    info = ObjectInfo(KEY, "etag", "v1", NOW, MAXIMUM_TEXT + 1)
    (problem,) = evaluate(info, None, Context(SiteConfig(), NOW, "r"), Resources()).problems
    assert "5,000,001 bytes" in problem.message


@pytest.mark.parametrize("key", ["../x.md", "a//b.md", "_posts/../x.md"])
def test_names_that_cannot_be_addresses_are_rejected(key: str) -> None:
    evaluation = evaluate_text("text", key=key)
    assert evaluation.state == "rejected"
    assert evaluation.problems[0].key == key


def test_excluded_files_are_hidden() -> None:
    site = SiteConfig(data={"exclude": ["secret"]})
    assert evaluate_text("text", key="secret/plan.txt", site=site).state == "hidden"


def test_a_page_without_front_matter_is_served_as_it_is() -> None:
    publication = evaluate_text("<p>demo</p>", key="demo.html").publication
    assert publication
    assert publication.asset
    assert publication.asset.path == "/demo.html"


def test_a_stamp_is_current_until_what_it_depends_on_changes() -> None:
    stamp = evaluate_text("{{ site.title }}").stamp
    context = Context(SiteConfig(), NOW, "r")
    assert is_current(stamp, context)
    assert not is_current(stamp, Context(SiteConfig(permalink="pretty"), NOW, "r"))
    assert not is_current(stamp, Context(SiteConfig(), NOW, "r", shared=1))
    assert not is_current(stamp, Context(SiteConfig(), NOW, "other"))


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (RecursionError(), "is nested too deeply"),
        (MemoryError(), "takes more memory than there is"),
        (KeyError("x"), "brings out a fault of Coldpress's: KeyError in test_evaluation.py, line"),
    ],
)
def test_what_nobody_expected_becomes_a_problem_of_the_file(
    monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("handler.core.jekyll.texts.render_body", fail)
    evaluation = evaluate_text("text")
    assert evaluation.state == "rejected"
    assert str(evaluation.problems[0]).startswith(f"{KEY}: is not published: it {why}")


NESTED = [
    *("[", "![", "*", "> ", "* ", "<div markdown=1>\n", "<b>", '"', "$$\\sqrt{", "{:.a}"),
    *("[^a]: [", "{% if true %}", "{% for i in (1..2) %}", "{% highlight c %}", "{{ a[", "{{ ("),
    *("{% case 1 %}", "{% if a == 1 and ", "{{ 'a' | append: ", "{% include a.html x='"),
]


@pytest.mark.slow
@pytest.mark.parametrize("part", NESTED)
@pytest.mark.parametrize("key", [KEY, "a.html"])
def test_nothing_is_too_deep(part: str, key: str) -> None:
    for count in (150, 400, 2000):
        evaluation = evaluate_text(f"---\n---\n{part * count}x", key=key)
        assert not any("fault" in str(problem) for problem in evaluation.problems)


@pytest.mark.parametrize("part", ["[", "{a: ", "- ", "? ", "&a [", "!!x "])
@pytest.mark.parametrize("key", ["_data/a.yml", "_data/a.json", "_config.yml", KEY])
def test_no_value_is_too_deep(part: str, key: str) -> None:
    for count in (60, 400, 20_000):
        text = f"---\na: {part * count}1\n---\n" if key == KEY else f"a: {part * count}1"
        (problem, *_) = evaluate_text(text, key=key).problems
        assert "fault" not in str(problem)


def test_a_template_that_is_too_large_is_refused_before_it_is_tried() -> None:
    key = "_theme/templates/post.html"
    assert evaluate_text("x" * MAXIMUM_TEMPLATE, key=key).state == "live"
    found = evaluate_text("x" * (MAXIMUM_TEMPLATE + 1), key=key)
    assert (found.state, found.publication) == ("rejected", None)
    assert "has 100,001 bytes; a template may have at most 100,000." in str(found.problems[0])
