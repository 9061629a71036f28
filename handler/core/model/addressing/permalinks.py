"""Where posts and pages live: Jekyll's permalink styles and placeholders. No IO here.

Paths are unescaped and begin with a slash; `baseurl` is no part of them.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from handler.core.model.addressing.keys import MARKDOWN_EXTENSIONS, extension

STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
MAX_PATH = 1000
# Not from `calendar`, whose names depend on the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_PRETTY = frozenset("._~!$&'()+,;=@")
_WHOLE = re.compile(r"https?:/+[^/]*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SUFFIXED_STYLES = frozenset(["date", "ordinal", "none"])


@dataclass(frozen=True, slots=True)
class PostName:
    """What a post's path is made of; `date` is the time by which the URL tells the day."""

    key: str
    slug: str
    categories: Sequence[str] = ()
    date: datetime | None = None
    collection: str = "posts"

    @property
    def stem(self) -> str:
        """The file's name without its extension."""
        return self.key.rpartition("/")[2].rpartition(".")[0]

    @property
    def path(self) -> str:
        """The key without extension and without the collection's own folder."""
        return self.key.rpartition(".")[0].replace(f"_{self.collection}", "", 1).rstrip(".")


def slugify(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """Jekyll's slug: runs of other characters become one hyphen; `pretty` keeps some symbols."""
    kept = _PRETTY if pretty else frozenset[str]()
    letters = "".join(char if _is_word(char) or char in kept else " " for char in text)
    slug = re.sub(" +", "-", letters)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else downcase(slug)


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def downcase(text: str) -> str:
    """Lower case as Ruby has it: a capital sigma never becomes a final one."""
    return text.replace("Σ", "σ").lower()


def _unique(items: list[str]) -> str:
    return "/".join(dict.fromkeys(items))


def _dated(render: Callable[[datetime], str]) -> Callable[[PostName], str]:
    return lambda name: render(name.date) if name.date else ""


_PLACEHOLDERS: dict[str, Callable[[PostName], str]] = {
    "title": lambda name: slugify(name.slug or name.stem, pretty=True, cased=True),
    "slug": lambda name: slugify(name.slug or name.stem),
    "name": lambda name: slugify(name.stem),
    "path": lambda name: name.path,
    "collection": lambda name: name.collection,
    "output_ext": lambda name: output_extension(name.key),
    "categories": lambda name: _unique([downcase(item) for item in name.categories]),
    "slugified_categories": lambda name: _unique([slugify(item) for item in name.categories]),
    "year": _dated(lambda date: f"{date.year:04}"),
    "short_year": _dated(lambda date: f"{date.year % 100:02}"),
    "month": _dated(lambda date: f"{date.month:02}"),
    "i_month": _dated(lambda date: str(date.month)),
    "short_month": _dated(lambda date: _MONTHS[date.month - 1][:3]),
    "long_month": _dated(lambda date: _MONTHS[date.month - 1]),
    "day": _dated(lambda date: f"{date.day:02}"),
    "i_day": _dated(lambda date: str(date.day)),
    "y_day": _dated(lambda date: f"{date.timetuple().tm_yday:03}"),
    "w_year": _dated(lambda date: f"{date.isocalendar().year:04}"),
    "week": _dated(lambda date: f"{date.isocalendar().week:02}"),
    "w_day": _dated(lambda date: str(date.isoweekday())),
    "short_day": _dated(lambda date: _DAYS[date.weekday()][:3]),
    "long_day": _dated(lambda date: _DAYS[date.weekday()]),
    "hour": _dated(lambda date: f"{date.hour:02}"),
    "minute": _dated(lambda date: f"{date.minute:02}"),
    "second": _dated(lambda date: f"{date.second:02}"),
}


def unknown_placeholder(pattern: str) -> str | None:
    """The first placeholder of a pattern that Jekyll does not know either."""
    for match in _PLACEHOLDER.finditer(pattern):
        if _known(match[1]) is None:
            return match[0]
    return None


def _known(name: str) -> str | None:
    """The placeholder meant by a name; in `:month_:day` the underscore is no part of it."""
    return next((key for key in (name, name.removesuffix("_")) if key in _PLACEHOLDERS), None)


def template_for(style: str) -> str:
    """The pattern that a style's name stands for; a pattern stands for itself."""
    return STYLES.get(style.removeprefix(":"), style)


def post_path(template: str, name: PostName) -> str:
    """The path of a post; raises ValueError with a message if there can be none."""

    def fill(match: re.Match[str]) -> str:
        known = _known(match[1])
        if known is None:
            raise ValueError(f"has a permalink with an unknown placeholder, {match[0]}.")
        return _PLACEHOLDERS[known](name) + match[0][len(known) + 1 :]

    parts = re.split(r"(:[a-z_]+)", template)
    filled = [_PLACEHOLDER.sub(fill, part) if part[:1] == ":" else unquote(part) for part in parts]
    return clean_path("".join(filled))


def page_path(key: str, style: str, permalink: str = "") -> str:
    """The path of a page: its `permalink`, else as its folder and the site's style say."""
    folder, _, name = key.rpartition("/")
    stem = name.rpartition(".")[0].rstrip(".")
    ending = output_extension(key)
    template = permalink or _page_template(stem, style)
    path = re.sub(
        ":(path|basename|output_ext)",
        lambda match: {"path": folder, "basename": stem}.get(match[1], ending),
        unquote(template),
    )
    return clean_path(path)


def _page_template(stem: str, style: str) -> str:
    return "/:path/" if stem == "index" else with_suffix("/:path/:basename", style)


def with_suffix(template: str, style: str) -> str:
    """A pattern that ends as the site's posts do: with a slash, an extension or nothing."""
    if style == "pretty" or style.endswith("/"):
        return template + "/"
    if style in _SUFFIXED_STYLES or style.endswith(":output_ext"):
        return template + ":output_ext"
    return template


def output_extension(key: str) -> str:
    """The extension of the page that a file becomes, with its dot."""
    ending = extension(key)
    return ".html" if ending in MARKDOWN_EXTENSIONS else "." + key.rpartition(".")[2]


def clean_path(path: str) -> str:
    """A path as Jekyll sanitises it; raises ValueError if readers could not ask for it."""
    path = ("/" + path).replace("..", "/").replace("./", "")
    path = re.sub("/+", "/", path)
    if _CONTROL.search(path) or "\\" in path:
        raise ValueError("has a permalink with a control character or backslash.")
    if len(path) > MAX_PATH:
        raise ValueError(f"has a permalink longer than {MAX_PATH} characters.")
    return path


def without_host(permalink: str) -> str:
    """A permalink that was written as a whole address, from its first slash after the host on."""
    match = _WHOLE.match(permalink)
    return permalink[match.end() :] if match else permalink


def other_paths(path: str) -> tuple[str, ...]:
    """Where a web server finds the same file: `/blog/hello` is also at `/blog/hello.html`."""
    if path.endswith("/") or "." in path.rpartition("/")[2]:
        return ()
    return (path + ".html",)
