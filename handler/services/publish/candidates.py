"""Candidates: what could be live of a key, which is its newest upload or an older version."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handler.core.index.plan import plan, too_large
from handler.core.index.source_items import items_of
from handler.core.jekyll.results import Context, Evaluation
from handler.core.model.addressing.keys import (
    TEMPLATES,
    classify,
    is_template,
    key_problem,
    may_be_text,
)
from handler.core.model.limits import MAXIMUM_TEXT, PUBLISHING_SECONDS
from handler.core.model.media.geotags import may_tell_place
from handler.core.model.sources import ObjectInfo, Source
from handler.core.site.pictures.site import pictures_of
from handler.core.webmentions.mentions import sends
from handler.services.computing.evaluating import Evaluator
from handler.services.ports import Allowance, Bucket, Sandbox, StoredObject, Table
from handler.services.publish.own_templates import OwnTemplates
from handler.services.publish.pictures import Pictures, known_picture


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the index has of a key and of all that its evaluation depends on."""

    old: Source | None
    context: Context
    rewrite: bool
    allowance: Allowance = field(default_factory=lambda: Allowance(PUBLISHING_SECONDS))

    @property
    def around(self) -> frozenset[str]:
        """The paths of pictures that are on every page."""
        return pictures_of(self.context.site)

    @property
    def tells_others(self) -> bool:
        """Whether pages are told that the blog mentions them."""
        return sends(self.context.site)


class Candidates:
    """Reads and evaluates the versions of keys of one blog."""

    def __init__(self, bucket: Bucket, table: Table, sandbox: Sandbox) -> None:
        self._bucket = bucket
        self._table = table
        self._evaluator = Evaluator(bucket, table, sandbox)
        self._pictures = Pictures(bucket, sandbox)
        self._templates = OwnTemplates(table, sandbox)

    def read(self, key: str, version: str = "") -> StoredObject | None:
        """An object as far as it is needed: without its data if that is no text."""
        if key_problem(key):
            # A client would turn `a/../b` into another address, so only a listing is safe.
            named = [info for info in self._bucket.objects(prefix=key, limit=1) if info.key == key]
            return StoredObject(named[0], None) if named else None
        if classify(key) in {"asset", "special"} and not may_be_text(key):
            info = self._bucket.head(key)
            return StoredObject(info, None) if info else None
        return self._bucket.get(key, version=version, limit=MAXIMUM_TEXT)

    def newest(self, found: StoredObject, gathered: Gathered) -> Evaluation:
        """What becomes of an upload; a picture has its size, copies and place."""
        return self._measured(found.info, self._evaluate(found, gathered), gathered)

    def older(self, key: str, gathered: Gathered) -> tuple[Iterator[Evaluation], bool]:
        """What can be published of older versions, newest first, and whether all were looked at.

        They go back to the last deletion. What was too large then still is.
        """
        versions, complete = self._bucket.versions(key)
        return self._valid(versions[1:], gathered), complete

    def free(self, key: str, gathered: Gathered) -> Evaluation:
        """The newest older version that is valid and whose paths nobody else has."""
        for valid in self.older(key, gathered)[0]:
            source = Source(key, "post", "live", "-", publication=valid.publication)
            paths = [place for place in items_of(source) if place.pk.startswith("path#")]
            owners = {str(item["owner"]) for item in self._table.get(paths).values()}
            if owners <= {key}:
                return valid
        return Evaluation("rejected")

    def _valid(self, versions: list[ObjectInfo], gathered: Gathered) -> Iterator[Evaluation]:
        for info in versions:
            if gathered.allowance.seconds <= 0:
                return
            found = self.read(info.key, info.version)
            evaluation = self._evaluate(found, gathered) if found else None
            if evaluation is None or evaluation.state == "rejected" or evaluation.is_blank:
                continue
            source = source_of(info, evaluation)
            if too_large(plan(gathered.old, source, rewrite=gathered.rewrite)) is None:
                yield evaluation

    def _evaluate(self, found: StoredObject, gathered: Gathered) -> Evaluation:
        context, allowance = gathered.context, gathered.allowance
        evaluation = self._evaluator.evaluate(found, context, allowance)
        return self._templates.tried(found.info.key, evaluation, context, allowance)

    def _measured(self, info: ObjectInfo, evaluation: Evaluation, gathered: Gathered) -> Evaluation:
        """A picture that is known is not read again."""
        published = evaluation.publication
        if published is None or published.asset is None:
            return evaluation
        if not may_tell_place(info.key, published.asset.content_type):
            return evaluation
        known = None if gathered.rewrite else known_picture(gathered.old, info)
        measured = known or self._pictures.measure(info, gathered.allowance)
        asset = replace(published.asset, picture=measured.picture, geotag=measured.geotag)
        problems = tuple(dict.fromkeys((*evaluation.problems, *measured.problems)))
        published = replace(published, asset=asset)
        return replace(evaluation, publication=published, problems=problems)


def source_of(info: ObjectInfo, evaluation: Evaluation) -> Source:
    """What the index is to say of an object."""
    waits = evaluation.state == "rejected" and is_template(info.key)
    return Source(
        info.key,
        classify(info.key),
        evaluation.state,
        info.etag,
        info.version,
        info.modified,
        evaluation.publication,
        evaluation.problems,
        evaluation.due,
        waiting_for=TEMPLATES if waits else "",
        stamp=evaluation.stamp,
        title=evaluation.title,
    )
