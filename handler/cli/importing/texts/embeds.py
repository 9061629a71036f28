"""What stands for something elsewhere, as a link to it: nothing of others is loaded. No IO here."""

import re
from html import escape, unescape

_ALONE = re.compile(r"<p>\s*(https?://[^\s<>\"]+)\s*</p>")
_WRAPPED = re.compile(r"(<div class=\"wp-block-embed__wrapper\">)\s*(https?://[^\s<>\"]+)\s*</div>")
_OBJECT = re.compile(r"<object\b.*?</object>", re.DOTALL | re.IGNORECASE)
_OLD_VIDEO = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/v/([\w-]{6,20})")


def link_to(address: str, text: str = "") -> str:
    """A paragraph that links to what was embedded."""
    shown = escape(address.strip(), quote=True)
    return f'<p><a href="{shown}">{escape(text) or shown}</a></p>'


def video(service: str, name: str) -> str:
    """A link to a film by the name that it has at its service."""
    sites = {
        "youtube": "https://www.youtube.com/watch?v={}",
        "vimeo": "https://vimeo.com/{}",
        "dailymotion": "https://www.dailymotion.com/video/{}",
        "ted": "https://www.ted.com/talks/{}",
    }
    address = name if "://" in name else sites.get(service, "{}").format(name)
    return link_to(unescape(address))


def linked(html: str) -> str:
    """HTML in which an address that stands alone, which was embedded, is a link."""
    html = _WRAPPED.sub(lambda found: link_to(unescape(found[2])), html)
    html = _ALONE.sub(lambda found: link_to(unescape(found[1])), html)
    return _OBJECT.sub(_without_flash, html)


def _without_flash(found: re.Match[str]) -> str:
    """What of an object nothing plays any more: the film as a link, else what stands in it."""
    film = _OLD_VIDEO.search(found[0])
    return video("youtube", film[1]) if film else found[0]
