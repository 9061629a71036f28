"""What authors see of their files: lists, and what is wrong with a text before it is saved."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handler.core.index import items
from handler.core.jekyll.results import Evaluation
from handler.core.model.entries import State
from handler.core.model.limits import MAXIMUM_TEXT, PUBLISHING_SECONDS
from handler.core.model.sources import ObjectInfo
from handler.core.model.terms import TermKind
from handler.core.model.writes import Item, Key
from handler.services.computing.evaluating import Evaluator
from handler.services.contexts import context_in, context_keys
from handler.services.ports import Allowance, Bucket, Clock, Sandbox, StoredObject, Table

_PAGE = 50
_MOST_TERMS = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in a list: its state, when it was uploaded, and how many problems it has."""

    key: str
    state: State
    modified: datetime
    problems: int


class Listing:
    """Lists and checks the files of one blog."""

    def __init__(
        self, bucket: Bucket, table: Table, clock: Clock, sandbox: Sandbox, renderer: str
    ) -> None:
        self._table = table
        self._clock = clock
        self._renderer = renderer
        self._evaluator = Evaluator(bucket, table, sandbox)

    def page(self, folder: str, before: str = "", limit: int = _PAGE) -> list[Listed]:
        """Files of a folder, the last by name first, those before one of them if it is named.

        It costs one call, whatever the size of the blog.
        """
        place = before or f"{folder}\U0010ffff"
        rows = self._table.query(items.MANIFEST, before=place, limit=limit, newest_first=True)
        return [
            Listed(
                key,
                item["state"],  # type: ignore[arg-type]
                datetime.fromisoformat(str(item["modified"])),
                int(item["problems"]),
            )
            for key, item in rows
            if key.startswith(folder)
        ]

    def tags(self, kind: TermKind = "tag") -> list[str]:
        """The tags of the blog, as most posts write them, those that most have first.

        Or the categories.
        """
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for _, item in self._table.query(f"terms#{kind}", limit=_MOST_TERMS):
            counted[str(item["slug"])][str(item["label"])] += int(item["count"])
        used = [labels for labels in counted.values() if labels.total() > 0]
        used.sort(key=lambda labels: -labels.total())
        return [labels.most_common(1)[0][0] for labels in used]

    def check(self, key: str, data: bytes, known: Mapping[Key, Item] | None = None) -> Evaluation:
        """What a text would be if it were saved: its state, its address, and what is wrong.

        `known` are the items of `context_keys`, for who has them already.
        """
        now = self._clock.now()
        found = self._table.get(context_keys()) if known is None else known
        context = context_in(found, now, self._renderer)
        info = ObjectInfo(key, "", "", now, len(data))
        stored = StoredObject(info, data if len(data) <= MAXIMUM_TEXT else None)
        return self._evaluator.evaluate(stored, context, Allowance(PUBLISHING_SECONDS))
