"""What surrounds every page: the site, its navigation, and the addresses of its deployment.

No IO here. A cached page needs no more than this, so it stands apart from the views.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handler.core.model.addressing.paths import escaped
from handler.core.model.addressing.site_files import SiteFiles
from handler.core.model.addressing.urls import address_of, is_elsewhere
from handler.core.model.entries import Entry, SiteConfig


@dataclass(frozen=True, slots=True)
class Links:
    """Turns paths into addresses for one deployment.

    `url` stands before `baseurl` in absolute addresses (`https://example.com`), wherever the
    page was read. `base` is stage prefix and `baseurl` together: empty or `/dev/blog`, without
    a slash at its end. `prefix` is the stage alone: authors write `baseurl` into posts already.
    Of what `is_copy` all files lie below `baseurl`, as whoever serves them has no others.
    """

    url: str = ""
    base: str = ""
    static_files: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    is_copy: bool = False

    def to(self, path: str) -> str:
        """The escaped address of a path of the blog, relative to the host."""
        return self.base + escaped(path)

    def absolute(self, path: str) -> str:
        """The escaped address of a path of the blog, with scheme and host."""
        return self._home + escaped(path)

    def to_address(self, text: str) -> str:
        """An address that an author wrote, relative to the host unless it leads elsewhere."""
        address = address_of(text)
        return address if is_elsewhere(address) else self.base + address

    def absolute_address(self, text: str) -> str:
        """An address that an author wrote, with scheme and host."""
        address = address_of(text)
        return address if is_elsewhere(address) else self._home + address

    @property
    def _home(self) -> str:
        return self.root + self.base[len(self.prefix) :]

    @property
    def root(self) -> str:
        """What stands before `baseurl` in absolute addresses; without `url` they are not so."""
        return self.url or self.prefix

    @property
    def own(self) -> str:
        """What stands between the stage and files of the theme, copies and cards."""
        return self.base[len(self.prefix) :] if self.is_copy else ""

    def static(self, name: str) -> str:
        """The fingerprinted address of a file in `static/`: `blog.css`."""
        return self.prefix + self.own + self._static(name)

    def absolute_static(self, name: str) -> str:
        """The address of a file in `static/` with scheme and host."""
        return self.root + self.own + self._static(name)

    def _static(self, name: str) -> str:
        return f"/static/{self.static_files.get(name, name)}"


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation: a page of the blog or an address elsewhere.

    Of a page in several languages, `translations` names all that say the same.
    """

    title: str
    address: str
    lang: str = ""
    translations: str = ""


@dataclass(frozen=True, slots=True)
class PreviewMark:
    """That a page is shown by a link only, until when, and the path of its card by that link."""

    until: datetime
    card: str


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that have pages of their own; none on a blog in one language.

    `default` is the site's. Unless the site `is_named` to be in it, it has no pages beside those
    of all languages.
    """

    used: tuple[str, ...] = ()
    default: str = ""
    is_named: bool = False

    @property
    def with_pages(self) -> tuple[str, ...]:
        """The languages that have pages beside those of all languages."""
        return tuple(lang for lang in self.used if self.in_path(lang))

    def in_path(self, lang: str) -> str:
        """The language as the addresses of its pages have it; nothing if these are those of all."""
        return "" if lang == self.default and not self.is_named else lang


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What every page needs beside its own view.

    `missing` are the paths of pictures that the configuration names, and where nothing is.
    `templates` are those that the blog has put in place of the theme's, by their names. With
    `bylines` pages say who wrote what, as the blog has several authors. Where it `has_desk`,
    programs may write for who is at it.
    A page that is not for all `languages` is for that in whose folder are the pages around it: its
    `lang`, in which the site is as well. The `intro` is the page that home begins with, and its
    translations.
    """

    site: SiteConfig
    links: Links
    nav: tuple[NavItem, ...] = ()
    live_reload: bool = False
    files: SiteFiles = field(default_factory=SiteFiles)
    preview: PreviewMark | None = None
    missing: frozenset[str] = frozenset()
    templates: Mapping[str, str] = field(default_factory=dict)
    bylines: bool = False
    has_desk: bool = False
    languages: Languages = field(default_factory=Languages)
    lang: str = ""
    intro: tuple[Entry, ...] = ()
