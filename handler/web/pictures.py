"""Sending what is made of the blog's pictures and posts: copies, and cards for links elsewhere."""

from flask import Request, Response

from handler.services.publish.pictures import stored_copy
from handler.services.read.cards import Cards
from handler.web.headers import IMMUTABLE, file_headers
from handler.web.responses import ConditionalResponse
from handler.wiring import Services


def send_picture(request: Request, path: str, services: Services) -> Response | None:
    """A copy or a card, if there is one; its address says what it shows, so it is kept for ever."""
    is_card = path.startswith("/_cards/")
    data = cards_of(services).card(path) if is_card else stored_copy(services.bucket, path)
    if data is None:
        return None
    content_type = "image/png" if is_card else "image/webp"
    headers = file_headers(content_type, 0) | {"Cache-Control": IMMUTABLE}
    del headers["Accept-Ranges"]
    response = ConditionalResponse(data, 200, headers, content_type=content_type)
    response.add_etag()
    response.make_conditional(request)
    return response


def cards_of(services: Services) -> Cards:
    """The cards of a blog."""
    return Cards(services.bucket, services.table, lambda: services.sandbox)
