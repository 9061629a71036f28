"""A body becomes HTML, an excerpt and a number of words."""

import re

import pytest

from handler.core.jekyll.bodies.rendering import RenderedBody, render_body
from handler.core.jekyll.reading import read_document
from handler.core.liquid import Resources
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError


def render(text: str, site: SiteConfig | None = None) -> RenderedBody:
    site = site or SiteConfig(title="Blog", data={"title": "Blog"})
    return render_body(
        read_document("_posts/2017-12-27-a.md", text.encode(), site), site, Resources()
    )


def test_liquid_runs_before_markdown() -> None:
    assert render("*{{ site.title }}*").html.strip() == "<p><em>Blog</em></p>"


def test_liquid_knows_the_page() -> None:
    text = (
        "---\npermalink: /a b/:title/\n---\n"
        "{{ page.url }} {{ page.id }} {{ page.ext }} {{ page.collection }} {{ page.draft }} "
        "{{ page.content | number_of_words }}"
    )
    assert render(text).html.strip() == "<p>/a%20b/a/ /a%20b/a .md posts false 20</p>"


def test_liquid_knows_the_opening_of_the_page() -> None:
    body = render("*One* {{ page.title }}.\n\n{{ page.excerpt }}\n")
    assert body.html == "<p><em>One</em> A.</p>\n<p><em>One</em> A.</p>\n"
    assert body.problems == ()


def test_the_first_paragraph_with_words_is_the_excerpt() -> None:
    body = render('![](/a.png)\n\n# Head\n\nHello *you*, "there"[^1].\n\nMore.\n\n[^1]: Note.\n')
    assert body.entry.excerpt == "Hello you, “there”."


def test_an_excerpt_of_the_front_matter_goes_first() -> None:
    assert render("---\nexcerpt: Own *words*\n---\nText.").entry.excerpt == "Own words"


def test_a_separator_ends_the_excerpt() -> None:
    site = SiteConfig(excerpt_separator="<!--more-->")
    assert render("One.\n\nTwo.\n\n<!--more-->\n\nThree.", site).entry.excerpt == "One. Two."


def test_words_are_counted_and_so_are_chinese_characters() -> None:
    assert render("two words").entry.words == 2
    assert render("漢字です").entry.words == 4


def test_a_word_with_an_emphasised_part_is_one() -> None:
    body = render("un*frigging*real H<sub>2</sub>O[^1]\n\n[^1]: Note.\n")
    assert body.entry.excerpt == "unfriggingreal H2O"


def test_a_separator_ends_the_excerpt_of_a_sanitised_post_too() -> None:
    site = SiteConfig(excerpt_separator="<!--more-->", data={"sanitize": True})
    html = "One.\n\n<select>hidden</select> Two.\n\n<!--more-->\n\nThree."
    assert render(html, site).entry.excerpt == "One. Two."


def test_warnings_name_the_line_of_the_file() -> None:
    (problem,) = render("---\ntitle: a\n---\n\nHi {{ unknown }}\n").problems
    assert (problem.line, problem.severity) == (5, "warning")


def test_an_unknown_time_zone_stops_no_post() -> None:
    site = SiteConfig(data={"timezone": "Mars/Base"})
    assert render('{{ page.date | date: "%Y" }}', site).html.strip() == "<p>2017</p>"


def test_sanitising_warns_of_words_that_it_takes_out() -> None:
    site = SiteConfig(data={"sanitize": True})
    body = render(
        "<svg><text>Hello</text></svg> <svg></svg> <b>there</b> `<select>a</select>`", site
    )
    (problem,) = body.problems
    assert problem.message == "has words in <svg>, which `sanitize: true` takes out."
    assert "Hello" not in body.html


@pytest.mark.parametrize(
    "text", ["<p>a <![x b</p>", "{::nomarkdown}<![x{:/}", "<![CDATA[", "</p <"]
)
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_no_markup_stops_a_post_from_being_rendered(text: str, name: str) -> None:
    document = read_document(f"_posts/2017-12-27-{name}", text.encode(), SiteConfig())
    for data in ({}, {"sanitize": True}):
        render_body(document, SiteConfig(data=data), Resources())


@pytest.mark.parametrize("element", ["<b title={}>", "<code class={}>", "<font size={}>"])
@pytest.mark.parametrize("sanitize", [False, True])
def test_a_body_that_would_be_blown_up_shows_only_its_words(element: str, sanitize: bool) -> None:
    text = "<p>" + "".join(element.format(n) for n in range(499)) + "<p>word" * 8_000
    document = read_document("_posts/2017-12-27-a.html", text.encode(), SiteConfig())
    body = render_body(document, SiteConfig(data={"sanitize": sanitize}), Resources())
    assert body.html.split() == ["word"] * 8_000
    (problem,) = body.problems
    assert str(problem) == (
        "_posts/2017-12-27-a.html: leaves so many elements open in one another that only its words"
        " are shown. Close each element that is opened in HTML, such as <b> with </b>."
    )


@pytest.mark.slow
@pytest.mark.parametrize("start", ["<math>", "<math><annotation>", "<p>", "<pre>", "<table>"])
def test_elements_that_are_never_closed_do_not_keep_a_post_from_being_rendered(start: str) -> None:
    text = f"---\ntitle: A\n---\n<p>Opening</p>{start * 100_000}"
    document = read_document("_posts/2017-12-27-a.html", text.encode(), SiteConfig())
    excerpt = render_body(document, SiteConfig(), Resources()).entry.excerpt
    assert re.sub(r"( <math>)+…$", "", excerpt) == "Opening"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Use *pip* & [venv](x) `code` and Q&amp;A", "Use pip & venv code and Q&A"),
        ("It's <b>bold</b> -- &lt;b&gt;", "It’s bold – <b>"),
        ("", ""),
    ],
)
def test_a_description_becomes_text(written: str, shown: str) -> None:
    assert render(f'---\ndescription: "{written}"\n---\nx').entry.description == shown


def test_a_text_may_go_without_liquid() -> None:
    text = "---\nrender_with_liquid: false\n---\n{{ page.title }}"
    assert render(text).html == "<p>{{ page.title }}</p>\n"


@pytest.mark.parametrize(
    ("text", "sanitize", "message"),
    [
        ("a" * 2_000_001, False, "bytes of HTML"),
        ("&" * 50_001, True, "characters such as &"),
    ],
)
def test_a_text_that_comes_to_too_much_is_refused(text: str, sanitize: bool, message: str) -> None:
    site = SiteConfig(data={"sanitize": sanitize})
    with pytest.raises(ContentError, match=message):
        render(f"---\ntitle: A\n---\n<p>{text}</p>\n", site)
