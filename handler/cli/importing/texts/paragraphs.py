"""Paragraphs of blank lines in HTML, as old editors of WordPress leave them. No IO here."""

import re

_HELD = re.compile(
    r"<(pre|script|style|textarea|svg|math|figure)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_NAMES = (
    "address|article|aside|audio|blockquote|details|div|dl|dd|dt|fieldset|figcaption|footer|form"
    "|h[1-6]|header|hr|iframe|li|main|nav|object|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_START = re.compile(rf"(<(?:{_NAMES})(?:\s[^>]*)?>)", re.IGNORECASE)
_END = re.compile(rf"(</(?:{_NAMES})\s*>|<hr\b[^>]*>)", re.IGNORECASE)
_ANY = re.compile(rf"</?(?:{_NAMES})\b", re.IGNORECASE)
_CONTAINER = re.compile(
    r"(<(?:blockquote|div|section|article|aside|details|form)(?:\s[^>]*)?>)", re.IGNORECASE
)
_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_TOKEN = re.compile("\x02(\\d+)\x03")


def with_paragraphs(text: str) -> str:
    """HTML in which a blank line begins a paragraph and a line break is one."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\n\n\x02{len(held) - 1}\x03\n\n"

    text = _HELD.sub(hold, text.replace("\x02", "").replace("\x03", ""))
    text = _BREAKS.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _END.sub(r"\1\n\n", _CONTAINER.sub(r"\1\n\n", _START.sub(r"\n\n\1", text)))
    made = "\n".join(filter(None, map(_chunk, re.split(r"\n\s*\n", text))))
    return _TOKEN.sub(lambda found: held[int(found[1])], made)


def _chunk(chunk: str) -> str:
    text = chunk.strip()
    if not text or _ANY.search(text) or _TOKEN.fullmatch(text):
        return text
    lines = re.sub(r"\s*(?:<br\s*/?>)?\s*\n\s*", "<br>\n", text, flags=re.IGNORECASE)
    return f"<p>{lines}</p>"
