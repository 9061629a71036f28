"""Includes that lie in a theme's gem show what the plugin tags of the same name do."""

import pytest

from handler.core.liquid import Resources, render
from handler.core.liquid.tags.theme_includes import THEME_INCLUDES
from handler.core.model.entries import Json

PAGE: dict[str, Json] = {
    "gallery": [{"image_path": "/a.png", "alt": "A"}, {"image_path": "/b.png"}],
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
        ("{% include embed/video.html src='/a.mp4' title='T' %}", '<video class="embed" src="/a.'),
        ("{% include embed/audio.html src='/a.mp3' %}", '<audio class="embed" src="/a.mp3"'),
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
        ("{% include toc %}", ""),
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
