"""Answers of the desk: pages from its templates, data for its scripts, and ways onward."""

import gzip
import json
import secrets
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlencode

from flask import Request, Response

from handler.core.model.context import Links
from handler.core.model.languages.locales import direction
from handler.core.model.problems import Problem
from handler.web.desk.desk import Visit
from handler.web.desk.guards import PRIVATE, desk_headers, folder_of

_HTML = "text/html; charset=utf-8"
_LONG = 50_000


def page(
    visit: Visit, template: str, status: int = 200, *, sends_to: str = "", **values: object
) -> Response:
    """A page of the desk, whose scripts may reach one more origin than its own."""
    nonce = secrets.token_urlsafe(18)
    token = visit.desk.guests.token(visit.request)
    given = {
        "translate": visit.words,
        "translate_number": visit.words.number,
        "lang": visit.words.lang,
        "direction": direction(visit.words.lang),
        "site": visit.site,
        "person": visit.person,
        "token": token,
        "scripts": f"files/{folder_of(token)}",
        "nonce": nonce,
        "home": links_of(visit).to("/"),
        "address_of": links_of(visit).absolute,
        "address_to": links_of(visit).to,
        "query": query,
        "readable": unquote,
    }
    html = visit.desk.services.templates.get_template(f"desk/{template}").render(given | values)
    return Response(html, status, desk_headers(nonce, sends_to), content_type=_HTML)


def packed(request: Request, response: Response) -> Response:
    """An answer, compressed if it is long, as Lambda answers 6 MB at most.

    A short one is not: its length would tell a listener of the token that is in it.
    """
    if request.accept_encodings["gzip"] and len(response.get_data()) > _LONG:
        response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def data(values: Mapping[str, object], status: int = 200) -> Response:
    """Data for a script of the desk."""
    text = json.dumps(values, ensure_ascii=False)
    return Response(text, status, PRIVATE, content_type="application/json")


def onward(visit: Visit, to: str, **values: object) -> Response:
    """The way to another page of the desk, relative to this one."""
    address = to + (f"?{query(**values)}" if values else "")
    if visit.wants_data:
        return data({"to": address})
    # Werkzeug would make it absolute, by the Host that somebody sent.
    response = Response(status=303, headers=PRIVATE)
    response.autocorrect_location_header = False
    response.headers["Location"] = address
    return response


def query(**values: object) -> str:
    """Values as an address has them, without those that are empty."""
    return urlencode({k: int(v) if v is True else v for k, v in values.items() if v})


def links_of(visit: Visit) -> Links:
    """Where pages of the blog are."""
    base = visit.base
    url = base.url or visit.site.url or (base.origin and base.origin + base.prefix)
    return Links(url, base.prefix + visit.site.baseurl, prefix=base.prefix)


def told(problems: Iterable[Problem], key: str = "") -> list[dict[str, object]]:
    """Problems as scripts and templates have them; those of other files than `key` name theirs."""
    return [
        {
            "file": each.key if each.key != key else "",
            "line": each.line,
            "message": each.message,
            "fix": each.fix,
            "severity": each.severity,
        }
        for each in problems
    ]
