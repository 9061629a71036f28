"""Prepares the HTML of a body for the theme: what authors need not write themselves. No IO here.

Code is labelled and numbered, what may be too wide can be scrolled with the keyboard, footnotes
know their place beside the text, and a picture with emphasised words below it is a figure.
Feeds and stored bodies keep the HTML that Jekyll would make.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from handler.core.html.bodies.callouts import mark_callouts
from handler.core.html.bodies.embedding import keep_proportions, set_aside
from handler.core.html.text import NOTES, remove
from handler.core.html.tree import (
    attribute,
    children,
    rename,
    set_attributes,
    wrap,
)
from handler.core.model.languages.translations import Words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

MAXIMUM_NOTES = 24
"""How many footnotes can stand beside the text: the stylesheet has a rule for each."""

_WORDS_OF_A_LONG_POST = 500
_SECTIONS_OF_A_LONG_POST = 3
_LONG_FORMULA = 40
"""Characters, the source among them: one that is shorter fits a phone."""
_UNNAMED = frozenset({"", "plaintext", "text", "txt", "plain", "nohighlight", "none"})
_SIDES = {f"text-align:{side}": side for side in ("left", "center", "right")}
_FENCE = "language-"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a text that its list of contents leads to."""

    level: int
    id: str
    title: str


def forget_theme_ids(root: Node) -> None:
    """Leave the ids that the theme's own elements have, such as `~content`, to them."""
    for node in root.css('[id^="~"]'):
        del node.attrs["id"]


def prepare(root: Node, words: Words) -> None:
    """Make the HTML of a body what the theme shows."""
    _align(root)
    _number_lines(root)
    _add_captions(root)
    _name_checkboxes(root, words)
    _put_notes_beside(root)
    _label_code(root, words)
    mark_callouts(root, words)
    _link_sections(root, words)
    set_aside(root)
    keep_proportions(root)
    _make_scrollable(root, words)


def contents_of(root: Node, count: int) -> tuple[Section, ...]:
    """The sections of a long text, or of one that asks for a list of contents; else none."""
    if count < _WORDS_OF_A_LONG_POST and root.css_first("#markdown-toc") is None:
        return ()
    headings = root.css("h2[id], h3[id]")
    found = [_section(heading) for heading in headings if heading.css_first(".no_toc") is None]
    return tuple(found) if len(found) >= _SECTIONS_OF_A_LONG_POST else ()


def _section(heading: Node) -> Section:
    title = heading.clone()
    remove(title, f"{NOTES}, annotation")
    level = int((heading.tag or "").removeprefix("h"))
    return Section(level, attribute(heading, "id"), " ".join(title.text().split()))


def _link_sections(root: Node, words: Words) -> None:
    """Put a link to itself beside each heading: within it, it would be read as a part of it."""
    for heading in root.css("h1[id], h2[id], h3[id], h4[id], h5[id], h6[id]"):
        title = _section(heading).title
        around = wrap(heading, "div", {"class": "heading"})
        link = around.parser.create_node("a")
        name = words("Link to {}").replace("{}", title)
        address = f"#{quote(attribute(heading, 'id'))}"
        set_attributes(link, {"class": "section-link", "href": address, "aria-label": name})
        around.insert_child(link, move=True)


def _align(root: Node) -> None:
    """The policy of pages allows no styles."""
    for cell in root.css("td[style], th[style]"):
        if side := _SIDES.get(attribute(cell, "style").replace(" ", "").rstrip(";")):
            del cell.attrs["style"]
            set_attributes(cell, {"data-align": side})


def _number_lines(root: Node) -> None:
    """Lines that the stylesheet numbers: a table may not stand in code."""
    for table in root.css("code > table.rouge-table"):
        code = table.css_first("td.code > pre")
        if code is None or len(children(table.parent or table)) > 1:
            continue
        lines = [f'<span class="line">{line}</span>\n' for line in _lines(code)]
        (table.parent or table).inner_html = "".join(lines)


def _lines(code: Node) -> Iterator[str]:
    """The HTML of each line of code, whose spans end with their lines."""
    line = ""
    for part in code.iter(include_text=True):
        if not part.is_text_node:
            line += part.html or ""
            continue
        first, *others = escape(part.text_content or "", quote=False).split("\n")
        line += first
        for other in others:
            yield line
            line = other
    if line:
        yield line


def _add_captions(root: Node) -> None:
    for caption in root.css("p > em"):
        paragraph = caption.parent
        if paragraph is None or paragraph.attributes:
            continue
        match [part.tag for part in children(paragraph)]:
            case ["img" | "picture" | "a", "em"] | ["img" | "picture" | "a", "br", "em"]:
                _make_figure(paragraph, caption)


def _make_figure(paragraph: Node, caption: Node) -> None:
    image, *breaks = children(paragraph)[:-1]
    if not _is_image(image):
        return
    for space in [*breaks, *paragraph.iter(include_text=True)]:
        if space.is_text_node or space.tag == "br":
            space.decompose()
    rename(caption, "figcaption")
    rename(paragraph, "figure")


def _is_image(node: Node) -> bool:
    """Whether an element is an image, maybe in a choice of them and in a link."""
    if node.tag == "a":
        held = children(node)
        return len(held) == 1 and held[0].tag in {"img", "picture"} and _is_image(held[0])
    return node.tag == "img" or len(node.css("img")) == 1


def _name_checkboxes(root: Node, words: Words) -> None:
    for box in root.css("input.task-list-item-checkbox"):
        name = words("Done") if "checked" in box.attributes else words("To do")
        set_attributes(box, {"aria-label": name})


def _put_notes_beside(root: Node) -> None:
    """Give footnotes and their marks a number that brings them together on wide screens."""
    notes = {attribute(note, "id").removeprefix("fn:"): note for note in root.css("li[id^='fn:']")}
    numbers: dict[str, str] = {}
    for mark in root.css("sup[id^='fnref:'][role=doc-noteref]"):
        link, name = mark.first_child, attribute(mark, "id").removeprefix("fnref:")
        if link is not None and link.tag == "a":
            # A superscript may not have the role, its link may.
            del mark.attrs["role"]
            set_attributes(link, {"role": "doc-noteref"})
        if name in notes and len(numbers) < MAXIMUM_NOTES:
            set_attributes(mark, {"data-note": numbers.setdefault(name, str(len(numbers) + 1))})
    for name, note in notes.items():
        if "role" in note.attributes:  # That of a single note is deprecated.
            del note.attrs["role"]
        set_attributes(note, {"data-note": numbers[name]} if name in numbers else {})


def _label_code(root: Node, words: Words) -> None:
    """Name the language of code, which can be scrolled with the keyboard."""
    for code in root.css("pre:not([tabindex])"):
        frame, language = _frame_of(code)
        name = language.partition("?")[0]
        if frame is None or name in _UNNAMED:
            set_attributes(code, _focusable(words("Code")))
        else:
            set_attributes(frame, {"data-language": name})
            set_attributes(code, _focusable(words("Code in {}").replace("{}", name)))


def _frame_of(code: Node) -> tuple[Node | None, str]:
    """What Markdown or Liquid have put around code, and the language that it says."""
    frame, inner = code.parent, code.first_child
    if frame is None or attribute(frame, "class") != "highlight":
        return None, ""
    if frame.tag == "figure" and inner is not None and inner.tag == "code":
        return frame, attribute(inner, "data-lang")
    around = attribute(frame.parent, "class") if frame.parent is not None else ""
    if frame.tag == "div" and around.startswith(_FENCE):
        return frame, around.split(maxsplit=1)[0].removeprefix(_FENCE)
    return None, ""


def _make_scrollable(root: Node, words: Words) -> None:
    """What may be too wide for its column can be focused, and has a name for those who listen."""
    for table in root.css("table"):
        wrap(table, "div", {"class": "table"} | _focusable(words("Table")))
    for formula in root.css("math"):
        if attribute(formula, "display") == "block":
            wrap(formula, "span", {"class": "formula"} | _focusable(words("Formula")))
        elif len(formula.text()) > _LONG_FORMULA:
            wrap(formula, "span", {"class": "formula in-line"} | _focusable(words("Formula")))


def _focusable(name: str) -> dict[str, str]:
    """What makes an element a group with a name; regions would be too many landmarks."""
    return {"tabindex": "0", "role": "group", "aria-label": name}
