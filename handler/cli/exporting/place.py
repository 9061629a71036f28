"""Where a copy of the site will be served, and which addresses are of files in it. No IO here."""

from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from handler.core.model.addressing.paths import composed, escaped
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ColdpressError

_NOWHERE = "http://nowhere.invalid"
"""Resolves addresses of a site that does not say where it is."""


class Misplaced(ColdpressError):
    """The site cannot be served where it is said to be."""


@dataclass(frozen=True, slots=True)
class Place:
    """The origin (`https://example.com`, empty if unknown), and the path before all others.

    That path is `prefix` and `baseurl` together; neither ends with a slash. The site's own paths
    are unescaped and begin with a slash after it.
    """

    origin: str
    prefix: str
    baseurl: str

    @property
    def base(self) -> str:
        """What stands before the site's own paths."""
        return self.prefix + self.baseurl

    @property
    def url(self) -> str:
        """What stands before `baseurl` in absolute addresses; empty if nobody knows."""
        return self.origin and self.origin + self.prefix

    def address(self, path: str) -> str:
        """The address of a path, relative to the host."""
        return self.base + escaped(path)

    def path(self, address: str, page: str) -> str | None:
        """The site's own path to which an address leads on the page at a path, if it is one."""
        try:
            whole = urlsplit(urljoin(f"{self.origin or _NOWHERE}{self.address(page)}", address))
        except ValueError:  # Such as an unclosed bracket of an IPv6 host.
            return None
        is_here = f"{whole.scheme}://{whole.netloc}".lower() == (self.origin or _NOWHERE).lower()
        path = unquote(whole.path, errors="replace") or "/"
        if not is_here or not (path + "/").startswith(f"{self.base}/"):
            return None
        return composed(path[len(self.base) :] or "/")


def place_of(config: SiteConfig, deployed: str, url: str | None, base_path: str | None) -> Place:
    """Where the copy of a site will be served: as asked, or else where the site is.

    `deployed` is what its deployment puts before `baseurl`. Raises `Misplaced`.
    """
    whole = url if url is not None else f"{deployed or config.url}{config.baseurl}"
    found = _split(whole.rstrip("/"))
    base = found.path if base_path is None else f"/{base_path.strip('/')}".rstrip("/")
    if not base.endswith(config.baseurl):
        raise Misplaced(
            f"The texts name {config.baseurl} themselves (`baseurl` in _config.yml), so the copy"
            f" has to be below a path that ends so, and {base or '/'} does not. Change baseurl"
            " first, or name another path with --base-path."
        )
    origin = f"{found.scheme}://{found.netloc}" if found.netloc else ""
    return Place(origin, base.removesuffix(config.baseurl), config.baseurl)


@dataclass(frozen=True, slots=True)
class _Split:
    scheme: str
    netloc: str
    path: str


def _split(url: str) -> _Split:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Misplaced(f"{url} is no address. Write it as https://example.com/blog.") from error
    is_web = parts.scheme in {"http", "https"} and parts.netloc
    if (url and not url.startswith("/") and not is_web) or parts.query or parts.fragment:
        raise Misplaced(f"{url} is no address. Write it as https://example.com/blog.")
    return _Split(parts.scheme, parts.netloc, unquote(parts.path))
