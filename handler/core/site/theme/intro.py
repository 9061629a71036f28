"""What stands at the top of the home page, by `intro` of `theme` in `_config.yml`. No IO here.

theme: {intro: author}         # who `author` says writes the site
theme: {intro: /authors/kim/}  # what `_data/authors.yml` tells of somebody
theme: {intro: /about/}        # how a page of the blog begins
theme: {intro: "Of tea, by [Kim](/about/)."}
"""

from collections.abc import Iterable, Iterator

from handler.core.model.addressing.addresses import Listing, parse
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.urls import link_address, path_in
from handler.core.model.entries import Entry, Json, SiteConfig, mapping

OF_AUTHOR = "author"


def written_intro(site: SiteConfig) -> str:
    """The setting as it is written."""
    intro = site.under("theme").get("intro")
    return intro.strip() if isinstance(intro, str) else ""


def intro_path_of(site: SiteConfig) -> str:
    """The path of the page or person that the intro is of, or nothing."""
    written = written_intro(site)
    return path_in(link_address(written)) if written.startswith("/") else ""


def person_of_intro(site: SiteConfig) -> Listing | None:
    """The author whom the intro is of, as data tells of them."""
    found = parse(intro_path_of(site))
    return found if isinstance(found, Listing) and found.kind == "author" else None


def pages_of_intro(site: SiteConfig, pages: Iterable[Entry]) -> tuple[Entry, ...]:
    """The page that the intro is of, and its translations, among those of the blog."""
    path = intro_path_of(site)
    known = [*pages] if path else []
    page = next((each for each in known if fold(each.path) == fold(path)), None)
    name = page.translations if page else ""
    others = (each for each in known if name and each.translations == name and each != page)
    return (page, *others) if page else ()


def problems_of_intro(intro: Json, author: Json) -> Iterator[tuple[str, str]]:
    """What is wrong with the intro of a site whose `author` is this, and what to do about it."""
    if intro and not isinstance(intro, str):
        message = "has an intro in theme that is not text; it is left out."
        yield message, "Write author, the address of a page such as /about/, or words of yours."
    name = mapping(author).get("name") or author
    if intro == OF_AUTHOR and not (isinstance(name, str) and name.strip()):
        message = "has an intro of the author in theme, and no author with a name."
        yield message, "Add author: {name: Hana, bio: Who I am., picture: /images/hana.jpg}."
