"""Exporting: what the application answers at each path becomes files."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tqdm import tqdm

from handler.cli.exporting.asking import Answer, Asker
from handler.cli.exporting.destination import Destination
from handler.cli.exporting.jumps import Lead
from handler.cli.exporting.named import addresses_in
from handler.cli.exporting.names import Claims, files_of
from handler.cli.exporting.place import Place
from handler.core.model.addressing.addresses import NOT_FOUND
from handler.core.model.problems import ColdpressError

_NOWHERE = "/_coldpress/nowhere"
"""Where nothing can be."""
_REDIRECTS = {301, 302, 303, 307, 308}


class Unanswered(ColdpressError):
    """A part of the site could not be had."""


@dataclass
class Export:
    """An export that is under way, of content that `run` names.

    `moves` are paths that lead elsewhere, with address and status; `types` the media types of
    paths; `broken` the paths at which nothing is, each with one where it is named.
    """

    asker: Asker
    place: Place
    to: Destination
    run: str
    claims: Claims
    lead: Lead
    moves: dict[str, tuple[str, int]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)

    def crawl(self, paths: Iterable[str], old: Iterable[str]) -> None:
        """Write what is at some paths and all that is named there.

        What is at none of the `old` ones is no broken link.
        """
        named_by = dict.fromkeys([*paths, *old, NOT_FOUND], "")
        queue = deque(named_by)
        with tqdm(
            total=len(queue), desc="Exporting", unit="page", leave=False, disable=None
        ) as bar:
            while queue:
                path = queue.popleft()
                for each in self._visit(path, named_by[path]):
                    if each not in named_by:
                        named_by[each] = path
                        queue.append(each)
                bar.total = len(named_by)
                bar.update()

    def put(self, path: str, files: tuple[str, ...], data: bytes, media_type: str = "") -> None:
        """Write files that are no pages of the site."""
        if taken := self.claims.claim(path, files):
            self.to.put(path, taken, [data], media_type, self.run)

    def keep_below(self, path: str) -> bool:
        """Let all files stand that were written of the same content for paths that begin so."""
        kept = self.to.kept_below(path, self.run)
        for each in kept:
            self.claims.claim(each.path, each.files)
        return bool(kept)

    def _visit(self, path: str, named_by: str) -> Iterable[str]:
        """Write what is at a path; the paths that are named there."""
        kept = self.to.kept(path, self.run)
        if kept and self.claims.claim(path, kept.files) == kept.files:
            self.types[path] = kept.media_type
            first = (self.to.root / kept.files[0]).read_bytes()
            return self._named(path, first, kept.media_type)
        answer = self.asker.ask(_NOWHERE if path == NOT_FOUND else path)
        if answer.status in _REDIRECTS:
            page = self.lead(path)
            to = self.place.address(page) if page else answer.to
            self.moves[path] = (to, answer.status)
            return [own] if (own := self.place.path(to, path)) else []
        if answer.status == 404 and path != NOT_FOUND:
            if named_by:
                self.broken[path] = named_by
            return []
        return self._write(path, answer)

    def _write(self, path: str, answer: Answer) -> Iterable[str]:
        if answer.status not in {200, 404}:
            raise Unanswered(f"{path} cannot be had: the blog answers {answer.status}.")
        files = self.claims.claim(path, files_of(path, is_page=answer.is_page))
        if not files:
            return []
        first = self.to.put(path, files, answer.pieces, answer.media_type, self.run)
        self.types[path] = answer.media_type
        return self._named(path, first, answer.media_type)

    def _named(self, path: str, data: bytes, media_type: str) -> Iterator[str]:
        for address in dict.fromkeys(addresses_in(data, media_type)):
            is_whole = address.startswith("/")
            found = self._at_root(address) if is_whole else self.place.path(address, path)
            if found:
                yield found

    def _at_root(self, address: str) -> str | None:
        """The path of an address that means the same on each page, as most do."""
        if address not in self._known:
            self._known[address] = self.place.path(address, "/")
        return self._known[address]
