"""Rendering a stored version of a post anew, when its stored body is stale.

Imports Markdown and Liquid, so it is imported only when that is needed.
"""

from contextlib import suppress

from handler.core.index.plan import body_write
from handler.core.jekyll.evaluation import MAXIMUM_TEXT, Context, evaluate
from handler.core.model.sources import Body, Publication
from handler.services.blobs import Blobs
from handler.services.lookups import with_resources
from handler.services.ports import Bucket, Table, Unavailable


def render_again(
    bucket: Bucket, table: Table, blobs: Blobs, key: str, publication: Publication, context: Context
) -> Body | None:
    """The body of the pinned version, rendered and stored; None if the bucket lost it."""
    found = bucket.get(key, version=publication.version, limit=MAXIMUM_TEXT)
    if found is None:
        return None
    evaluation = with_resources(
        bucket,
        table,
        lambda resources: evaluate(found.info, found.data, context, resources),
        context.site,
        context.now,
    )
    if evaluation.body:
        # A body that cannot be stored is rendered again next time; the reader gets it now.
        with suppress(Unavailable):
            table.write(body_write(evaluation.body, blobs.pack(evaluation.body.html.encode())))
    return evaluation.body
