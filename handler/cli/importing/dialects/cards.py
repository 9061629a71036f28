"""Cards of Ghost's editors as the HTML that readers saw of them. No IO here."""

import re
from collections.abc import Callable, Mapping
from html import escape

from handler.cli.importing.texts.commonmark import shown
from handler.core.model.entries import Json, mapping

Payload = Mapping[str, Json]
_PLAYER = re.compile(
    r"<(?P<tag>div|figure) class=\"[^\"]*kg-(?P<kind>audio|video)-card[^\"]*\".*?"
    r"(?=<!--kg-card-end|\Z|</figure>)(?:</figure>)?",
    re.DOTALL,
)
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)


def card(name: str, given: Payload) -> str | None:
    """The HTML of a card; None for one that is not known."""
    make = _CARDS.get(name.removeprefix("card-").removeprefix("extended-").removesuffix("-card"))
    return make(given) if make else None


def without_players(html: str) -> str:
    """Ghost's HTML with players of the browser in place of those that a script runs."""
    return (
        _PLAYER.sub(_player, html) if "kg-audio-card" in html or "kg-video-card" in html else html
    )


def _player(found: re.Match[str]) -> str:
    kind = found["kind"]
    source = re.search(rf"<{kind}\b[^>]*\bsrc=\"([^\"]*)\"", found[0])
    if source is None:
        return found[0]
    title = re.search(r"kg-audio-title[^>]*>(.*?)</div>", found[0], re.DOTALL)
    caption = _CAPTION.search(found[0])
    text = caption[0] if caption else f"<figcaption>{title[1]}</figcaption>" if title else ""
    return f'<figure><{kind} controls src="{source[1]}"></{kind}>{text}</figure>'


def _text(given: Payload, name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _figure(inner: str, given: Payload) -> str:
    caption = _text(given, "caption") or _text(given, "fileCaption")
    return f"<figure>{inner}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _image(given: Payload) -> str:
    title = _text(given, "title")
    image = f'<img src="{escape(_text(given, "src"))}" alt="{escape(_text(given, "alt"))}"'
    image += f' title="{escape(title)}">' if title else ">"
    href = _text(given, "href")
    return _figure(f'<a href="{escape(href)}">{image}</a>' if href else image, given)


def _gallery(given: Payload) -> str:
    images = given.get("images")
    found = [mapping(each) for each in images] if isinstance(images, list) else []
    return _figure("".join(map(_one_of_gallery, found)), given)


def _one_of_gallery(given: Payload) -> str:
    return f'<img src="{escape(_text(given, "src"))}" alt="{escape(_text(given, "alt"))}">'


def _code(given: Payload) -> str:
    language = _text(given, "language")
    name = f' class="language-{escape(language)}"' if language else ""
    code = f"<pre><code{name}>{escape(_text(given, 'code'), quote=False)}\n</code></pre>"
    return _figure(code, given) if _text(given, "caption") else code


def _bookmark(given: Payload) -> str:
    about = mapping(given.get("metadata"))
    url, title = _text(given, "url") or _text(about, "url"), _text(about, "title")
    words = f"<p>{escape(_text(about, 'description'))}</p>" if _text(about, "description") else ""
    link = f'<p><a href="{escape(url)}">{escape(title or url)}</a></p>'
    return _figure(link + words, given)


def _toggle(given: Payload) -> str:
    return (
        f"<details><summary>{_text(given, 'heading')}</summary>{_text(given, 'content')}</details>"
    )


def _callout(given: Payload) -> str:
    emoji = _text(given, "calloutEmoji")
    return f"<blockquote><p>{escape(emoji)} {_text(given, 'calloutText')}</p></blockquote>"


def _button(given: Payload) -> str:
    address, words = escape(_text(given, "buttonUrl")), escape(_text(given, "buttonText"))
    return f'<p><a href="{address}">{words}</a></p>'


def _file(given: Payload) -> str:
    title = _text(given, "fileTitle") or _text(given, "fileName")
    return _figure(f'<a href="{escape(_text(given, "src"))}">{escape(title)}</a>', given)


def _played(kind: str) -> Callable[[Payload], str]:
    def make(given: Payload) -> str:
        title = escape(_text(given, "title"))
        player = f'<{kind} controls src="{escape(_text(given, "src"))}"></{kind}>'
        return _figure(player, {"caption": _text(given, "caption") or title})

    return make


def _embed(given: Payload) -> str:
    html, url = _text(given, "html"), _text(given, "url")
    return _figure(html or f'<a href="{escape(url)}">{escape(url)}</a>', given)


def _header(given: Payload) -> str:
    title, below = _text(given, "header"), _text(given, "subheader")
    return f"<h2>{title}</h2>{f'<p>{below}</p>' if below else ''}"


def _product(given: Payload) -> str:
    picture = _text(given, "productImageSrc")
    image = f'<img src="{escape(picture)}" alt="">' if picture else ""
    return f"{image}<h4>{_text(given, 'productTitle')}</h4>{_text(given, 'productDescription')}"


_CARDS: Mapping[str, Callable[[Payload], str]] = {
    "image": _image,
    "gallery": _gallery,
    "code": _code,
    "codeblock": _code,
    "html": lambda given: _text(given, "html"),
    "markdown": lambda given: shown(_text(given, "markdown")),
    "embed": _embed,
    "bookmark": _bookmark,
    "hr": lambda _: "<hr>",
    "horizontalrule": lambda _: "<hr>",
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "file": _file,
    "audio": _played("audio"),
    "video": _played("video"),
    "header": _header,
    "product": _product,
    **dict.fromkeys(("paywall", "email", "email-cta", "signup", "zwnj", "tk"), lambda _: ""),
}
