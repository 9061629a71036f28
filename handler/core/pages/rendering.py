"""Renders a page from its view with the templates. No IO here: the loader is passed in."""

from functools import cache
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry
from handler.core.model.languages.translations import words_of
from handler.core.pages.body import body_on_page
from handler.core.pages.head import head_of
from handler.core.pages.languages import language_links, paths_in
from handler.core.pages.template_functions import FILTERS, FUNCTIONS
from handler.core.pages.views import (
    ErrorView,
    ListingView,
    PageView,
    PostView,
    SearchView,
    TermsView,
    View,
)
from handler.core.webmentions.mentions import receives

_MOST_COMPILED = 300


class _Compiled(BytecodeCache):
    """Templates that were compiled before: most are the same when one of them is another."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache.load_bytecode`."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See `BytecodeCache.dump_bytecode`."""
        if len(self._known) >= _MOST_COMPILED:
            self._known.clear()
        self._known[bucket.key, bucket.checksum] = bucket.code


@cache
def _compiled(_sandboxed: bool) -> _Compiled:
    """What environments share: in a sandbox the code of a template is another."""
    return _Compiled()


def make_environment(loader: BaseLoader, kind: type[Environment] = Environment) -> Environment:
    """The templates' environment: everything is escaped that is not marked as HTML."""
    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(kind.sandboxed),
    )
    environment.filters.update(FILTERS)
    environment.globals.update(FUNCTIONS)
    return environment


def render_page(
    templates: Environment, context: SiteContext, view: View, template: str | None = None
) -> str:
    """The HTML of a page; the body of a post or page is trusted to be HTML.

    `template` is a part of the page, if only that is wanted.
    """
    variables = variables_of(context, view)
    return templates.get_template(template or template_of(view)).render(variables)


def variables_of(context: SiteContext, view: View) -> dict[str, object]:
    """What templates are given for a page."""
    head = head_of(context, view)
    words = words_of(context.site, head.lang)
    variables: dict[str, object] = {
        "context": context,
        "site": context.site,
        "links": context.links,
        "view": view,
        "head": head,
        "translate": words_of(context.site),
        "translate_number": words_of(context.site).number,
        "translate_here": words,
        "has_formulas": False,
        "has_originals": False,
        "about": "",
        "receives_mentions": _receives_mentions(context, view),
        "language_links": tuple(language_links(context, view)),
        **paths_in(context.lang),
    }
    shown = view.own if isinstance(view, ListingView) else view
    if isinstance(shown, PostView | PageView):
        body = body_on_page(shown, context, words)
        variables |= {"body": Markup(body.html), "contents": body.sections}
        variables |= {"has_formulas": "<math" in body.html, "has_originals": body.has_originals}
    elif isinstance(view, ListingView) and view.profile and view.profile.html:
        about = PageView(Entry("", "page", view.path, view.label), view.profile.html)
        variables["about"] = Markup(body_on_page(about, context, words).html)
    return variables


def _receives_mentions(context: SiteContext, view: View) -> bool:
    """Whether others may tell of mentions of a page: a copy answers nobody."""
    is_own = isinstance(view, PostView | PageView) and not context.links.is_copy
    return is_own and context.preview is None and receives(context.site)


def template_of(view: View) -> str:
    """The template that shows a page."""
    match view:
        case PostView():
            return "post.html"
        case PageView():
            return "page.html"
        case ListingView():
            return "listing.html"
        case TermsView(kind):
            return "archive.html" if kind == "year" else "terms.html"
        case SearchView():
            return "search.html"
        case ErrorView():  # pragma: no branch - mypy knows of no other
            return "error.html"
