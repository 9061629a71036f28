"""What is gathered about a deployment, as plain data. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handler.core.jekyll.results import Context
from handler.core.model.sources import ObjectInfo, Source
from handler.core.model.writes import Item


@dataclass(frozen=True, slots=True)
class Listener:
    """An entry of a bucket's notification configuration; `filters` are as `prefix images/`."""

    id: str
    target: str
    events: frozenset[str]
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function's configuration; `role` is an ARN, `sha256` of its code in base64."""

    state: str
    state_reason: str
    update: str
    update_reason: str
    handler: str
    runtime: str
    memory: int
    seconds: int
    role: str
    sha256: str
    disk: int = 512
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of an IAM policy; `conditions` are values by condition key in lower case."""

    allows: bool
    actions: frozenset[str]
    resources: frozenset[str] = frozenset()
    principals: frozenset[str] = frozenset()
    conditions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sid: str = ""


@dataclass(frozen=True, slots=True)
class FunctionPolicy:
    """Who may call a function, and how much of the room for such statements they take."""

    statements: tuple[Statement, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """An EventBridge rule that calls the function."""

    name: str
    arn: str
    state: str
    expression: str


@dataclass(frozen=True, slots=True)
class TableState:
    """How a DynamoDB table is made; `keys` are as `pk HASH S`."""

    status: str
    keys: tuple[str, ...]
    on_demand: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The zip that `make package` built; `differing` files are not as in this checkout."""

    name: str
    sha256: str
    variables: Mapping[str, str]
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """What the table holds: `rows` of all files by key, and in full those with problems.

    `pending` are keys whose pages are not all stale yet, with the time of their last change,
    `overdue` keys that should have been live for minutes. `compared` is when bucket and index
    were last compared; `context` what files would be planned under by this checkout's code.
    `github` is what is known of a GitHub that is not asked for comments for a while.
    """

    now: datetime
    rows: Mapping[str, Item]
    context: Context
    troubled: tuple[Source, ...] = ()
    pending: Mapping[str, datetime] = field(default_factory=dict)
    overdue: tuple[str, ...] = ()
    compared: datetime | None = None
    github: Item = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskState:
    """Whether the author's desk lets people in, and the function write; None if nobody knows.

    `fault` is what is wrong with what says so, `who` how many may come in.
    """

    is_on: bool
    may_write: bool | None
    fault: str = ""
    who: str = ""


Objects = Mapping[str, ObjectInfo]
"""The objects of the content bucket by key."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: a status, or 0 and why there was none."""

    url: str
    status: int
    seconds: float
    reason: str = ""
