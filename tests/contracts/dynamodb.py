"""What DynamoDB answers to the requests that `DynamoTable` makes, of a table in memory.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any, Literal

from handler.core.model.writes import (
    Condition,
    Delete,
    Item,
    Key,
    Put,
    Update,
    Value,
    Write,
    size_of,
)
from handler.memory.table import MemoryTable
from handler.services.ports import Conflict

Response = tuple[int, dict[str, Any]]
Rows = list[tuple[Key, Item]]
_PAGE_BYTES, _BATCH_BYTES = 1_000_000, 16_000_000
_Test = Literal["absent", "equals", "absent or equals", "absent or below"]
_TESTS: dict[str, _Test] = {
    "attribute_not_exists(#c)": "absent",
    "#c = :c": "equals",
    "attribute_not_exists(#c) OR #c = :c": "absent or equals",
    "attribute_not_exists(#c) OR #c < :c": "absent or below",
}
_BOUNDS = {
    "pk = :pk": "",
    "pk = :pk AND sk > :sk": "after",
    "pk = :pk AND sk < :sk": "before",
    "pk = :pk AND begins_with(sk, :sk)": "prefix",
}


def respond(table: MemoryTable, operation: str, request: dict[str, Any]) -> Response:
    """A status and what the body says."""
    match operation:
        case "BatchGetItem":
            return 200, _batch(table, request["RequestItems"])
        case "Query":
            return 200, _page(_query(table, request), request)
        case "Scan":
            return 200, _page(list(table.scan()), request)
        case "TransactWriteItems":
            actions = request["TransactItems"]
            return _transact(
                table, [_write(*each) for action in actions for each in action.items()]
            )
        case "PutItem" | "DeleteItem" | "UpdateItem":
            return _write_one(table, _write(operation.removesuffix("Item"), request))
    raise NotImplementedError(operation)


def _batch(table: MemoryTable, wanted: Mapping[str, Any]) -> dict[str, Any]:
    ((name, asked),) = wanted.items()
    found = table.get([_key(raw) for raw in asked["Keys"]])
    given = dict(_within(found.items(), _BATCH_BYTES))
    missed = [_named(key) for key in found if key not in given]
    left = {name: {**asked, "Keys": missed}} if missed else {}
    return {"Responses": {name: _items(given.items())}, "UnprocessedKeys": left}


def _page(rows: Rows, request: Mapping[str, Any]) -> dict[str, Any]:
    """What comes after the key that is named, as far as one answer goes."""
    if "ExclusiveStartKey" in request:
        place = [key for key, _ in rows].index(_key(request["ExclusiveStartKey"]))
        rows = rows[place + 1 :]
    given = _within(rows, _PAGE_BYTES)
    more = {"LastEvaluatedKey": _named(given[-1][0])} if len(given) < len(rows) else {}
    return {"Items": _items(given), **more}


def _within(rows: Iterable[tuple[Key, Item]], most: int) -> Rows:
    sizes = accumulate(size_of(Put(key, item)) for key, item in rows)
    return [row for row, size in zip(rows, sizes, strict=True) if size <= most]


def _query(table: MemoryTable, request: Mapping[str, Any]) -> Rows:
    values = _values(request)
    pk = str(values[":pk"])
    bound = _BOUNDS[request["KeyConditionExpression"]]
    bounds: Any = {bound: values[":sk"]} if bound else {}
    newest_first = not request["ScanIndexForward"]
    rows = table.query(pk, limit=request.get("Limit"), newest_first=newest_first, **bounds)
    return [(Key(pk, sk), item) for sk, item in rows]


def _transact(table: MemoryTable, writes: list[Write]) -> Response:
    try:
        table.transact(writes)
    except ValueError as error:
        return _error("ValidationException", str(error))
    except Conflict as conflict:
        failed = (write.key in conflict.keys for write in writes)
        reasons = [{"Code": "ConditionalCheckFailed" if each else "None"} for each in failed]
        status, body = _error("TransactionCanceledException", "")
        return status, {**body, "CancellationReasons": reasons}
    return 200, {}


def _write_one(table: MemoryTable, write: Write) -> Response:
    try:
        table.write(write)
    except Conflict:
        return _error("ConditionalCheckFailedException", "")
    return 200, {}


def _error(code: str, message: str) -> Response:
    return 400, {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": message}


def _write(kind: str, arguments: Mapping[str, Any]) -> Write:
    names, values = arguments.get("ExpressionAttributeNames", {}), _values(arguments)
    expression = arguments.get("ConditionExpression")
    test = _TESTS[expression] if expression else None
    condition = Condition(names["#c"], test, values.get(":c", "")) if test else None
    if kind == "Put":
        item = {name: _read(value) for name, value in arguments["Item"].items()}
        return Put(Key(str(item.pop("pk")), str(item.pop("sk"))), item, condition)
    key = _key(arguments["Key"])
    if kind == "Delete":
        return Delete(key, condition)
    text = arguments["UpdateExpression"]
    put = {names[name]: values[value] for name, value in re.findall(r"(#\w+) = (:\w+)", text)}
    add = {names[name]: int(values[value]) for name, value in re.findall(r"(#\w+) (:\w+)", text)}
    return Update(key, put, add, condition)


def _values(arguments: Mapping[str, Any]) -> dict[str, Value]:
    values = arguments.get("ExpressionAttributeValues", {})
    return {name: _read(value) for name, value in values.items()}


def _key(raw: Mapping[str, Any]) -> Key:
    return Key(raw["pk"]["S"], raw["sk"]["S"])


def _named(key: Key) -> dict[str, Any]:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def _items(rows: Iterable[tuple[Key, Item]]) -> list[dict[str, Any]]:
    return [
        {name: _shown(value) for name, value in {"pk": key.pk, "sk": key.sk, **item}.items()}
        for key, item in rows
    ]


def _read(raw: Mapping[str, str]) -> Value:
    ((kind, content),) = raw.items()
    return int(content) if kind == "N" else b64decode(content) if kind == "B" else content


def _shown(value: Value) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"B": b64encode(value).decode()}
    return {"N": str(value)} if isinstance(value, int) else {"S": value}
