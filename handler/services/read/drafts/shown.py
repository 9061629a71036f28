"""Bodies as one request shows them: within its time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handler.core.model.entries import SiteConfig
from handler.core.model.limits import READING_SECONDS
from handler.services.bodies import Bodies
from handler.services.materials import Material
from handler.services.ports import Allowance


class ShownBodies:
    """The bodies that one request shows, which share its time.

    It `is_passing` if that did not suffice, and one is older than it should be.
    """

    def __init__(self, bodies: Bodies, generations: Mapping[str, int], site: SiteConfig) -> None:
        self._bodies = bodies
        self._generations = generations
        self._site = site
        self._allowance = Allowance(READING_SECONDS)

    @property
    def is_passing(self) -> bool:
        """Whether a body is older than it should be."""
        return self._allowance.fell_short

    def html(self, material: Material) -> str:
        """A body as it is stored."""
        return self._bodies.html(material, self._generations, self._site, self._allowance)


def unused_tags(materials: Sequence[Material]) -> frozenset[str]:
    """What pages may depend on, and one that shows these bodies does not."""
    publications = [m.source.publication for m in materials if m.source.publication]
    shared = any(publication.uses_shared for publication in publications)
    links = any(publication.uses_links for publication in publications)
    images = any(publication.images for publication in publications)
    used = {"shared": shared, "links": links, "images": images}
    return frozenset(tag for tag, is_used in used.items() if not is_used)


def last_change(materials: Sequence[Material]) -> datetime | None:
    """When the newest of these was changed or published."""
    dates = [m.entry.modified or m.entry.date for m in materials]
    return max((date for date in dates if date), default=None)
