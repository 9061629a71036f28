"""What authors may write, and what only owners may."""

from handler.core.model.addressing.keys import classify, extension

_AUTHORS_KINDS = frozenset(["post", "draft", "page"])
_PICTURES = frozenset(["jpg", "jpeg", "png", "webp", "gif", "avif"])


def is_authors(key: str) -> bool:
    """Whether authors may write a file: texts and pictures, but nothing that shapes the blog.

    Scripts are none of theirs either: one of the blog's own could do at the desk what an owner may.
    """
    kind = classify(key)
    return kind in _AUTHORS_KINDS or (kind == "asset" and extension(key) in _PICTURES)
