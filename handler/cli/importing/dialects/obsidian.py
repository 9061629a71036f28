"""What Obsidian adds to Markdown: links between notes, embeds, callouts, marks. No IO here."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from handler.cli.importing.texts.markdown_links import masked
from handler.core.model.addressing.permalinks import slugify

Find = Callable[[str], str | None]
"""The address of a note or file by its name, if there is one."""
Embed = Callable[[str], str | None]
"""The Markdown of a note that another shows."""

_LINK = re.compile(r"(?P<shown>!)?\[\[(?P<target>[^\[\]|\n]*?)(?:\\?\|(?P<text>[^\[\]\n]*))?\]\]")
_CALLOUT = re.compile(
    r"^(?P<quote>(?:> ?)+)\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?[^\S\n]*(?P<title>[^\n]*)$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_MARK = re.compile(r"==(?=\S)([^\n=]+?)(?<=\S)==")
_BLOCK_NAME = re.compile(r"[^\S\n]+\^[\w-]+$", re.MULTILINE)
_TAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d][\w/-]*|\d+[^\W\d][\w/-]*)", re.MULTILINE)
_SIZE = re.compile(r"(\d+)(?:x(\d+))?")
_PICTURES = ("avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp")
_SOUND, _FILMS = ("mp3", "wav", "m4a", "ogg", "flac", "3gp"), ("mp4", "webm", "ogv", "mov", "mkv")


def converted(text: str, find: Find, embed: Embed) -> tuple[str, tuple[str, ...]]:
    """The text as Markdown that others read, and the names in it that lead to nothing."""
    dead: list[str] = []
    text = _each(text, _COMMENT, lambda _: "")
    text = _each(text, _CALLOUT, _callout)
    text = _each(text, _LINK, lambda found: _link(found, find, embed, dead))
    text = _each(text, _MARK, lambda found: f"<mark>{found[1]}</mark>")
    return _each(text, _BLOCK_NAME, lambda _: ""), tuple(dict.fromkeys(dead))


def tags_in(text: str) -> list[str]:
    """The tags that stand in a text."""
    return list(dict.fromkeys(found[1].strip("/") for found in _TAG.finditer(masked(text))))


def _each(text: str, pattern: re.Pattern[str], make: Callable[[re.Match[str]], str]) -> str:
    """The text with what is made of each place outside of code that a pattern fits."""
    for found in reversed([*pattern.finditer(masked(text))]):
        whole = pattern.match(text, found.start()) or found
        made, before, after = make(whole), text[: found.start()], text[found.end() :]
        if made.startswith("\n\n"):
            before, after = before.rstrip("\n"), after.lstrip("\n")
        text = before + made + after
    return text


def _callout(found: re.Match[str]) -> str:
    title = found["title"].strip() or found["kind"].replace("-", " ").capitalize()
    return f"{found['quote']}**{title}**\n{found['quote'].rstrip()}"


def _link(found: re.Match[str], find: Find, embed: Embed, dead: list[str]) -> str:
    target, text = found["target"].strip().rstrip("\\"), (found["text"] or "").strip()
    name, _, heading = target.partition("#")
    ending = name.rpartition(".")[2].lower()
    if found["shown"] and ending in (*_PICTURES, *_SOUND, *_FILMS):
        address = find(name)
        if address is None:
            dead.append(name)
        return _shown(address or quote(name), ending, text)
    if found["shown"] and (inner := embed(name)) is not None:
        return (
            "\n\n" + "\n".join(f"> {line}".rstrip() for line in inner.strip().split("\n")) + "\n\n"
        )
    words = text or target.replace("#", " > ").strip(" >") or name
    address = find(name) if name else ""
    if address is None:
        dead.append(name)
        return words
    fragment = (
        "" if not heading or heading.startswith("^") else f"#{slugify(heading.rpartition('#')[2])}"
    )
    return f"[{words}]({address}{fragment})" if address or fragment else words


def _shown(address: str, ending: str, text: str) -> str:
    if ending in _SOUND:
        return f'<audio controls src="{escape(address)}"></audio>'
    if ending in _FILMS:
        return f'<video controls src="{escape(address)}"></video>'
    size = _SIZE.fullmatch(text)
    if size is None:
        return f"![{text}]({address})"
    height = f' height="{size[2]}"' if size[2] else ""
    return f'<img src="{escape(address)}" alt="" width="{size[1]}"{height}>'
