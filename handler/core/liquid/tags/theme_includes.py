"""Includes of well-known themes, which lie in a gem and so not in the blog. No IO here.

They show what the plugin tags of the same name do: no script or frame of a third party.
Chirpy has `embed/…`, minima `icon-…`, Minimal Mistakes the others.
"""

from collections.abc import Mapping

_CAPTION = (
    '{% if include.caption %}<figcaption>{{ include.caption | markdownify | remove: "<p>"'
    ' | remove: "</p>" | strip }}</figcaption>{% endif %}'
)


def _link(label: str, address: str) -> str:
    where = f"https://{address}{{{{ include.id | url_encode }}}}"
    return f'<a class="embed" href="{where}">{label}: {{{{ include.id | escape }}}}</a>'


def _player(tag: str) -> str:
    return (
        f'<{tag} class="embed" src="{{{{ include.src | escape }}}}" controls></{tag}>'
        "{% if include.title %}<em>{{ include.title | escape }}</em>{% endif %}"
    )


def _account(site: str) -> str:
    return f'<a href="https://{site}{{{{ include.username | url_encode }}}}">' + _USERNAME


_USERNAME = "{{ include.username | escape }}</a>"
_YOUTUBE = "{% youtube {{ include.id }} %}"
_VIDEO = (
    '{% if include.provider == "youtube" %}{% youtube {{ include.id }} %}'
    '{% elsif include.provider == "vimeo" %}{% vimeo {{ include.id }} %}'
    '{% elsif include.provider == "google-drive" %}'
    + _link("Video on Google Drive", "drive.google.com/file/d/")
    + '{% elsif include.provider == "bilibili" %}'
    + _link("Video on Bilibili", "www.bilibili.com/video/")
    + "{% endif %}"
)
_FIGURE = (
    '<figure{% if include.class %} class="{{ include.class | escape }}"{% endif %}>'
    '<img src="{{ include.image_path | relative_url | escape }}" alt="{{ include.alt | escape }}">'
    f"{_CAPTION}</figure>"
)
_GALLERY = (
    "{% assign shown = page.gallery %}{% if include.id %}{% assign shown = page[include.id] %}"
    "{% endif %}<figure>{% for each in shown %}"
    '<img src="{{ each.image_path | relative_url | escape }}" alt="{{ each.alt | escape }}">'
    f"{{% endfor %}}{_CAPTION}</figure>"
)

THEME_INCLUDES: Mapping[str, str] = {
    "embed/youtube.html": _YOUTUBE,
    "embed/twitch.html": _link("Video on Twitch", "www.twitch.tv/videos/"),
    "embed/bilibili.html": _link("Video on Bilibili", "www.bilibili.com/video/"),
    "embed/spotify.html": _link("Sound on Spotify", "open.spotify.com/track/"),
    "embed/video.html": _player("video"),
    "embed/audio.html": _player("audio"),
    "video": _VIDEO,
    "figure": _FIGURE,
    "gallery": _GALLERY,
    "toc": "",
    "icon-github.html": _account("github.com/"),
    "icon-twitter.html": _account("twitter.com/"),
}
"""The text of each include; a blog's own file of that name goes first."""
