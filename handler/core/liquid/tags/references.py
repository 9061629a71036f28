"""`{% post_url %}` and `{% link %}`: addresses of the blog's own posts and files. No IO here."""

import re
from abc import abstractmethod
from typing import TextIO

from liquid import Environment
from liquid.ast import Node
from liquid.context import RenderContext
from liquid.exceptions import LiquidSyntaxError

from handler.core.liquid.filters.urls import relative_url
from handler.core.liquid.results import NeedKind
from handler.core.liquid.runtime.locations import Place, Unresolved, adapt
from handler.core.liquid.tags.clauses import TAG, Reading
from handler.core.model.addressing.paths import composed, escaped

_POST = re.compile(r"((?:[^/]+/)*)(\d{1,4})-(\d{1,2})-(\d{1,2})-([^/]+)\Z")
_EXTENSION = re.compile(r"\.(?:md|markdown|mkdn?|mkdown|html?|textile)\Z", re.IGNORECASE)


def post_name(reference: str) -> str:
    """The name under which a post is looked up, for a reference to it as for its own key.

    `_posts/sub/2015-1-2-b.md`, `/sub/2015-01-02-b` and `sub/2015-01-02-b.html` are all
    `sub/2015-01-02-b`; empty if it is no post's name. A reference whose folder is wrong still
    means the post of that date and slug, as in Jekyll.
    """
    path = composed(reference).strip().strip("\"'").lstrip("/")
    folders = [part for part in path.split("/") if part not in ("_posts", "")]
    match = _POST.match(_EXTENSION.sub("", "/".join(folders)))
    if not match:
        return ""
    folder, year, month, day, slug = match.groups()
    return f"{folder}{int(year):04}-{int(month):02}-{int(day):02}-{slug}"


def link_name(reference: str) -> str:
    """The key that a `{% link %}` means."""
    return composed(reference).strip().strip("\"'").lstrip("/")


def read(_: Environment, text: str) -> Reading:
    """Read the reference; it must not be empty."""
    if not text:
        raise LiquidSyntaxError("the name is missing", token=None)
    return Reading(text)


class _ReferenceNode(Node):
    __slots__ = ("_reference",)
    kind: NeedKind
    what: str

    def __init__(self, reading: Reading, _: Place) -> None:
        super().__init__(TAG)
        self.blank = False
        self._reference: str = reading.value

    @abstractmethod
    def name_of(self, reference: str) -> str:
        """The name to look up."""
        ...

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the address; if there is no such thing, the tag stays as written."""
        rendering = adapt(context)
        name = self.name_of(rendering.expand(self._reference))
        if not name:
            fix = "Write {% post_url YEAR-MONTH-DAY-title %}."
            raise Unresolved("names no post.", fix)
        known = rendering.resources.posts
        path = rendering.journal.look_up(known, self.kind, name)
        if path is not None:
            return buffer.write(relative_url(escaped(path), context=rendering) or "")
        if name in known:
            fix = f"Mend the name, or add the {self.what}."
            raise Unresolved(f"finds no {self.what} {name}.", fix)
        return 0


class PostURLNode(_ReferenceNode):
    """The address of a post by its file's name."""

    __slots__ = ()
    kind: NeedKind = "post"
    what = "post"

    def name_of(self, reference: str) -> str:
        """The post's name."""
        return post_name(reference)


class LinkNode(_ReferenceNode):
    """The address of a file by its key."""

    __slots__ = ()
    kind: NeedKind = "link"
    what = "file"

    def name_of(self, reference: str) -> str:
        """The file's key."""
        return link_name(reference)
