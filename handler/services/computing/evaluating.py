"""Evaluating versions of files, each within its bounds, looking up what their texts refer to."""

from collections.abc import Callable

from handler.core.jekyll.results import Context, Evaluation, unfinished
from handler.core.liquid.results import Resources
from handler.core.model.limits import VERSION_SECONDS
from handler.services.computing.lookups import with_resources
from handler.services.computing.tasks import evaluate
from handler.services.ports import Allowance, Bucket, Sandbox, StoredObject, Table, Unfinished


class Evaluator:
    """Evaluates versions of one blog's files; nothing in them can make it fail."""

    def __init__(self, bucket: Bucket, table: Table, sandbox: Sandbox) -> None:
        self._bucket = bucket
        self._table = table
        self._sandbox = sandbox

    def evaluate(self, found: StoredObject, context: Context, allowance: Allowance) -> Evaluation:
        """What an object is worth."""
        return within_version(
            self._sandbox,
            found,
            context,
            allowance,
            lambda attempt: with_resources(self._bucket, self._table, attempt),
        )


def within_version(
    sandbox: Sandbox,
    found: StoredObject,
    context: Context,
    allowance: Allowance,
    look_up: Callable[[Callable[[Resources], Evaluation]], Evaluation],
) -> Evaluation:
    """What an object is worth, with `look_up` to attempt it until it needs nothing more."""
    given = min(VERSION_SECONDS, allowance.seconds)
    left = Allowance(given)
    try:
        return look_up(
            lambda resources: evaluate(sandbox, left, found.info, found.data, context, resources)
        )
    except Unfinished as error:
        return unfinished(found.info.key, str(error), context)
    finally:
        allowance.seconds -= given - left.seconds
