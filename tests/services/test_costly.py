"""Whatever a file costs to compute: its author is told, and nobody waits for it."""

from datetime import timedelta

import pytest

from handler.core.index import items
from handler.core.model.limits import PUBLISHING_SECONDS, READING_SECONDS
from handler.services.ports import Allowance, Unfinished
from tests.services.blog import Blog, post_key, post_text
from tests.services.search.blog import index, titles
from tests.support.open_sandbox import OpenSandbox

DAY, PATH = "2026-01-01-a", "/2026/01/01/a/"
FISH = '```fish\n"' + "\\" * 90 + "\n```"


class CostlySandbox(OpenSandbox):
    """Computing that takes all the time that is left for a file with the word `costly`."""

    def __init__(self) -> None:
        self.tasks = 0
        self.given: list[float] = []
        self.is_fast = False

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
        """See `Sandbox.run`."""
        self.tasks += 1
        self.given.append(allowance.seconds)
        written = [value for value in arguments if isinstance(value, bytes | str)]
        if "costly" in repr(written) and not self.is_fast:
            allowance.seconds = 0
            raise Unfinished("takes too much computing")
        return super().run(task, arguments, allowance)


def make_blog() -> tuple[Blog, CostlySandbox]:
    sandbox = CostlySandbox()
    return Blog(sandbox=sandbox), sandbox


def test_code_that_cannot_be_coloured_is_shown_and_told_with_its_line() -> None:
    blog = Blog()
    outcome = blog.post(DAY, "A", f"One.\n\n{FISH}")
    (problem,) = outcome.problems
    assert (outcome.state, problem.line, problem.severity) == ("live", 6, "warning")
    assert "\\" * 90 in blog.show(PATH)


@pytest.mark.slow
def test_a_reader_gets_such_code_behind_an_include_that_was_changed() -> None:
    blog = Blog()
    blog.publish("_includes/note.html", "before")
    blog.post(DAY, "A", f"{{% include note.html %}}\n\n{FISH}")
    assert "before" in blog.show(PATH)
    blog.publish("_includes/note.html", "after")
    shown = blog.show(PATH)
    assert ("after" in shown, "\\" * 90 in shown) == (True, True)


def test_a_version_that_takes_too_long_leaves_the_one_before_and_is_told() -> None:
    blog, _ = make_blog()
    blog.post(DAY, "A", "fine")
    outcome = blog.post(DAY, "A", "costly")
    assert outcome.state == "rejected"
    assert str(outcome.problems[0]) == (
        "_posts/2026-01-01-a.md: is not published: it takes too much computing."
        " Make it shorter or simpler."
    )
    assert "fine" in blog.show(PATH)


def test_however_many_versions_take_too_long_the_live_one_stays_and_time_is_bounded() -> None:
    blog, sandbox = make_blog()
    blog.post(DAY, "A", "fine")
    for number in range(5):
        sandbox.given = []
        blog.post(DAY, "A", f"costly {number}")
        assert sum(sandbox.given) <= PUBLISHING_SECONDS
    assert "fine" in blog.show(PATH)


def test_a_scheduled_post_that_takes_too_long_keeps_no_other_waiting() -> None:
    blog, sandbox = make_blog()
    sandbox.is_fast = True
    blog.post("2026-06-01-a", "A", "costly", date="2026-06-02")
    blog.post("2026-06-01-b", "B", "fine", date="2026-06-02")
    sandbox.is_fast = False
    blog.clock.pass_by(timedelta(days=1))
    blog.tick()
    assert blog.titles("/") == ["B"]
    assert blog.table.query(items.SCHEDULED) == []


def with_include(blog: Blog, text: str) -> None:
    blog.publish("_includes/note.html", text)


def test_a_request_that_cannot_render_shows_what_is_stored_for_a_minute() -> None:
    blog, sandbox = make_blog()
    sandbox.is_fast = True
    with_include(blog, "before")
    blog.post(DAY, "A", "costly {% include note.html %}")
    with_include(blog, "after")
    sandbox.is_fast, sandbox.given = False, []
    assert "before" in blog.show(PATH)
    assert sandbox.given == [READING_SECONDS]
    assert "before" in blog.show(PATH)
    assert sandbox.given == [READING_SECONDS]
    sandbox.is_fast = True
    blog.clock.pass_by(timedelta(minutes=1, seconds=1))
    assert "after" in blog.show(PATH)


def test_a_feed_shares_the_time_of_one_request() -> None:
    blog, sandbox = make_blog()
    sandbox.is_fast = True
    with_include(blog, "before")
    for number in range(5):
        blog.post(f"2026-01-0{number + 1}-p", "A", f"costly{number} {{% include note.html %}}")
    with_include(blog, "after")
    sandbox.is_fast, sandbox.given = False, []
    assert blog.show("/feed.xml").count("before") >= 5
    assert sandbox.given == [READING_SECONDS]


def test_what_the_tick_has_rendered_again_no_reader_waits_for() -> None:
    blog, sandbox = make_blog()
    with_include(blog, "before")
    blog.post(DAY, "A", "{% include note.html %}")
    with_include(blog, "after")
    blog.tick()
    sandbox.tasks = 0
    assert "after" in blog.show(PATH)
    assert sandbox.tasks == 0


def test_a_body_that_cannot_be_read_for_the_search_is_found_by_its_title() -> None:
    blog, sandbox = make_blog()
    sandbox.is_fast = True
    blog.post(DAY, "Lighthouse", "Opening.\n\ncostly words")
    blog.post("2026-01-02-b", "B", "harbour")
    sandbox.is_fast = False
    index(blog)
    index(blog)
    assert titles(blog, "lighthouse opening") == ["Lighthouse"]
    assert titles(blog, "words") == []
    assert titles(blog, "harbour") == ["B"]


CHAIN = 40
REFERRING = {
    "chain": (
        "{% assign next = '0.html' %}" + "{% include {{ next }} %}" * CHAIN,
        "includes files that lead to others more than 30 times",
    ),
    "many": (
        "".join(f"{{% post_url 2026-01-01-p{n} %}}" for n in range(1_001)),
        "refers to more than 1,000 files and posts",
    ),
    "large": (
        "".join(f"{{% include_relative large{n}.md %}}" for n in range(3)),
        "includes more than 10,000,000 characters of other files",
    ),
    "data": ("{{ site.data.a0 }}", "uses site.data, which has more than 10,000,000 characters"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REFERRING)
def test_a_text_refers_to_no_more_than_can_be_looked_up(name: str) -> None:
    blog, _ = make_blog()
    for number in range(CHAIN):
        text = f"{{% assign next = '{number + 1}.html' %}}"
        blog.put(f"_includes/{number}.html", text)
        if name == "chain":
            blog.publish(f"_includes/{number}.html")
    for number in range(3):
        blog.put(f"_posts/large{number}.md", "a" * 4_000_000)
    if name == "data":
        for number in range(35):
            blog.publish(f"_data/a{number}.json", '["' + "a" * 300_000 + '"]')
    body, why = REFERRING[name]
    outcome = blog.publish(post_key(DAY), post_text("A", body))
    assert (outcome.state, why in str(outcome.problems[0])) == ("rejected", True)
