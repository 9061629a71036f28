"""What a copy has beside the pages of the site: stubs, search, and files that hosts read."""

from collections.abc import Iterable

from handler.cli.exporting.names import stubs_of
from handler.cli.exporting.running import Export
from handler.cli.exporting.search_index import FOLDER, Postings
from handler.cli.exporting.stubs import headers, redirects, stub
from handler.core.model.media.types import media_type_of
from handler.core.model.sources import Source
from handler.services.search.indexing import Indexer

_JSON = "application/json"
_HTML = "text/html; charset=utf-8"
_OLD = "old "
"""Before a path in the record: what leads on is not what is there."""
_UNSEEN = ".nojekyll"
"""Without it GitHub leaves out folders such as `_images`."""


def numbered_moves(sources: Iterable[Source], export: Export) -> None:
    """Take note of old addresses with a query, which no file can have."""
    for source in sources:
        if entry := source.entry:
            for old in entry.redirect_from:
                if "?" in old:
                    export.moves[old] = (export.place.address(entry.path), 301)


def add_search(export: Export, indexer: Indexer, lang: str) -> None:
    """Write the search index; `index.json` names the other files, and so is the last."""
    if export.keep_below(f"/{FOLDER}/"):
        return
    postings = Postings()
    indexer.fill(postings)
    for name, data in postings.files(export.place.address, lang):
        export.put(f"/{FOLDER}/{name}", (f"{FOLDER}/{name}",), data, _JSON)


def add_stubs(export: Export) -> None:
    """Write what leads on from old addresses, where no page is."""
    for path, (to, _) in sorted(export.moves.items()):
        if data := _copied(export, path, to):
            export.put(f"{_OLD}{path}", (path.removeprefix("/"),), data)
        elif files := export.claims.claim(path, stubs_of(path), quietly=True):
            whole = to if "://" in to or not to.startswith("/") else export.place.origin + to
            export.to.put(f"{_OLD}{path}", files, [stub(to, whole)], _HTML, export.run)


def _copied(export: Export, path: str, to: str) -> bytes:
    """The file that an old path leads to, if programs would not take a page for it: a feed."""
    own = export.place.path(to, path)
    is_file = "." in path.rpartition("/")[2] and media_type_of(path) != "text/html"
    if own is None or not is_file or media_type_of(path) != media_type_of(own):
        return b""
    file = next((file for file, owner in export.claims.owners.items() if owner == own), "")
    return (export.to.root / file).read_bytes() if file else b""


def add_host_files(export: Export, *, has_styles: bool) -> None:
    """Write what some hosts read: old addresses, headers, and that nothing is to be left out."""
    moves = [(path, to, status) for path, (to, status) in sorted(export.moves.items())]
    base = export.place.base
    export.put("_redirects", ("_redirects",), redirects(moves, base))
    export.put("_headers", ("_headers",), headers(export.types, base, has_styles=has_styles))
    export.put(_UNSEEN, (_UNSEEN,), b"")
