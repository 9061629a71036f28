"""Answering searches. Imported only for one, as no other reader should wait for it."""

from dataclasses import replace

from flask import Request, Response

from handler.core.model.context import SiteContext
from handler.core.pages.views import SearchView
from handler.services.read.cache.page_cache import make_page
from handler.services.read.drafts.draft import HTML
from handler.web.headers import NO_STORE, page_headers
from handler.web.pages import send_page
from handler.wiring import Services

_RESULTS = "partials/search_results.html"


def answer_search(request: Request, services: Services, context: SiteContext) -> Response:
    """The page for `q`, or with `format=results` the results alone, which a script puts into it.

    Nobody may keep it: most CDNs leave out the query when they look for a copy.
    """
    view = replace(_found(request, services), guide=services.guides.read())
    template = _RESULTS if request.args.get("format") == "results" else None
    page = make_page(services.pages.render(context, view, template).text, HTML)
    headers = page_headers(0) | {"Cache-Control": NO_STORE}
    if request.query_string:
        headers["X-Robots-Tag"] = "noindex"
    response = send_page(request, page, headers)
    if view.state == "unavailable":
        response.status_code = 503
        response.headers["Retry-After"] = "5"
    return response


def _found(request: Request, services: Services) -> SearchView:
    if services.settings.is_copy:
        return SearchView(state="copied")
    return services.searcher.search(request.args.get("q", ""), _number(request))


def _number(request: Request) -> int:
    number = request.args.get("page", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
