"""What evaluating takes and gives. No IO here, and nothing imported that is slow to load."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product

from handler.core.liquid.results import Need
from handler.core.model.entries import SiteConfig, State
from handler.core.model.problems import Problem
from handler.core.model.sources import Body, ObjectInfo, Publication, is_aside, is_aside_at
from handler.core.site.config_json import planning_fingerprint


@dataclass(frozen=True, slots=True)
class Preview:
    """What an author sees, and no reader: on a machine of their own, or by a link.

    What is shown so is `marked` as a draft or as scheduled, unless the page says so as a whole.
    """

    drafts: bool = False
    future: bool = False
    hidden: bool = False
    marked: bool = True


AS_READERS = Preview()
"""What readers see, and nothing else."""


@dataclass(frozen=True, slots=True)
class Context:
    """What decides about a version beside its bytes; `generations` were read before the rest.

    `theme` is the fingerprint of the theme's templates, which those of a blog's own stand beside.
    """

    site: SiteConfig
    now: datetime
    renderer: str
    shared: int = 0
    links: int = 0
    preview: Preview = AS_READERS
    theme: str = ""
    people: int = 0

    def stamped(
        self, uses_shared: bool = False, uses_links: bool = False, uses_people: bool = False
    ) -> str:
        """What decides about a source beside the file itself: code, configuration, others."""
        shared = f".shared{self.shared}" if uses_shared else ""
        links = f".links{self.links}" if uses_links else ""
        people = f".people{self.people}" if uses_people else ""
        return f"{self.renderer}.{planning_fingerprint(self.site)}{shared}{links}{people}"

    def stamped_with_theme(self) -> str:
        """What decides about a template of the blog's own."""
        return f"{self.stamped()}.theme{self.theme}"


def is_current(stamp: str, context: Context) -> bool:
    """Whether a key that was stamped so would be planned alike now."""
    if is_aside(stamp):
        return is_aside_at(stamp, context.now)
    stamps = (context.stamped(*used) for used in product((False, True), repeat=3))
    return not stamp or stamp in {context.stamped_with_theme(), *stamps}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome: a state, and for a live version its publication and body.

    `needs` are names to look up before evaluating again. A text that `is_blank` leaves live what
    is, as who empties a file has most likely not meant to. The `title` is that of a text without
    publication, for its authors.
    """

    state: State
    publication: Publication | None = None
    body: Body | None = None
    due: datetime | None = None
    problems: tuple[Problem, ...] = ()
    stamp: str = ""
    needs: frozenset[Need] = frozenset()
    is_blank: bool = False
    title: str = ""


def published(info: ObjectInfo) -> Publication:
    """What readers get of a version, of which its content is still to be told."""
    return Publication(info.version, info.etag, info.modified)


def unfinished(key: str, why: str, context: Context) -> Evaluation:
    """What a version is worth of which nobody can tell what it comes to."""
    problem = Problem(key, f"is not published: it {why}.", "Make it shorter or simpler.")
    return Evaluation("rejected", problems=(problem,), stamp=context.stamped())
