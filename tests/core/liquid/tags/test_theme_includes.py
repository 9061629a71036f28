"""Includes that lie in a theme's gem show what the plugin tags of the same name do."""

import pytest

from handler.core.liquid import Resources, render
from handler.core.liquid.tags.theme_includes import THEME_INCLUDES
from handler.core.model.entries import Json

PAGE: dict[str, Json] = {
    "gallery": [{"image_path": "/a.png", "alt": "A"}, {"image_path": "/b.png"}],
    "linked": [{"image_path": "/d.png", "url": "/e.png", "title": "T & U"}],
    "feature_row": [
        {"image_path": "/a.png", "alt": "A", "title": "One", "excerpt": "*so*"},
        {"title": "Two", "url": "/two/", "btn_label": "Go"},
    ],
    "media_subpath": "/media/",
    "ext": ".md",
    "listed": [{"title": "L", "url": "/l/", "excerpt": "*so*"}],
    "other": [{"image_path": "/c.png"}],
}
MISSING = Resources(includes=dict.fromkeys(THEME_INCLUDES))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "{% include embed/youtube.html id='Balreaj8Yqs' %}",
            "https://www.youtube.com/watch?v=Balreaj8Yqs",
        ),
        ("{% include embed/twitch.html id='1634779211' %}", "https://www.twitch.tv/videos/16347"),
        (
            "{% include embed/video.html src='a.mp4' types='ogg|mov' poster='p.png' title='T'"
            " autoplay=false loop=true muted=true %}",
            '<video class="embed" poster="/media/p.png" controls loop muted>'
            '<source src="/media/a.mp4"><source src="/media/a.ogg"><source src="/media/a.mov">'
            '<a href="/media/a.mp4">T</a></video><em>T</em>',
        ),
        (
            "{% include embed/audio.html src='https://x.test/a.b.mp3' %}",
            '<audio class="embed" controls><source src="https://x.test/a.b.mp3">',
        ),
        ("{% include video id='x9' provider='elsewhere' %}", "Video: x9"),
        ("{% include extensions/ted.html id='x' %}", "https://www.ted.com/talks/x"),
        ("{% include video id='x1' provider='youtube' %}", "https://www.youtube.com/watch?v=x1"),
        ("{% include video id='212' provider='vimeo' %}", "https://vimeo.com/212"),
        (
            "{% include figure image_path='/a.png' alt='A' caption='*C*' %}",
            '<figure><img src="/a.png" alt="A"><figcaption><em>C</em></figcaption></figure>',
        ),
        (
            "{% include gallery %}",
            '<figure><img src="/a.png" alt="A"><img src="/b.png" alt=""></figure>',
        ),
        ("{% include gallery id='other' %}", '<figure><img src="/c.png" alt=""></figure>'),
        (
            "{% include gallery id='linked' caption='C' %}",
            '<figure><a href="/e.png" title="T &amp; U"><img src="/d.png" alt=""></a>'
            "<figcaption>C</figcaption></figure>",
        ),
        (
            "{% include feature_row %}",
            '<div><p><img src="/a.png" alt="A"></p><h2>One</h2><p><em>so</em></p>'
            '<h2>Two</h2><p><a href="/two/">Go</a></p></div>',
        ),
        ("{% include toc icon='columns' title='Here' %}", "\n\n* TOC\n{:toc}\n\n"),
        ("{% include base_path %}{{ base_path }}/a.pdf", "/a.pdf"),
        (
            "{% for post in page.listed %}{% include archive-single.html %}{% endfor %}",
            '<h2><a href="/l/">L</a></h2><p>so</p>',
        ),
        ("{% include disqus_comments.html %}", ""),
        (
            "{% include icon-github.html username='jekyll' %}",
            '<a href="https://github.com/jekyll">jekyll</a>',
        ),
    ],
)
def test_an_include_of_a_theme_shows_what_it_is_about(source: str, text: str) -> None:
    result = render(source, page=PAGE, site={}, resources=MISSING)
    assert text in result.text
    assert "include" not in result.text
    assert result.warnings == ()


def test_a_file_of_the_blog_goes_first() -> None:
    own = Resources(includes={"toc": "MINE"})
    assert render("{% include toc %}", page={}, site={}, resources=own).text == "MINE"
