"""The table in DynamoDB.

Attributes are strings, integers and bytes only; anything richer is JSON in a string.
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from botocore.exceptions import ClientError

from handler.aws.clients import Connected
from handler.aws.errors import code_of, unavailable
from handler.core.model.writes import Condition, Delete, Item, Key, Put, Update, Value, Write
from handler.services.ports import Conflict, Unavailable

_BATCH = 100
_ROUNDS = 4
_ATTEMPTS = 2
_CONFLICTS = {
    "ConditionalCheckFailedException",
    "TransactionConflictException",
    "TransactionInProgressException",
}


class DynamoTable(Connected):
    """A `Table` over a DynamoDB client, which `connect` makes when it is first needed."""

    def get(self, keys: Collection[Key]) -> dict[Key, Item]:
        """See `Table.get`."""
        unique = list(dict.fromkeys(keys))
        found: dict[Key, Item] = {}
        for start in range(0, len(unique), _BATCH):
            found |= self._get_batch(unique[start : start + _BATCH])
        return found

    def _get_batch(self, keys: Sequence[Key]) -> dict[Key, Item]:
        found: dict[Key, Item] = {}
        wanted: Any = {self._name: {"Keys": [_key(key) for key in keys], "ConsistentRead": True}}
        for attempt in range(_ROUNDS):
            answer = self._ask("batch_get_item", "Responses", RequestItems=wanted)
            found.update(_split(raw) for raw in answer["Responses"].get(self._name, []))
            wanted = answer.get("UnprocessedKeys")
            if not wanted:
                return found
            time.sleep(0.02 * 2**attempt)
        raise Unavailable("table: keys were left unprocessed")

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        before: str | None = None,
        prefix: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[tuple[str, Item]]:
        """See `Table.query`."""
        bound = after if after is not None else before if before is not None else prefix
        test = "sk > :sk" if after is not None else "sk < :sk"
        test = "begins_with(sk, :sk)" if prefix is not None else test
        request: dict[str, Any] = {
            "TableName": self._name,
            "ConsistentRead": True,
            "ScanIndexForward": not newest_first,
            "KeyConditionExpression": f"pk = :pk AND {test}" if bound else "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": pk}}
            | ({":sk": {"S": bound}} if bound else {}),
            **({"Limit": limit} if limit is not None else {}),
        }
        rows: list[tuple[str, Item]] = []
        for raw in self._all("query", request):
            key, item = _split(raw)
            rows.append((key.sk, item))
            if limit is not None and len(rows) == limit:
                break
        return rows

    def _all(self, operation: str, request: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
        while True:
            answer = self._ask(operation, "Items", **request)
            yield from answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _ask(self, operation: str, part: str, **arguments: Any) -> Mapping[str, Any]:
        """An answer with the part that every answer has.

        botocore reads one that was cut off as a mapping without it, and does not ask again.
        """
        for _ in range(_ATTEMPTS):
            with unavailable("table"):
                answer = getattr(self._client, operation)(**arguments)
            if part in answer:
                return cast(Mapping[str, Any], answer)
        raise Unavailable("table: an answer was cut off")

    def transact(self, writes: Sequence[Write]) -> None:
        """See `Table.transact`."""
        actions = [_action(write, self._name) for write in writes]
        try:
            with unavailable("table"):
                self._client.transact_write_items(TransactItems=actions)
        except ClientError as error:
            if code_of(error) in _CONFLICTS:
                raise Conflict from error
            if code_of(error) != "TransactionCanceledException":
                raise
            raise _cancelled(error, writes) from error

    def write(self, write: Write) -> None:
        """See `Table.write`."""
        ((operation, arguments),) = _action(write, self._name).items()
        call = {
            "Put": self._client.put_item,
            "Delete": self._client.delete_item,
            "Update": self._client.update_item,
        }[operation]
        try:
            with unavailable("table"):
                call(**arguments)
        except ClientError as error:
            if code_of(error) in _CONFLICTS:
                raise Conflict([write.key]) from error
            raise

    def scan(self) -> Iterator[tuple[Key, Item]]:
        """See `Table.scan`."""
        request = {"TableName": self._name, "ConsistentRead": True}
        return map(_split, self._all("scan", request))


def _cancelled(error: Any, writes: Sequence[Write]) -> BaseException:
    reasons = [str(r.get("Code")) for r in error.response.get("CancellationReasons", [])]
    if any(code in {"ValidationError", "ItemCollectionSizeLimitExceeded"} for code in reasons):
        raise error
    if any(code in {"ThrottlingError", "ProvisionedThroughputExceeded"} for code in reasons):
        return Unavailable("table: a transaction was throttled")
    failed = zip(writes, reasons, strict=False)
    return Conflict([write.key for write, code in failed if code == "ConditionalCheckFailed"])


def _key(key: Key) -> dict[str, Any]:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def _split(raw: Mapping[str, Any]) -> tuple[Key, Item]:
    item = {name: _read(value) for name, value in raw.items() if name not in {"pk", "sk"}}
    return Key(raw["pk"]["S"], raw["sk"]["S"]), item


def _read(value: Mapping[str, Any]) -> Value:
    ((kind, content),) = value.items()
    return int(content) if kind == "N" else bytes(content) if kind == "B" else str(content)


def _write(value: Value) -> dict[str, Any]:
    if isinstance(value, bytes):
        return {"B": value}
    return {"N": str(value)} if isinstance(value, int) else {"S": value}


def _item(item: Item) -> dict[str, Any]:
    return {name: _write(value) for name, value in item.items()}


def _action(write: Write, table: str) -> dict[str, dict[str, Any]]:
    """A write as an action of TransactWriteItems, whose arguments single writes share."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    arguments: dict[str, Any] = {"TableName": table}
    if write.condition:
        names["#c"] = write.condition.attribute
        arguments["ConditionExpression"] = _condition(write.condition, values)
    match write:
        case Put(key, item):
            arguments["Item"] = _key(key) | _item(item)
        case Delete(key):
            arguments["Key"] = _key(key)
        case Update(key, put, add):
            arguments["Key"] = _key(key)
            arguments["UpdateExpression"] = _update(put, add, names, values)
    if names:
        arguments["ExpressionAttributeNames"] = names
    if values:
        arguments["ExpressionAttributeValues"] = values
    return {type(write).__name__: arguments}


def _condition(condition: Condition, values: dict[str, Any]) -> str:
    if condition.test != "absent":
        values[":c"] = _write(condition.value)
    return {
        "absent": "attribute_not_exists(#c)",
        "equals": "#c = :c",
        "absent or equals": "attribute_not_exists(#c) OR #c = :c",
        "absent or below": "attribute_not_exists(#c) OR #c < :c",
    }[condition.test]


def _update(
    put: Item, add: Mapping[str, int], names: dict[str, str], values: dict[str, Any]
) -> str:
    def terms(pairs: Iterable[tuple[str, Value]], letter: str, glue: str) -> str:
        parts = []
        for number, (name, value) in enumerate(pairs):
            names[f"#{letter}{number}"] = name
            values[f":{letter}{number}"] = _write(value)
            parts.append(f"#{letter}{number}{glue}:{letter}{number}")
        return ", ".join(parts)

    sets, adds = terms(put.items(), "s", " = "), terms(add.items(), "a", " ")
    return " ".join(part for part in (sets and f"SET {sets}", adds and f"ADD {adds}") if part)
