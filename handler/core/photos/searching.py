"""Looking for the place that a photo tells. No IO here."""

from collections.abc import Callable, Iterator

from handler.core.model.media.geotags import NO_PLACE, UNFIT, Geotag, geotag_to_json, is_photo
from handler.core.photos import jpeg, png, webp
from handler.core.photos.blocks import Block, TooMany, all_edits
from handler.core.photos.marks import Data

MAXIMUM_NOTE = 60_000
"""Characters that the index keeps of what is to be edited."""
_KINDS: dict[bytes, Callable[[Data], Iterator[Block]]] = {
    jpeg.START: jpeg.blocks,
    png.START[:2]: png.blocks,
    b"RI": webp.blocks,
}


def geotag_of(data: Data, identity: str) -> Geotag:
    """What a file tells of a place; one that is no photo tells nothing."""
    beginning = data[:12]
    if not is_photo(beginning):
        return NO_PLACE
    try:
        edits = all_edits(_KINDS[beginning[:2]](data))
    except TooMany:
        return UNFIT
    geotag = Geotag(identity, edits) if edits else NO_PLACE
    return geotag if len(geotag_to_json(geotag)) <= MAXIMUM_NOTE else UNFIT
