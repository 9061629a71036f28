"""Includes of well-known themes, which lie in a gem and so not in the blog. No IO here.

They show what the plugin tags of the same name do: no script or frame of a third party.
Chirpy has `embed/…`, TeXt `extensions/…`, minima `icon-…` and what loads the scripts of others,
Minimal Mistakes the rest.
"""

from collections.abc import Mapping


def _link(label: str, address: str) -> str:
    where = f"https://{address}{{{{ include.id | url_encode }}}}"
    return f'<a class="embed" href="{where}">{label}: {{{{ include.id | escape }}}}</a>'


def _address(name: str) -> str:
    """A file of Chirpy's, which may be beside all media of a post."""
    return (
        f"{{% assign {name} = include.{name} | strip %}}"
        f"{{% unless {name} contains ':' or {name} == blank %}}{{% assign {name} = "
        f"page.media_subpath | append: '/' | append: {name} | replace: '//', '/'"
        " | replace: '//', '/' | relative_url %}{% endunless %}"
    )


def _player(tag: str, more: str = "") -> str:
    """A file that the browser plays, with the other formats that it has."""
    switches = "".join(
        f"{{% if include.{name} %}} {name}{{% endif %}}" for name in ("autoplay", "loop", "muted")
    )
    return (
        f"{_address('src')}{{% assign stem = src | split: '.' | pop | join: '.' %}}"
        "{% assign types = include.types | default: '' | split: '|' %}"
        f'<{tag} class="embed"{more} controls{switches}><source src="{{{{ src | escape }}}}">'
        "{% for type in types %}"
        '<source src="{{ stem | append: "." | append: type | strip | escape }}">{% endfor %}'
        '<a href="{{ src | escape }}">{{ include.title | default: src | escape }}</a>'
        f"</{tag}>"
        "{% if include.title %}<em>{{ include.title | escape }}</em>{% endif %}"
    )


def _account(site: str) -> str:
    address = f"https://{site}{{{{ include.username | url_encode }}}}"
    return f'<a href="{address}">{{{{ include.username | escape }}}}</a>'


def _inline(value: str) -> str:
    """Markdown within a line."""
    return f'{{{{ {value} | markdownify | remove: "<p>" | remove: "</p>" | strip }}}}'


def _chosen(name: str) -> str:
    """What the front matter lists under a name, or under the one that is asked for."""
    return (
        f"{{% assign listed = page.{name} %}}"
        "{% if include.id %}{% assign listed = page[include.id] %}{% endif %}"
    )


_CAPTION = (
    "{% if include.caption %}<figcaption>" + _inline("include.caption") + "</figcaption>{% endif %}"
)
_CLASS = '{% if include.class %} class="{{ include.class | escape }}"{% endif %}'
_POSTER = '{% if poster != blank %} poster="{{ poster | escape }}"{% endif %}'
_IMAGE = '<img src="{{ each.image_path | relative_url | escape }}" alt="{{ each.alt | escape }}">'
_YOUTUBE = "{% youtube {{ include.id }} %}"
_BILIBILI = _link("Video on Bilibili", "www.bilibili.com/video/")
_VIDEO = (
    f'{{% if include.provider == "youtube" %}}{_YOUTUBE}'
    '{% elsif include.provider == "vimeo" %}{% vimeo {{ include.id }} %}'
    '{% elsif include.provider == "google-drive" %}'
    + _link("Video on Google Drive", "drive.google.com/file/d/")
    + '{% elsif include.provider == "bilibili" %}'
    + _BILIBILI
    + "{% else %}Video: {{ include.id | escape }}{% endif %}"
)
_FIGURE = (
    f'<figure{_CLASS}><img src="{{{{ include.image_path | relative_url | escape }}}}"'
    f' alt="{{{{ include.alt | escape }}}}">{_CAPTION}</figure>'
)
_GALLERY = (
    f"{_chosen('gallery')}\n\n<figure{_CLASS}>{{% for each in listed %}}"
    '{% if each.url %}<a href="{{ each.url | relative_url | escape }}"'
    '{% if each.title %} title="{{ each.title | escape }}"{% endif %}>'
    f"{_IMAGE}</a>{{% else %}}{_IMAGE}{{% endif %}}{{% endfor %}}{_CAPTION}</figure>\n"
)
_FEATURES = (
    f"{_chosen('feature_row')}\n\n<div>{{% for each in listed %}}"
    f"{{% if each.image_path %}}<p>{_IMAGE}</p>{{% endif %}}"
    "{% if each.title %}<h2>{{ each.title }}</h2>{% endif %}"
    "{% if each.excerpt %}{{ each.excerpt | markdownify | strip }}{% endif %}"
    '{% if each.url %}<p><a href="{{ each.url | relative_url | escape }}">'
    '{{ each.btn_label | default: "Learn More" }}</a></p>{% endif %}{% endfor %}</div>\n'
)
_ARCHIVED = (
    '\n\n<h2><a href="{{ post.url | relative_url | escape }}">{{ post.title }}</a></h2>'
    "<p>{{ post.excerpt | markdownify | strip_html | strip }}</p>\n\n"
)
_TOC = '{% unless page.ext contains ".htm" %}\n\n* TOC\n{:toc}\n\n{% endunless %}'
_BASE = "{% assign base_path = site.baseurl %}"

THEME_INCLUDES: Mapping[str, str] = {
    "embed/youtube.html": _YOUTUBE,
    "embed/twitch.html": _link("Video on Twitch", "www.twitch.tv/videos/"),
    "embed/bilibili.html": _BILIBILI,
    "embed/spotify.html": _link("Sound on Spotify", "open.spotify.com/track/"),
    "embed/video.html": _address("poster") + _player("video", _POSTER),
    "embed/audio.html": _player("audio"),
    "extensions/youtube.html": _YOUTUBE,
    "extensions/bilibili.html": _BILIBILI,
    "extensions/ted.html": _link("Talk on TED", "www.ted.com/talks/"),
    "video": _VIDEO,
    "figure": _FIGURE,
    "gallery": _GALLERY,
    "feature_row": _FEATURES,
    "toc": _TOC,
    "base_path": _BASE,
    "archive-single.html": _ARCHIVED,
    "icon-github.html": _account("github.com/"),
    "icon-twitter.html": _account("twitter.com/"),
    "icon-github.svg": "",
    "icon-twitter.svg": "",
    "disqus_comments.html": "",
    "google-analytics.html": "",
}
"""The text of each include; a blog's own file of that name goes first."""
