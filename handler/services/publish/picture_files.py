"""What is in the file of a picture. No IO here.

Pillow is imported only for what is no drawing of SVG's.
"""

from handler.core.model.media.pictures import (
    Picture,
    PictureFile,
    is_drawing,
    picture_id,
    svg_picture,
)
from handler.services.publish.picture_costs import costs


def fault_of(data: bytes) -> str:
    """Why a file is no picture by what stands at its beginning; empty if it is one."""
    from handler.services.publish.imaging import Unreadable, open_picture

    try:
        open_picture(data)
    except Unreadable as error:
        return str(error)
    return ""


def read_picture(key: str, data: bytes) -> PictureFile:
    """What is in the file of a picture, of which the name tells whether it is a drawing."""
    if is_drawing(key):
        return PictureFile(svg_picture(data))
    if costly := costs(data):
        return PictureFile(costly=costly)
    from handler.services.publish.imaging import Unreadable, copies_of, open_picture

    try:
        opened = open_picture(data)
        width, height, identity = opened.width, opened.height, picture_id(data)
        if opened.is_too_large:
            return PictureFile(Picture(identity, width, height), too_large=width * height)
        copies = tuple(copies_of(opened, len(data)))
    except Unreadable as error:
        return PictureFile(unreadable=str(error))
    return PictureFile(Picture(identity, width, height, tuple(w for w, _ in copies)), copies)
