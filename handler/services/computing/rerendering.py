"""Rendering a stored version of a post anew, when its stored body is stale."""

from contextlib import suppress

from handler.core.index.plan import body_write
from handler.core.jekyll.results import Context
from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.sources import Body, Publication
from handler.services.blobs import Blobs
from handler.services.computing.evaluating import Evaluator
from handler.services.ports import Allowance, Bucket, Sandbox, Table, Unavailable


class Rerenderer:
    """Renders pinned versions of one blog's texts, and stores what they come to."""

    def __init__(self, bucket: Bucket, table: Table, blobs: Blobs, sandbox: Sandbox) -> None:
        self._bucket = bucket
        self._table = table
        self._blobs = blobs
        self._evaluator = Evaluator(bucket, table, sandbox)

    def render(
        self, key: str, publication: Publication, context: Context, allowance: Allowance
    ) -> Body | None:
        """The body of the pinned version; None if the bucket lost it or it takes too long."""
        found = self._bucket.get(key, version=publication.version, limit=MAXIMUM_TEXT)
        if found is None:
            return None
        body = self._evaluator.evaluate(found, context, allowance).body
        if body:
            # One that cannot be stored is rendered again next time; the reader gets it now.
            with suppress(Unavailable):
                self._table.write(body_write(body, self._blobs.pack(body.html.encode())))
        return body
