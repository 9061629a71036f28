"""A text of WordPress as the HTML that its readers saw. No IO here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from handler.cli.importing.dialects.shortcodes import Make, expanded, unknown
from handler.cli.importing.texts.embeds import link_to, linked, video
from handler.cli.importing.texts.paragraphs import with_paragraphs
from handler.core.html.allowed import names

_BLOCK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z0-9/-]+)\s*(?P<values>\{.*?\})?\s*(?P<alone>/)?-->\n?",
    re.DOTALL,
)
_REFERENCE = re.compile(r"<!--\s+wp:block\s+\{\s*\"ref\"\s*:\s*(\d+)[^}]*\}\s*/-->")
_MORE = re.compile(r"<!--(?:more[^>]*|nextpage|noteaser)-->")
_MARK = re.compile("\x04(\\d+)\x05")
_CODES = names(
    "code sourcecode source pre prettify highlight python php js css bash html sql java ruby"
)
_QUIET = {"more", "nextpage", "freeform"}


@dataclass(frozen=True, slots=True)
class Picture:
    """An attachment that a gallery may show."""

    address: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as readers saw it, and what of it only WordPress would have filled."""

    html: str
    blocks: tuple[str, ...] = ()
    shortcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a text may refer to: pictures by number, those of its own, and reusable blocks."""

    picture: Callable[[str], Picture | None]
    own: Callable[[], list[Picture]]
    block: Callable[[str], str]


def shown(text: str, context: Context) -> Shown:
    """What readers saw of a text as the editor saved it."""
    for _ in range(3):
        text = _REFERENCE.sub(lambda found: context.block(found[1]), text)
    has_blocks = _BLOCK.search(text) is not None
    dynamic = tuple(
        dict.fromkeys(
            m["name"] for m in _BLOCK.finditer(text) if m["alone"] and m["name"] not in _QUIET
        )
    )
    text = _MORE.sub("", _BLOCK.sub("", text))
    held: list[str] = []

    def hold(html: str) -> str:
        held.append(html)
        return f"\n\n\x04{len(held) - 1}\x05\n\n"

    text = expanded(text, {name: _held(_code, hold) for name in _CODES})
    makers = {name: _held(make, hold) for name, make in _makers(context).items()}
    left = expanded(text, makers)
    told = tuple(name for name in unknown(left) if name not in _CODES)
    html = left if has_blocks else with_paragraphs(left)
    html = re.sub(r"<p>\s*(\x04\d+\x05)\s*</p>", r"\1", html)
    html = _MARK.sub(lambda found: held[int(found[1])], html)
    return Shown(linked(html), dynamic, told)


def _held(make: Make, hold: Callable[[str], str]) -> Make:
    def held(given: dict[str, str], inner: str | None) -> str | None:
        made = make(given, inner)
        return None if made is None else hold(made) if made else ""

    return held


def _code(given: dict[str, str], inner: str | None) -> str | None:
    if inner is None:
        return None
    language = given.get("language") or given.get("lang") or given.get("0", "")
    text = inner.strip("\r\n")
    text = unescape(text) if re.search(r"&(?:lt|gt|amp|quot|#\d+);", text) else text
    name = f' class="language-{language}"' if re.fullmatch(r"[\w+#.-]+", language) else ""
    return f"<pre><code{name}>{escape(text, quote=False)}\n</code></pre>"


def _makers(context: Context) -> Mapping[str, Make]:
    """How each shortcode that WordPress itself has, or many blogs, is shown."""
    return {
        "caption": _caption,
        "wp_caption": _caption,
        "gallery": lambda given, _: _gallery(given, context),
        "embed": lambda given, inner: (
            link_to(unescape(inner or given.get("src", ""))) if inner or "src" in given else ""
        ),
        "audio": lambda given, _: _played(
            "audio", given, ("src", "mp3", "m4a", "ogg", "wav", "wma", "0")
        ),
        "video": lambda given, _: _played(
            "video", given, ("src", "mp4", "m4v", "webm", "ogv", "flv", "0")
        ),
        "playlist": lambda given, _: _playlist(given, context),
        **{name: _film(name) for name in ("youtube", "vimeo", "dailymotion", "ted")},
        "gist": lambda given, inner: _gist(
            inner or given.get("url") or given.get("id") or given.get("0", "")
        ),
        "tweet": lambda given, inner: _address(inner or given.get("url") or given.get("0", "")),
        "soundcloud": lambda given, inner: _address(inner or given.get("url", "")),
        "instagram": lambda given, inner: _address(inner or given.get("url", "")),
        "googlemaps": lambda given, inner: _address(inner or given.get("0", "")),
        "latex": lambda _, inner: f"<code>{escape(unescape(inner))}</code>" if inner else None,
    }


def _caption(given: dict[str, str], inner: str | None) -> str | None:
    if inner is None:
        return None
    picture = re.match(
        r"\s*(?:<p>)?\s*(<a\b[^>]*>\s*<img\b[^>]*>\s*</a>|<img\b[^>]*>)(.*)",
        inner,
        re.DOTALL | re.IGNORECASE,
    )
    if picture is None:
        return None
    text = given.get("caption") or re.sub(r"\s*</p>\s*$", "", picture[2]).strip()
    return f"<figure>{picture[1]}{f'<figcaption>{text}</figcaption>' if text else ''}</figure>"


def _gallery(given: dict[str, str], context: Context) -> str:
    names = re.findall(r"\d+", given.get("ids") or given.get("include") or "")
    left_out = set(re.findall(r"\d+", given.get("exclude", "")))
    found = (
        [context.picture(name) for name in names if name not in left_out]
        if names
        else context.own()
    )
    figures = "".join(_figure(picture) for picture in found if picture)
    return f'<div class="gallery">{figures}</div>' if figures else ""


def _figure(picture: Picture) -> str:
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    image = f'<img src="{escape(picture.address)}" alt="{escape(picture.alt)}">'
    return f"<figure>{image}{caption}</figure>"


def _played(name: str, given: dict[str, str], keys: tuple[str, ...]) -> str | None:
    address = next((given[key] for key in keys if given.get(key)), "")
    return f'<{name} controls src="{escape(unescape(address))}"></{name}>' if address else None


def _playlist(given: dict[str, str], context: Context) -> str | None:
    found = [context.picture(name) for name in re.findall(r"\d+", given.get("ids", ""))]
    return "".join(link_to(each.address, each.caption) for each in found if each) or None


def _film(service: str) -> Make:
    def make(given: dict[str, str], inner: str | None) -> str | None:
        value = inner or given.get("id") or given.get("url") or given.get("0", "")
        value = value.lstrip("=").strip("\"' ")
        return video(service, value) if value else None

    return make


def _gist(value: str) -> str | None:
    value = value.strip()
    return (
        link_to(value if "://" in value else f"https://gist.github.com/{value}") if value else None
    )


def _address(value: str) -> str | None:
    return link_to(unescape(value)) if "://" in value else None
