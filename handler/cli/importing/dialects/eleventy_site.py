"""The texts of a site of Eleventy, and where they are. No IO here."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from handler.cli.importing.texts.front_matter import Matter
from handler.cli.importing.texts.liquid import has_markup
from handler.core.html.allowed import names

POSTS = names("post posts blog article articles")
"""Tags that say that a text is a post."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text; `name` is its path in the input folder without ending."""

    path: Path
    name: str
    matter: Matter
    body: str
    date: datetime | None
    slug: str
    tags: tuple[str, ...]
    title: str

    @property
    def is_post(self) -> bool:
        """Whether it has a date, or a tag that says so."""
        return self.date is not None and (bool(POSTS & {*self.tags}) or "/" in self.name)


@dataclass
class Site:
    """The texts of a site and where they are."""

    pages: list[Page] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)

    def address(self, page: Page) -> str:
        """The path of a text."""
        given = page.matter.text("permalink")
        if given and given not in {"true", "false"} and not has_markup(given):
            return "/" + given.lstrip("/").removesuffix("index.html")
        folder, _, name = page.name.rpartition("/")
        own = "" if name == "index" else f"{page.slug}/"
        above = f"{folder}/" if folder else ""
        if name == folder.rpartition("/")[2]:
            own = ""
        return f"/{above}{own}"

    def permalink(self) -> str:
        """The address of posts as Jekyll writes it, from the folder that has most of them."""
        folders = [page.name.rpartition("/")[0] for page in self.pages if page.is_post]
        most = max(set(folders), key=lambda each: (folders.count(each), each), default="")
        return f"/{most}/:title/" if most else "/:title/"
