"""A cover picture stands above the text, as the old blog showed it there. No IO here."""

import re
from html import escape, unescape

_SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)|/size/w\d+(?:h\d+)?(?=/)")


def with_cover(html: str, picture: str, alt: str = "", caption: str = "") -> str:
    """The text below its cover picture, unless it shows that itself, in whatever size."""
    if not picture or _plain(picture) in {_plain(unescape(each)) for each in _shown(html)}:
        return html
    image = f'<img src="{escape(picture)}" alt="{escape(alt)}">'
    figure = f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
    return f"{figure if caption else f'<p>{image}</p>'}\n{html}"


def _shown(html: str) -> list[str]:
    return re.findall(r"<img\b[^>]*?\bsrc=[\"']([^\"']*)", html, re.IGNORECASE)


def _plain(address: str) -> str:
    path = re.sub(r"^(?:https?:)?//[^/]*", "", address).partition("?")[0]
    return _SIZE.sub("", path)
