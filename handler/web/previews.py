"""Answering who has a link to what readers do not see. Imported only for such a link.

Each answer is made from the file and the blog as they are, and kept by nobody.
"""

from dataclasses import dataclass

from flask import Request, Response

from handler.core.model.addressing.paths import fold
from handler.core.model.context import Links, PreviewMark
from handler.core.model.entries import Entry
from handler.core.model.keys import classify
from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.preview_links import PreviewLink, is_token
from handler.core.pages.cards import card_path
from handler.core.pages.problems import problems_page
from handler.services.ports import Outcome, StoredObject
from handler.services.read.cards import Cards
from handler.services.read.drafts import HTML
from handler.services.read.page_cache import Page, make_page
from handler.services.read.replies import Base, Redirect
from handler.services.records import config_key, site_in, source_in
from handler.web.headers import NO_STORE, file_headers, page_headers
from handler.web.pages import send_page
from handler.wiring import Services

PREFIX = "/_coldpress/preview/"
_CARD = "/card.png"
_SHOWN = {"post", "draft", "page", "special"}
_PRIVATE = {
    "Cache-Control": NO_STORE,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
