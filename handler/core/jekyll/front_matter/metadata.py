"""Values of front matter as Jekyll takes them, whatever type they were given. No IO here."""

import re
from collections.abc import Mapping
from datetime import datetime

from handler.core.model.addressing.permalinks import downcase
from handler.core.model.addressing.urls import link_address
from handler.core.model.entries import Json, mapping, positive
from handler.core.model.languages.codes import canonical, meant_language
from handler.core.model.languages.graphemes import cluster_start
from handler.core.model.languages.locales import is_language
from handler.core.model.periods import is_far_off, year_of
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.dates import parse_date
from handler.core.yaml.scalars import as_text

MAX_TITLE = 1000
MAX_WARNINGS = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_PINS = ("pin", "sticky", "pinned")
_IMAGE_NAMES = ("path", "url", "src", "feature")


class Fields:
    """The front matter of one file, with the problems that were found in it."""

    def __init__(self, key: str, values: Mapping[str, Json], lines: Mapping[str, int]) -> None:
        self.values = values
        self.problems: list[Problem] = []
        self._key = key
        self._lines = lines

    def warn(self, name: str, message: str, fix: str) -> None:
        """Tells the author of something that is read otherwise than meant."""
        if len(self.problems) < MAX_WARNINGS:
            line = self._lines.get(name, 0)
            self.problems.append(Problem(self._key, message, fix, line, "warning"))

    def error(self, name: str, message: str, fix: str) -> ContentError:
        """The error that one value is."""
        return ContentError(Problem(self._key, message, fix, self._lines.get(name, 0)))

    def under(self, name: str) -> dict[str, Json]:
        """The values under a name: `image: {alt: …}`."""
        return mapping(self.values.get(name))

    def text(self, name: str) -> str:
        """A value on one line, without control characters."""
        return self.clean(name, as_text(self.values.get(name)))

    def clean(self, name: str, text: str) -> str:
        """A text on one line, without control characters."""
        if _CONTROL.search(text):
            self.warn(
                name, f"has control characters in {name}, which are left out.", "Delete them."
            )
            text = _CONTROL.sub("", text)
        return _SPACE.sub(" ", text).strip()

    def date(self, name: str, timezone: str, value: Json) -> datetime | None:
        """The date in a value, none if there is none; raises ContentError if it is impossible."""
        if value is None or value == "":
            return None
        try:
            return parse_date(value, timezone=timezone)
        except ValueError as error:
            message, _, fix = str(error).partition(" Write")
            raise self.error(name, f"has an impossible {name}: {message}", f"Write{fix}") from None


def titleize(slug: str) -> str:
    """A title made of a file's name: `hello-world` is `Hello World`."""
    words = slug.rstrip("-").split("-")
    return " ".join(word[:1].capitalize() + downcase(word[1:]) for word in words)


def read_title(fields: Fields, slug: str) -> str:
    """The title, else one made of the file's name."""
    value = fields.values.get("title")
    title = fields.text("title") if value not in (None, False) else ""
    if len(title) > MAX_TITLE:
        message = f"has a title of {len(title):,} characters, which is cut."
        fields.warn("title", message, f"Shorten it to {MAX_TITLE:,}.")
        title = title[: cluster_start(title, MAX_TITLE - 1)] + "…"
    return title or fields.clean("title", titleize(slug)) or "Untitled"


def is_untitled(fields: Fields) -> bool:
    """Whether a post says that it has no title, as notes do; Jekyll keeps an empty one as well."""
    title = fields.values.get("title")
    return isinstance(title, str) and not title.strip()


def read_comment_issue(fields: Fields) -> int | None:
    """The number of the GitHub issue that holds a post's comments."""
    value = fields.values.get("commentIssueId")
    if number := positive(value):
        return number
    text = as_text(value).strip().removeprefix("#")
    if re.fullmatch(r"[0-9]{1,18}", text) and int(text):
        return int(text)
    if text:
        message = f"has a commentIssueId that is no number: {text[:40]!r}; it is ignored."
        fields.warn("commentIssueId", message, "Write the number of the GitHub issue.")
    return None


def read_authors(fields: Fields) -> tuple[str, ...]:
    """The names in `authors` or `author`: texts, or mappings with a name."""
    for name in ("authors", "author"):
        value = fields.values.get(name)
        people = value if isinstance(value, list) else [value]
        names = [
            fields.clean(name, as_text(person.get("name") if isinstance(person, dict) else person))
            for person in people
        ]
        if any(names):
            return tuple(dict.fromkeys(found for found in names if found))
    return ()


def read_image(fields: Fields) -> str:
    """The address of a post's picture: a text, or a mapping with a path."""
    value = fields.values.get("image")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = next((value[name] for name in _IMAGE_NAMES if value.get(name)), None)
    return fields.clean("image", value) if isinstance(value, str) else ""


def read_alternates(fields: Fields) -> dict[str, str]:
    """The paths in `translations` by language; `no`, which YAML takes for false, is Norwegian."""
    value = fields.values.get("translations")
    if value is not None and not isinstance(value, dict):
        fields.warn("translations", "has translations that are no mapping.", "Write ko: /path/.")
    found: dict[str, str] = {}
    for name, path in mapping(value).items():
        lang = "no" if name.lower() == "false" else name.replace("_", "-")
        is_named = is_language(lang) or lang == "x-default"
        if is_named and (address := link_address(path)):
            found[canonical(lang) or lang] = address
        else:
            message = f"has a translation that leads nowhere: {name}."
            fields.warn("translations", message, "Write a language and a path: ko: /path/.")
    return found


def read_lang(fields: Fields) -> str:
    """The language; unquoted `no`, which YAML takes for false, is Norwegian."""
    if fields.values.get("lang") is False:
        return "no"
    lang = (fields.text("lang") or fields.text("locale")).replace("_", "-")
    if lang and not is_language(lang):
        message = f"has a lang that is no code of a language: {lang[:40]!r}; the blog's is used."
        fields.warn("lang", message, "Write a code such as en, ko or pt-BR.")
        return ""
    if meant := meant_language(lang):
        message = f"has the lang {lang}, which is the code of a country."
        fields.warn("lang", message, f"Write {meant}, if you mean that.")
    return canonical(lang) or lang


def read_modified(fields: Fields, timezone: str) -> datetime | None:
    """When a post was last changed, if it says so in a way that can be read."""
    own = fields.under("seo").get("date_modified")
    name = "seo" if own else "last_modified_at"
    try:
        return fields.date(name, timezone, own or fields.values.get(name))
    except ContentError as error:
        problem = error.problems[0]
        fields.warn(name, problem.message, problem.fix)
        return None


def read_pinned(fields: Fields) -> bool:
    """Whether a post stays at the top: `pin` as Chirpy has it, or `sticky`, a number in Hexo."""
    return any(
        fields.values.get(name) is True or positive(fields.values.get(name)) for name in _PINS
    )


def check_year(fields: Fields, date: datetime | None) -> None:
    """Warns of a year that no post is of."""
    if date and is_far_off(date):
        message = f"is of the year {year_of(date)}, which looks like a slip."
        fix = "Write the year with four digits, in `date` or in the name of the file."
        fields.warn("date", message, fix)
