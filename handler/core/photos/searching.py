"""Looking for the place that a photo tells. No IO here."""

from collections.abc import Callable, Iterator

from handler.core.model.geotags import UNFIT, Geotag, is_photo
from handler.core.photos import jpeg, png, webp
from handler.core.photos.blocks import Block, TooMany, all_edits
from handler.core.photos.marks import Data

_KINDS: dict[bytes, Callable[[Data], Iterator[Block]]] = {
    jpeg.START: jpeg.blocks,
    png.START[:2]: png.blocks,
    b"RI": webp.blocks,
}


def geotag_of(data: Data, identity: str) -> Geotag:
    """What a file tells of a place; one that is no photo tells nothing."""
    beginning = data[:12]
    if not is_photo(beginning):
        return Geotag()
    try:
        edits = all_edits(_KINDS[beginning[:2]](data))
    except TooMany:
        return UNFIT
    return Geotag(identity, edits) if edits else Geotag()
