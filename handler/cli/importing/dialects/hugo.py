"""Shortcodes of Hugo, and of its common themes, as Markdown and HTML. No IO here."""

import re
from collections.abc import Callable, Mapping
from html import escape

from handler.cli.importing.texts.embeds import video
from handler.core.html.allowed import names

Given = Mapping[str, str]
"""The values of a shortcode by name."""
Find = Callable[[str], str | None]
"""The address of a page of the site that a text names, if there is one."""

_TAG = re.compile(
    r"\{\{(?P<open>[<%])-?\s*(?P<end>/)?\s*(?P<name>[\w./-]+)(?P<given>(?:\s+(?:[^%>`\"]|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|%(?!\}\})|>(?!\}\}))*)?)\s*(?P<alone>/)?-?[>%]\}\}"
)
_VALUE = re.compile(r"(?:([\w-]+)\s*=\s*)?(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|([^\s\"`=]+))")
_LITERAL = re.compile(r"\{\{([<%])/\*\s*(.*?)\s*\*/([>%])\}\}", re.DOTALL)
_BOXES = names(
    "admonition alert attention callout caution danger error hint important info note"
    " notice tip warning expand success question"
)
_QUIET = names("toc tableofcontents contents clear br lead-break break")
_MOST = 2_000


def expanded(text: str, find: Find) -> tuple[str, tuple[str, ...]]:
    """The text with the shortcodes that are known as what they stand for, and names of others."""
    unknown: list[str] = []
    text = _expanded(text, find, unknown, 0)
    return _LITERAL.sub(lambda f: f"{{{{{f[1]} {f[2]} {f[3]}}}}}", text), tuple(
        dict.fromkeys(unknown)
    )


def _expanded(text: str, find: Find, unknown: list[str], depth: int) -> str:
    made: list[str] = []
    position = count = 0
    while (tag := _TAG.search(text, position)) and count < _MOST:
        count += 1
        made.append(text[position : tag.start()])
        end = None if tag["alone"] or tag["end"] else _end_of(text, tag)
        inner = text[tag.end() : end.start()] if end else None
        position = end.end() if end else tag.end()
        name = tag["name"].rpartition("/")[2].removesuffix(".html").lower()
        if (
            inner is not None
            and name not in {"highlight", "mermaid", "math", "katex", "rawhtml"}
            and depth < 8
        ):
            inner = _expanded(inner, find, unknown, depth + 1)
        new = _made(name, attributes(tag["given"] or ""), inner, find)
        if new is None:
            unknown.append(tag["name"])
            new = text[tag.start() : tag.end()] + (f"{inner}{end[0]}" if end else "")
        if new.startswith("\n\n"):
            made = ["".join(made).rstrip()]
            position += len(text[position:]) - len(text[position:].lstrip("\n"))
        made.append(new)
    return "".join([*made, text[position:]])


def _end_of(text: str, tag: re.Match[str]) -> re.Match[str] | None:
    """Where a shortcode that holds something ends; none if nothing closes it."""
    depth = 1
    for found in _TAG.finditer(text, tag.end()):
        if found["name"] == tag["name"] and not found["alone"]:
            depth += -1 if found["end"] else 1
            if depth == 0:
                return found
    return None


def attributes(text: str) -> dict[str, str]:
    """The values of a shortcode; those without a name are named 0, 1 and so on."""
    found: dict[str, str] = {}
    for match in _VALUE.finditer(text):
        quoted = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else None
        value = next((each for each in (quoted, match[3], match[4]) if each is not None), "")
        found[match[1].lower() if match[1] else str(sum(k.isdigit() for k in found))] = value
    return found


def _made(name: str, given: Given, inner: str | None, find: Find) -> str | None:
    """What a shortcode stands for; None for one that is not known, or lacks what it needs."""
    if name in _QUIET:
        return ""
    if name in _BOXES:
        return _box(given, inner)
    if name in {"ref", "relref"}:
        target = _first(given, "path")
        return find(target) or target
    if name in {"button", "link"}:
        address = given.get("href") or given.get("url") or _first(given, "relref")
        words = (inner or given.get("text") or address).strip()
        return f"[{words}]({find(address) or address})"
    make = _MAKERS.get(name)
    return make(name, given, inner) if make else None


def _first(given: Given, *names: str) -> str:
    """The value with one of these names, or else the one that comes first without any."""
    return next((given[name] for name in names if given.get(name)), given.get("0", ""))


def _code(_: str, given: Given, inner: str | None) -> str | None:
    return None if inner is None else _fence(given.get("0") or given.get("lang", ""), inner)


def _diagram(name: str, _: Given, inner: str | None) -> str | None:
    return None if inner is None else _fence(name, inner)


def _film(name: str, given: Given, _: str | None) -> str | None:
    value = _first(given, "id")
    return f"\n\n{video(name, value)}\n\n" if value else None


def _gist(_: str, given: Given, __: str | None) -> str | None:
    user, number = given.get("0", ""), given.get("1", "")
    address = f"https://gist.github.com/{user}/{number}" if number else user
    return f"<{address}>" if "://" in address else None


def _message(_: str, given: Given, __: str | None) -> str | None:
    number = _first(given, "id")
    return (
        f"<https://twitter.com/{given.get('user') or 'i/web'}/status/{number}>" if number else None
    )


def _instagram(_: str, given: Given, __: str | None) -> str | None:
    return f"<https://www.instagram.com/p/{_first(given, 'id')}/>"


def _played(name: str, given: Given, _: str | None) -> str | None:
    source = _first(given, "src")
    return f'<{name} controls src="{escape(source)}"></{name}>' if source else None


def _formula(_: str, __: Given, inner: str | None) -> str | None:
    return f"$${inner.strip()}$$" if inner else None


def _apart(_: str, __: Given, inner: str | None) -> str | None:
    return None if inner is None else f"\n\n{inner.strip()}\n\n"


def _titled(name: str, given: Given, inner: str | None) -> str | None:
    title = _first(given, "title", "summary", "name") or ("Details" if name == "details" else "")
    return inner if inner is None or not title else f"\n\n**{title}**\n\n{inner.strip()}\n\n"


def _box(given: Given, inner: str | None) -> str | None:
    if inner is None:
        return None
    first = given.get("0", "")
    title = given.get("title") or ("" if first in _BOXES else first)
    head = f"**{title}**\n\n" if title else ""
    lines = f"{head}{inner.strip()}".split("\n")
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _fence(language: str, inner: str | None) -> str:
    text = (inner or "").strip("\n")
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    return f"\n\n{'`' * (longest + 1)}{language}\n{text}\n{'`' * (longest + 1)}\n\n"


def _figure(_: str, given: Given, __: str | None) -> str | None:
    source, alt = given.get("src") or given.get("0", ""), given.get("alt") or given.get("1", "")
    if not source:
        return None
    image = f'<img src="{escape(source)}" alt="{escape(alt or given.get("caption", ""))}">'
    if link := given.get("link"):
        image = f'<a href="{escape(link)}">{image}</a>'
    parts = [f"<strong>{escape(given['title'])}</strong>"] if given.get("title") else []
    parts += [given["caption"]] if given.get("caption") else []
    if attribution := given.get("attr"):
        link = given.get("attrlink", "")
        parts.append(
            f'<a href="{escape(link)}">{escape(attribution)}</a>' if link else escape(attribution)
        )
    caption = f"<figcaption>{' '.join(parts)}</figcaption>" if parts else ""
    return f"\n\n<figure>{image}{caption}</figure>\n\n"


_MAKERS: Mapping[str, Callable[[str, Given, str | None], str | None]] = {
    **dict.fromkeys(("figure", "img", "image", "picture"), _figure),
    **dict.fromkeys(("highlight", "code"), _code),
    **dict.fromkeys(("youtube", "vimeo"), _film),
    **dict.fromkeys(("tweet", "x", "twitter"), _message),
    **dict.fromkeys(("video", "audio"), _played),
    **dict.fromkeys(("math", "katex"), _formula),
    **dict.fromkeys(("details", "tab", "tabitem", "step", "card"), _titled),
    **dict.fromkeys(("rawhtml", "raw", "html", "unsafe", "center", "align"), _apart),
    **dict.fromkeys(("columns", "column", "tabs", "tabgroup"), _apart),
    "lead": lambda _, __, inner: inner,
    "mermaid": _diagram,
    "gist": _gist,
    "instagram": _instagram,
}
