"""The files that servers or hosts read rather than readers: redirects and headers. No IO here."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from urllib.parse import quote

from handler.core.model.addressing.paths import escaped
from handler.core.model.media.types import media_type_of
from handler.web.headers import BASIC, IMMUTABLE, file_headers, page_headers

_KEPT = ("/static/*", "/_images/*", "/_cards/*")
_POLICY = "Content-Security-Policy"
_MOST_TYPES = 60
"""Types of single files; some hosts read no more than 100 rules."""
_ENDINGS = {"feed.json": "application/feed+json", "feed.xml": "application/atom+xml"}


def stub(to: str, canonical: str) -> bytes:
    """A page that leads on: `canonical` is the same address with its host."""
    address, whole = escape(to), escape(canonical)
    return (
        "<!doctype html>\n"
        '<html lang="en"><meta charset="utf-8"><title>Moved</title>\n'
        f'<link rel="canonical" href="{whole}">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<p><a href="{address}">{whole}</a></p></html>\n'
    ).encode()


def redirects(moves: Iterable[tuple[str, str, int]], base: str) -> bytes:
    """A `_redirects` file, of old paths, addresses and statuses.

    https://docs.netlify.com/routing/redirects/ and
    https://developers.cloudflare.com/pages/configuration/redirects/
    """
    return "".join(_rules(moves, base)).encode()


def _rules(moves: Iterable[tuple[str, str, int]], base: str) -> Iterator[str]:
    for path, to, status in moves:
        plain, _, query = path.partition("?")
        old = base + _safe(plain)
        yield f"{old} {query} {to} {status}\n" if query else f"{old} {to} {status}\n"
        if not query and plain.endswith("/") and plain != "/":
            yield f"{old.rstrip('/')} {to} {status}\n"


def _safe(path: str) -> str:
    """A path in which nothing is taken for a placeholder."""
    return escaped(path).replace("*", "%2A").replace(":", "%3A")


def headers(types: Mapping[str, str], base: str, *, has_styles: bool) -> bytes:
    """A `_headers` file: what the blog itself says with each answer, and types of paths.

    It `has_styles` if files of HTML may have some of their own, which the blog lets them.
    """
    basic = {**BASIC, **page_headers(60)}
    if has_styles:
        basic[_POLICY] = basic[_POLICY].replace("style-src 'self'", _loosened())
    for name in ("Cache-Control", "Vary", "Strict-Transport-Security"):
        basic.pop(name, None)
    rules = [(f"{base}/*", basic)]
    rules += [(base + pattern, {"Cache-Control": IMMUTABLE}) for pattern in _KEPT]
    rules += [(base + path, {"Content-Type": kind}) for path, kind in _unguessed(types)]
    return "\n".join(_rule(path, values) for path, values in rules).encode()


def _loosened() -> str:
    """The styles that files of HTML may have."""
    parts = file_headers("text/html", 0)[_POLICY].split("; ")
    return next(part for part in parts if part.startswith("style-src"))


def _rule(path: str, values: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())


def _unguessed(types: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Patterns of paths with the types that servers would not tell from their names."""
    yield "/*.md", "text/markdown; charset=utf-8"
    for name, kind in _ENDINGS.items():
        yield from ((f"{folder}/{name}", f"{kind}; charset=utf-8") for folder in ("", "/*"))
    single = [(quote(path, safe="/:@!$&'()+,;=~"), kind) for path, kind in _others(types)]
    yield from single[:_MOST_TYPES]


def _others(types: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path, kind in sorted(types.items()):
        name, plain = path.rpartition("/")[2], kind.partition(";")[0].strip().lower()
        guessed = "text/html" if path.endswith("/") else media_type_of(name)
        is_page = plain == "text/html" and "." not in name
        if not is_page and name not in _ENDINGS and plain not in {guessed, "text/markdown"}:
            yield path, kind
