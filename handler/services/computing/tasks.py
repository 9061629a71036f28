"""What is computed of authors' files, each by a function of its own process (`handler/sandbox`).

Functions are named here, not imported, so that the process that asks need not load what renders.
"""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from handler.core.jekyll.results import Context, Evaluation
from handler.core.liquid.results import Resources
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.media.pictures import PictureFile
from handler.core.model.sources import ObjectInfo
from handler.services.peers import Fetched
from handler.services.ports import Allowance, Sandbox

if TYPE_CHECKING:
    from handler.core.jekyll.describing import Description
    from handler.core.model.context import SiteContext
    from handler.core.pages.cards import Card
    from handler.core.pages.own_templates import Fault, Tried
    from handler.core.pages.views import View
    from handler.core.search.documents import Document
    from handler.core.webmentions.reading import Read

_EVALUATE = "handler.core.jekyll.evaluation:evaluate"
_DOCUMENT = "handler.core.search.documents:make_document"
_PICTURE = "handler.services.publish.picture_files:read_picture"
_CARD = "handler.services.read.drawing:draw"
_PAGE = "handler.services.computing.theming:render"
_TEMPLATE = "handler.services.computing.theming:try_out"
_FAULT = "handler.services.publish.picture_files:fault_of"
_DESCRIPTION = "handler.core.jekyll.describing:describe"
_SOURCE = "handler.core.webmentions.reading:read_source"
_ENDPOINT = "handler.core.webmentions.discovery:endpoint_in"
_MENTIONED = "handler.core.webmentions.discovery:mentioned_in"


def function_named(task: str) -> Any:
    """The function that a task names."""
    module, _, name = task.partition(":")
    return getattr(import_module(module), name)


def evaluate(
    sandbox: Sandbox,
    allowance: Allowance,
    info: ObjectInfo,
    data: bytes | None,
    context: Context,
    resources: Resources,
) -> Evaluation:
    """See `evaluation.evaluate`."""
    return cast(Evaluation, sandbox.run(_EVALUATE, (info, data, context, resources), allowance))


def read_document(sandbox: Sandbox, allowance: Allowance, entry: Entry, html: str) -> "Document":
    """See `documents.make_document`."""
    return cast("Document", sandbox.run(_DOCUMENT, (entry, html), allowance))


def read_picture(sandbox: Sandbox, allowance: Allowance, key: str, data: bytes) -> PictureFile:
    """See `picture_files.read_picture`."""
    return cast(PictureFile, sandbox.run(_PICTURE, (key, data), allowance))


def draw_card(sandbox: Sandbox, allowance: Allowance, card: "Card", font: bytes) -> bytes:
    """See `drawing.draw`."""
    return cast(bytes, sandbox.run(_CARD, (card, font), allowance))


def render_page(
    sandbox: Sandbox,
    allowance: Allowance,
    context: "SiteContext",
    view: "View",
    template: str | None,
) -> "str | Fault":
    """See `theming.render`."""
    return cast("str | Fault", sandbox.run(_PAGE, (context, view, template), allowance))


def try_template(
    sandbox: Sandbox,
    allowance: Allowance,
    context: "SiteContext",
    name: str,
    live: Mapping[str, str],
) -> "Tried":
    """See `theming.try_out`."""
    return cast("Tried", sandbox.run(_TEMPLATE, (context, name, live), allowance))


def fault_of_picture(sandbox: Sandbox, allowance: Allowance, data: bytes) -> str:
    """See `picture_files.fault_of`."""
    return cast(str, sandbox.run(_FAULT, (data,), allowance))


def describe(
    sandbox: Sandbox,
    allowance: Allowance,
    key: str,
    data: bytes,
    site: SiteConfig,
    resources: Resources,
    now: datetime,
) -> "Description":
    """See `describing.describe`."""
    values = (key, data, site, resources, now)
    return cast("Description", sandbox.run(_DESCRIPTION, values, allowance))


def read_source(
    sandbox: Sandbox, allowance: Allowance, page: Fetched, target: str
) -> "Read | None":
    """See `reading.read_source`."""
    values = (page.text, page.content_type, page.address, target)
    return cast("Read | None", sandbox.run(_SOURCE, values, allowance))


def endpoint_in(sandbox: Sandbox, allowance: Allowance, page: Fetched) -> str:
    """See `discovery.endpoint_in`."""
    values = (page.links, page.content_type, page.text, page.address)
    return cast(str, sandbox.run(_ENDPOINT, values, allowance))


def mentioned_in(sandbox: Sandbox, allowance: Allowance, html: str, address: str) -> list[str]:
    """See `discovery.mentioned_in`."""
    return cast(list[str], sandbox.run(_MENTIONED, (html, address), allowance))
