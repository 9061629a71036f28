"""Answering who has a link to what readers do not see. Imported only for such a link.

Each answer is made of the file and the blog as they are at the time, and nobody keeps it.
"""

from flask import Request, Response

from handler.core.model.addressing.keys import classify
from handler.core.model.context import Links, PreviewMark
from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.preview_links import PREFIX, PreviewLink
from handler.core.pages.cards import card_path
from handler.services.author.preview_links import SHOWN
from handler.services.ports import Outcome, StoredObject
from handler.services.read.cache.page_cache import Page
from handler.services.read.drafts.draft import HTML
from handler.services.read.replies import Base, Redirect
from handler.services.read.sites import Sites
from handler.services.records import stored_site, stored_source
from handler.web.headers import NO_STORE, file_headers, page_headers
from handler.web.pages import send_page
from handler.web.pictures import cards_of
from handler.wiring import Services

_CARD = "/card.png"
_PRIVATE = {
    "Cache-Control": NO_STORE,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def answer_preview(request: Request, services: Services, path: str, base: Base) -> Response | None:
    """The page that a link shows, or its card; None for a link that is forged, expired or revoked.

    What readers have by now is answered by a redirect.
    """
    token = path.removeprefix(PREFIX).removesuffix(_CARD)
    link = services.preview_links.of(token)
    if link is None or classify(link.key) not in SHOWN:
        return None
    found = services.bucket.get(link.key, version=link.version, limit=MAXIMUM_TEXT)
    if found is None:
        return None
    if live := _live_path(services, found):
        return _redirect(_links(services, base).to(live))
    blog = services.previewing(found, PreviewMark(link.until, f"{PREFIX}{token}{_CARD}"))
    outcome = blog.publisher.publish(link.key)
    return _card(blog, link) if path.endswith(_CARD) else _page(request, blog, outcome, base)


def _live_path(services: Services, found: StoredObject) -> str:
    """Where readers get this very version; empty if they do not."""
    key = found.info.key
    source = stored_source(services.table, key)
    published = source.publication if source else None
    if source is None or published is None or source.entry is None:
        return ""
    same = (published.version, published.etag) == (found.info.version, found.info.etag)
    return source.entry.path if same else ""


def _page(request: Request, blog: Services, outcome: Outcome, base: Base) -> Response:
    if outcome.state == "live" and outcome.path:
        reply = blog.reader.respond(f"{stored_site(blog.table).baseurl}{outcome.path}", base)
        if isinstance(reply, Page):
            return send_page(request, reply, page_headers(0) | _PRIVATE)
        if isinstance(reply, Redirect):
            return _redirect(_links(blog, base).to_address(reply.to))
    problems = tuple(map(str, outcome.problems))
    html = blog.reader.error_page(422, base, Sites(blog.table).at(0), problems)
    return Response(html, 422, page_headers(0) | _PRIVATE, content_type=HTML)


def _card(blog: Services, link: PreviewLink) -> Response | None:
    source = stored_source(blog.table, link.key)
    if source is None or source.entry is None or source.entry.kind != "post":
        return None
    data = cards_of(blog).card(card_path(source.entry, stored_site(blog.table)))
    headers = file_headers("image/png", 0) | _PRIVATE
    return Response(data, 200, headers, content_type="image/png") if data else None


def _links(services: Services, base: Base) -> Links:
    return Links(base=base.prefix + stored_site(services.table).baseurl)


def _redirect(to: str) -> Response:
    response = Response(status=302, headers=_PRIVATE)
    response.location = to
    return response
