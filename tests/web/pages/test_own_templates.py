"""Templates of a blog's own: live like a post, rejected with their line, dangerous to nobody."""

from datetime import timedelta
from typing import cast

import pytest

from handler.core.index import items
from handler.core.model.preview_links import PREFIX
from handler.core.model.writes import Delete
from handler.memory.metrics import MemoryMetrics
from handler.sandbox.processes import processes
from handler.services.ports import Allowance, Outcome
from handler.services.publish import own_templates
from tests.support.open_sandbox import OpenSandbox
from tests.web.blog import Blog, UnhurriedServices

pytestmark = pytest.mark.slow

POST = "_theme/templates/post.html"
FOOTER = "_theme/templates/partials/footer.html"
PAGE = "/2026/01/01/hello/"


@pytest.fixture(scope="module")
def shared() -> Blog:
    """A blog with a post; tests leave it without templates."""
    blog = Blog(sandbox=processes())  # As what is tried here ends a process, or fills it.
    blog.put("_posts/2026-01-01-hello.md", "---\ntags: [Tea]\n---\nText.")
    return blog


@pytest.fixture
def blog(shared: Blog) -> Blog:
    for info in shared.bucket.objects(prefix="_theme/"):
        shared.bucket.delete(info.key)
        shared.services.publisher.publish(info.key)
    shared.calls.clear()
    return shared


def put(blog: Blog, key: str, text: str) -> Outcome:
    return blog.put(key, text, "text/html")


def told(outcome: Outcome) -> list[str]:
    return [str(problem) for problem in outcome.problems]


def test_a_template_of_the_blogs_own_shows_comes_and_goes(blog: Blog) -> None:
    ours = blog.get(PAGE).text
    for words in ("Mine", "Still mine"):
        outcome = put(blog, POST, f"<h1>{words}: {{{{ view.entry.title }}}}</h1>{{{{ body }}}}")
        assert (outcome.state, outcome.problems) == ("live", ())
        assert blog.get(PAGE).text == f"<h1>{words}: Hello</h1><p>Text.</p>\n"
    blog.bucket.delete(POST)
    blog.services.publisher.publish(POST)
    assert blog.get(PAGE).text == ours


def test_a_part_of_the_blogs_own_shows_on_pages_of_every_kind(blog: Blog) -> None:
    put(blog, FOOTER, "<footer>Mine</footer>")
    for path in (PAGE, "/", "/tags/", "/tags/tea/", "/archive/", "/search?q=x", "/no/such/"):
        assert "<footer>Mine</footer></body>" in blog.get(path).text, path
        assert "Content-Security-Policy" in blog.get(path).headers


def test_a_template_goes_on_from_ours_of_the_same_name(blog: Blog) -> None:
    text = '{% extends "theme/post.html" %}{% block main %}<b>New</b>{{ super() }}{% endblock %}'
    assert put(blog, POST, text).problems == ()
    page = blog.get(PAGE).text
    assert "<b>New</b><article" in page.replace("\n", "")
    assert page.count("<h1") == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Fine\n{% if %}", "2: cannot be rendered: Expected an expression, got 'end of statement"),
        ("{{ body|shout }}", "1: cannot be rendered: No filter named 'shout'."),
        ("\n\n{{ nothing }}", "3: cannot be rendered: 'nothing' is undefined."),
        ("{{ view.entry.titel }}", "1: cannot be rendered: 'handler.core.model.entries.Entry obj"),
        ("{% if view.comments %}\n{{ oops }}\n{% endif %}", "2: cannot be rendered: 'oops' is un"),
        ("{% include 'partials/no.html' %}", "1: cannot be rendered: there is no template 'partia"),
        ("{{ 1 / 0 }}", "1: cannot be rendered: ZeroDivisionError: division by zero."),
    ],
)
def test_a_broken_template_is_told_with_its_line_and_the_last_good_one_stays(
    blog: Blog, text: str, problem: str
) -> None:
    put(blog, POST, "Good: {{ view.entry.title }}")
    outcome = put(blog, POST, text)
    assert outcome.state == "rejected"
    assert told(outcome)[0].startswith(f"{POST}:{problem}")
    assert blog.get(PAGE).text == "Good: Hello"


def test_a_part_that_breaks_another_template_is_rejected(blog: Blog) -> None:
    put(blog, "_theme/templates/parts/a.html", "{% macro a() %}A{% endmacro %}")
    put(blog, POST, "{% from 'parts/a.html' import a %}\n{{ a() }}")
    assert blog.get(PAGE).text == "A"
    outcome = put(blog, "_theme/templates/parts/a.html", "{% macro b() %}B{% endmacro %}")
    assert outcome.state == "rejected"
    assert "does not go together with _theme/templates/post.html, line 2: " in told(outcome)[0]
    assert blog.get(PAGE).text == "A"


def test_templates_may_come_in_any_order(blog: Blog) -> None:
    assert put(blog, POST, "{% include 'parts/one.html' %}").state == "rejected"
    outcome = put(blog, "_theme/templates/parts/one.html", "{% include 'parts/two.html' %}")
    assert outcome.state == "live"
    assert "and no other includes it" in told(outcome)[0]
    assert "<article" in blog.get(PAGE).text
    put(blog, "_theme/templates/parts/two.html", "Two")
    assert blog.get(PAGE).text == "Two"


def test_a_template_that_was_broken_by_others_can_be_mended(blog: Blog) -> None:
    put(blog, "_theme/templates/base.html", "{% block main %}{% endblock %}")
    rows = blog.services.table.query("templates")
    assert [name for name, _ in rows] == ["base.html"]
    put(blog, POST, "{{ old }}")
    outcome = put(blog, "_theme/templates/page.html", "{{ body }}")
    assert (outcome.state, outcome.problems) == ("live", ())


def test_a_template_with_a_mistyped_name_is_told(blog: Blog) -> None:
    outcome = put(blog, "_theme/templates/pots.html", "x")
    assert outcome.state == "live"
    assert told(outcome) == [
        "_theme/templates/pots.html: is no template of the theme's, and no other includes it."
        " Call it post.html."
    ]


HOSTILE = {
    "a class": "{{ ''.__class__.__mro__ }}",
    "a class by a filter": "{{ ''|attr('__class__') }}",
    "a class by a key": "{{ ''['__class__'] }}",
    "a class by map": "{{ [view]|map(attribute='__class__')|join }}",
    "globals": "{{ links.to.__globals__ }}",
    "globals of a function": "{{ author_of.__globals__ }}",
    "code of a function": "{{ author_of.__code__ }}",
    "builtins": "{{ cycler.__init__.__globals__.os.environ }}",
    "a format": "{{ '{0.__class__}'.format(view) }}",
    "a format kept": "{% set f = '{0.__class__}'.format %}{{ f(view) }}",
    "a format by a filter": "{{ ('{0.__class__}'|attr('format'))(view) }}",
    "the context": "{{ self._TemplateReference__context }}",
    "the environment": "{{ settings }}{{ environment }}{{ os }}",
    "another file": "{% include '../handler/settings.py' %}",
    "a file of the system": "{% include '/etc/passwd' %}",
    "what it may not change": "{% if site.data.update({'a': 1}) %}{% endif %}",
    "what it may not set": "{% do site.data.clear() %}",
    "an endless include": "{% include 'post.html' %}",
    "an endless extension": "{% extends 'post.html' %}",
    "an endless macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a huge range": "{% for i in range(10 ** 9) %}{% endfor %}",
    "a huge text": "{{ 'x' * 10 ** 10 }}",
    "a huge page": "{% for i in range(9999) %}{{ 'x' * 9999 }}{% endfor %}",
    "a hundred megabytes": "{{ 'x' * 10 ** 8 }}",
    "a doubling": "{% set n = namespace(t='x') %}{% for i in range(99) %}{% set n.t = n.t ~ n.t %}"
    "{% endfor %}",
    "a wide format": "{{ '%999999999d' % 1 }}",
    "a deep list": "{{ (('[' * 100000) ~ (']' * 100000))|tojson|length // 0 }}",
    "a number": "{{ 9 ** (9 ** 9) }}",
    "a loop": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_template_tries_it_is_rejected_and_readers_get_what_was_right(
    blog: Blog, text: str
) -> None:
    outcome = put(blog, POST, text)
    assert outcome.state == "rejected", told(outcome)
    assert "<article" in blog.get(PAGE).text


@pytest.mark.parametrize("name", ["a loop", "a doubling", "a class"])
def test_a_template_that_fails_on_one_page_alone_gives_way_to_ours_for_a_while(
    blog: Blog, name: str
) -> None:
    condition = f"view.entry.path == '{PAGE}'"
    text = f"Mine{{% if {condition} %}}{HOSTILE[name]}{{% endif %}}"
    assert put(blog, POST, text).state == "live"
    for _ in range(2):
        page = blog.get(PAGE)
        assert "<article" in page.text
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    blog.clock.pass_by(timedelta(minutes=2))
    put(blog, POST, "Mine")
    assert blog.get(PAGE).text == "Mine"


def test_a_page_that_is_never_stored_fails_once_a_minute(blog: Blog) -> None:
    def failures() -> int:
        assert "There is nothing at this address" in blog.get("/no/such/").text
        return cast(MemoryMetrics, blog.services.metrics).sums["TemplateFailed"]

    text = "{% if context.nav|length == 0 %}{{ 1 / 0 }}{% endif %}"
    assert put(blog, "_theme/templates/error.html", text).state == "live"
    first = failures()
    assert failures() == first
    blog.clock.pass_by(timedelta(minutes=2))
    assert failures() == first + 1


def test_templates_are_part_of_no_address(blog: Blog) -> None:
    put(blog, POST, "Mine")
    for path in ("/_theme/templates/post.html", "/_theme/templates/post", "/_theme/"):
        assert blog.get(path).status_code == 404


def test_a_cached_page_costs_what_it_cost_and_a_miss_no_further_call(blog: Blog) -> None:
    def calls(path: str) -> int:
        blog.calls.clear()
        blog.get(path)
        return sum(blog.calls.values())

    blog.get(PAGE)
    cached = calls(PAGE)
    blog.put("_posts/2026-01-01-hello.md", "---\ntags: [Tea]\n---\nOther text.")
    missed = calls(PAGE)
    put(blog, POST, "Mine {{ body }}")
    blog.get("/")
    blog.get(PAGE)
    assert calls(PAGE) == cached
    blog.put("_posts/2026-01-01-hello.md", "---\ntags: [Tea]\n---\nText.")
    assert calls(PAGE) == missed


def test_a_feed_and_a_post_for_programs_are_as_they_were(blog: Blog) -> None:
    before = [blog.get(path).text for path in ("/feed.xml", "/2026/01/01/hello.json")]
    put(blog, POST, "Mine")
    assert [blog.get(path).text for path in ("/feed.xml", "/2026/01/01/hello.json")] == before


def test_a_preview_has_the_templates_that_readers_get(blog: Blog) -> None:
    put(blog, POST, "Mine: {{ view.entry.title }}")
    blog.put("_drafts/idea.md", "Not yet.")
    link = blog.services.preview_links.make("_drafts/idea.md", timedelta(days=7))
    assert blog.get(f"{PREFIX}{link}").text == "Mine: Idea"
    blog.bucket.delete("_drafts/idea.md")
    blog.services.publisher.publish("_drafts/idea.md")


def test_a_process_with_templates_of_its_own_is_ready_for_the_first_reader(blog: Blog) -> None:
    asked: list[str] = []

    class Watched(OpenSandbox):
        def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
            asked.append(task)
            return super().run(task, arguments, allowance)

    def prepare() -> None:
        UnhurriedServices(
            blog.services.settings,
            bucket=blog.bucket,
            table=blog.table,
            clock=blog.clock,
            sandbox=Watched(),
        ).reader.prepare()

    prepare()
    assert asked == []
    put(blog, POST, "Mine")
    prepare()
    assert asked == ["handler.services.computing.theming:render"]


def test_an_older_version_of_a_template_is_live_again_once_the_new_one_is_broken_and_gone(
    blog: Blog,
) -> None:
    for text in ("One", "Two"):
        put(blog, POST, text)
    put(blog, POST, "{{ broken")
    assert blog.get(PAGE).text == "Two"
    blog.services.table.write(Delete(items.source_key(POST)))
    assert blog.services.publisher.publish(POST).state == "rejected"
    assert blog.get(PAGE).text == "Two"


def test_templates_are_so_many_and_so_large_at_most(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert put(blog, FOOTER, "<footer>Mine</footer>").state == "live"
    text = "{{ body }}"
    with monkeypatch.context() as limits:
        limits.setattr(own_templates, "MOST_TEMPLATES", 1)
        outcome = put(blog, POST, text)
    assert outcome.state == "rejected"
    assert "is one template more than 1." in told(outcome)[0]
    with monkeypatch.context() as limits:
        limits.setattr(own_templates, "MAXIMUM_TEMPLATES", 30)
        outcome = put(blog, POST, f" {text}")
    assert outcome.state == "rejected"
    assert "brings all templates to over 30 characters." in told(outcome)[0]
    assert put(blog, POST, text).state == "live"
