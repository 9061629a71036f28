"""What rendering takes and gives. No IO here, and nothing imported that is slow to load."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handler.core.model import Json

NeedKind = Literal["include", "post", "link", "data"]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a body may refer to. A name that is absent has not been looked up; None: no such file.

    `includes` maps `note.html` to its text. `posts` maps the names of needs of kind `post` and
    `link` to paths of the blog. `data` is `site.data`, None when not looked up.
    """

    includes: Mapping[str, str | None] = field(default_factory=dict)
    posts: Mapping[str, str | None] = field(default_factory=dict)
    data: Json = None


@dataclass(frozen=True, slots=True)
class Need:
    """Something a text refers to.

    The name of an `include` is its path below `_includes`, of a `link` the file's key, of `data`
    a file's name without extension (or empty: all data), of a `post` what `post_name` says.
    """

    kind: NeedKind
    name: str


@dataclass(frozen=True, slots=True)
class LiquidWarning:
    """What an author should know about a line of the text."""

    line: int
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class LiquidResult:
    """The text without Liquid.

    While `needs` is not empty, the text is unfinished: look them up and render again. `uses`
    holds everything that was consulted, found or missing.
    """

    text: str
    warnings: tuple[LiquidWarning, ...] = ()
    needs: frozenset[Need] = frozenset()
    uses: frozenset[Need] = frozenset()
