"""What rendering takes and gives. No IO here, and nothing imported that is slow to load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handler.core.model.entries import Json

NeedKind = Literal["include", "file", "post", "link", "posts", "data", "collection", "people"]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a body may refer to. A name that is absent has not been looked up; None: no such file.

    `includes` maps `note.html` to its text, `files` the keys of other files to theirs. `posts`
    maps the names of needs of kind `post` and `link` to paths of the blog. `data` is
    `site.data`, None when not looked up. `listed` are all posts, newest first, as `listed_post`
    makes them; None when not looked up. `collections` maps names to documents in order of their
    keys; None if the text may list none. `people` are the authors in `_data/authors.yml`, None when
    not looked up.
    """

    includes: Mapping[str, str | None] = field(default_factory=dict)
    files: Mapping[str, str | None] = field(default_factory=dict)
    posts: Mapping[str, str | None] = field(default_factory=dict)
    data: Json = None
    listed: Sequence[Mapping[str, Json]] | None = None
    collections: Mapping[str, Sequence[Mapping[str, Json]]] | None = field(default_factory=dict)
    people: Json = None


@dataclass(frozen=True, slots=True)
class Need:
    """Something a text refers to.

    The name of an `include` is its path below `_includes`, of a `file` or `link` the file's key,
    of `data` a file's name without extension (or empty: all data), of a `post` what `post_name`
    says, of a `collection` its own; `posts`, all of them, and `people` have none.
    """

    kind: NeedKind
    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """What Jekyll writes around and into highlighted code, depending on the file it is in.

    In Markdown a block of code stands on lines of its own. In a file with the line ends of
    Windows an empty line follows each comment. What is not `strict` is no text for readers: there
    an unknown variable is nothing, as in Jekyll.
    """

    markdown: bool = True
    crlf: bool = False
    strict: bool = True


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
    holds everything that was consulted, found or missing. `kept` says whether a piece stays as
    written.
    """

    text: str
    warnings: tuple[LiquidWarning, ...] = ()
    needs: frozenset[Need] = frozenset()
    uses: frozenset[Need] = frozenset()
    kept: bool = False
