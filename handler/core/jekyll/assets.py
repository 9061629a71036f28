"""Files that readers get as they are: pictures, downloads, files of collections. No IO here."""

from dataclasses import replace

from handler.core.jekyll.collected import path_of_file
from handler.core.jekyll.results import Context, Evaluation, published
from handler.core.model.addressing.keys import UNSEEN_PICTURES, extension
from handler.core.model.addressing.paths import composed
from handler.core.model.collections import collection_of, has_pages
from handler.core.model.problems import Problem
from handler.core.model.sources import Asset, ObjectInfo


def asset_of(info: ObjectInfo, path: str = "") -> Evaluation:
    """What a file is worth at a path, which is that of its key unless it is told."""
    path = path or f"/{composed(info.key)}"
    asset = Asset(path, info.size, info.content_type, is_page=path.endswith(".html"))
    return Evaluation("live", replace(published(info), asset=asset), problems=_unseen(info.key))


def _unseen(key: str) -> tuple[Problem, ...]:
    """A warning of a picture that few browsers show."""
    if extension(key) not in UNSEEN_PICTURES:
        return ()
    message = "is a picture of a kind that most browsers do not show."
    return (Problem(key, message, "Save it as JPEG, PNG or WebP.", severity="warning"),)


def file_of_collection(info: ObjectInfo, context: Context) -> Evaluation:
    """What a file is worth that lies in a collection and is no document of it."""
    if not has_pages(collection_of(info.key, context.site), context.site):
        return Evaluation("hidden", stamp=context.stamped())
    evaluation = asset_of(info, path_of_file(info.key, context.site))
    return replace(evaluation, stamp=context.stamped())
