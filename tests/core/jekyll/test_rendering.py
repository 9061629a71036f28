"""A body becomes HTML, an excerpt and a number of words."""

import pytest

from handler.core.jekyll.documents import read_document
from handler.core.jekyll.rendering import RenderedBody, plain_text, render_body
from handler.core.liquid import Resources
from handler.core.model.entries import SiteConfig


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


def test_warnings_name_the_line_of_the_file() -> None:
    (problem,) = render("---\ntitle: a\n---\n\nHi {{ unknown }}\n").problems
    assert (problem.line, problem.severity) == (5, "warning")


@pytest.mark.parametrize(
    ("markup", "text"),
    [("<p>a &amp; b</p>", "a & b"), ("one two three four", "one two…"), ("<b>x</b> , y", "x, y")],
)
def test_plain_text_is_one_line_cut_at_a_word(markup: str, text: str) -> None:
    assert plain_text(markup, 12) == text


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


@pytest.mark.parametrize("start", ["<math>", "<math><annotation>", "<p>", "<pre>", "<table>"])
def test_elements_that_are_never_closed_do_not_keep_a_post_from_being_rendered(start: str) -> None:
    text = f"---\ntitle: A\n---\n<p>Opening</p>{start * 100_000}"
    document = read_document("_posts/2017-12-27-a.html", text.encode(), SiteConfig())
    assert render_body(document, SiteConfig(), Resources()).entry.excerpt == "Opening"
