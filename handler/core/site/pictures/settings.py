"""What `images` in `_config.yml` says. No IO here."""

from collections.abc import Iterator, Mapping

from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.languages.misspellings import is_slip

_KEEP = "keep_location"


def keeps_location(site: SiteConfig) -> bool:
    """Whether readers are to get photos with the places where they were taken."""
    return site.under("images").get("keep_location") is True


def misread_images(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with `images`, as far as it is ours: the setting, what, and what to do.

    Blogs have a setting of this name for themselves, so one that is no mapping is theirs.
    """
    images = mapping(data.get("images"))
    if images.get(_KEEP) not in (None, True, False):
        message = f"has images: with a {_KEEP} that is neither true nor false."
        yield "images", f"{message} Photos are served without their places.", "Write true or false."
    for name in images:
        if name != _KEEP and (is_slip(name, _KEEP) or name.casefold().startswith("keep")):
            yield (
                "images",
                f"sets {name}, which means nothing.",
                f"Write {_KEEP}, if you mean that.",
            )
