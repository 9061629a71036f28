"""What every table does, in memory and in DynamoDB alike, and behind the AWS of `tests/faults`."""

from collections.abc import Sequence

import pytest
from botocore.exceptions import ClientError

from handler.aws.table import DynamoTable
from handler.core.model.writes import Condition, Delete, Item, Key, Put, Update, Value, Write
from handler.memory.table import MemoryTable
from handler.services.ports import Conflict, Table
from tests.contracts.servers import MOTO, client

A, B, C = Key("letter", "a"), Key("letter", "b"), Key("letter", "c")


@pytest.fixture(params=["memory", "faulty", MOTO])
def table(request: pytest.FixtureRequest) -> Table:
    """An empty table of each kind."""
    if request.param == "memory":
        return MemoryTable()
    if request.param == "faulty":
        aws = request.getfixturevalue("faulty")
        aws.table = MemoryTable()
        return DynamoTable(lambda: client("dynamodb", aws.endpoint), "table")
    found: Table = request.getfixturevalue("moto_table")
    for key, _ in list(found.scan()):
        found.write(Delete(key))
    return found


def fill(table: Table, *sort_keys: str, pk: str = "letter") -> None:
    """Store an item that names itself under each sort key."""
    for sort_key in sort_keys:
        table.write(Put(Key(pk, sort_key), {"name": sort_key}))


def named(*sort_keys: str) -> list[tuple[str, Item]]:
    """The rows that `fill` stored."""
    return [(sort_key, {"name": sort_key}) for sort_key in sort_keys]


def keys_of(rows: Sequence[tuple[str, Item]]) -> list[str]:
    return [sort_key for sort_key, _ in rows]


def test_items_are_found_and_missing_ones_left_out(table: Table) -> None:
    fill(table, "a", "c")
    assert table.get([A, B, C]) == {A: {"name": "a"}, C: {"name": "c"}}


def test_nothing_asked_is_nothing_found(table: Table) -> None:
    assert table.get([]) == {}


def test_a_key_asked_twice_is_found_once(table: Table) -> None:
    fill(table, "a")
    assert table.get([A, A]) == {A: {"name": "a"}}


def test_more_than_100_keys_can_be_asked_at_once(table: Table) -> None:
    keys = [Key("number", f"{n:03}") for n in range(250)]
    for start in range(0, 250, 100):
        table.transact([Put(key, {"n": 1}) for key in keys[start : start + 100]])
    assert table.get(keys) == {key: {"n": 1} for key in keys}


@pytest.mark.parametrize(
    "value",
    ["", "text", "가나다 é 🙂\n\0", 0, -1, 2**53, 10**30, b"", bytes(range(256)), "x" * 100_000],
    ids=lambda value: f"{type(value).__name__}-{str(value)[:8]!r}",
)
def test_a_value_of_each_type_comes_back_as_it_was(table: Table, value: Value) -> None:
    table.write(Put(A, {"value": value}))
    assert table.get([A]) == {A: {"value": value}}


def test_names_that_dynamodb_reserves_can_be_used(table: Table) -> None:
    table.write(Put(A, {"name": "n", "count": 1, "type": "t", "a-b": "hyphen"}))
    table.write(
        Update(A, {"name": "m", "a-b": "other"}, {"count": 1}, Condition("type", "equals", "t"))
    )
    assert table.get([A]) == {A: {"name": "m", "count": 2, "type": "t", "a-b": "other"}}


def test_an_item_without_attributes_exists(table: Table) -> None:
    table.write(Put(A, {}))
    assert table.get([A]) == {A: {}}


def test_a_put_replaces_the_whole_item(table: Table) -> None:
    table.write(Put(A, {"old": 1, "both": 1}))
    table.write(Put(A, {"both": 2}))
    assert table.get([A]) == {A: {"both": 2}}


def test_an_item_that_changes_after_it_was_read_does_not_change_what_was_read(table: Table) -> None:
    fill(table, "a")
    before = table.get([A])
    table.write(Update(A, {"name": "other"}))
    assert before == {A: {"name": "a"}}


def test_deleting_what_is_not_there_does_nothing(table: Table) -> None:
    table.write(Delete(A))
    table.write(Put(A, {"n": 1}))
    table.write(Delete(A))
    table.write(Delete(A))
    assert table.get([A]) == {}
    assert table.query("letter") == []


def test_an_update_sets_and_adds_and_keeps_the_rest(table: Table) -> None:
    table.write(Put(A, {"kept": "k", "set": "old", "n": 5}))
    table.write(Update(A, {"set": "new"}, {"n": -2, "m": 3}))
    assert table.get([A]) == {A: {"kept": "k", "set": "new", "n": 3, "m": 3}}


def test_an_update_creates_the_item_it_does_not_find(table: Table) -> None:
    table.write(Update(A, add={"n": 1}))
    table.write(Update(B, {"set": b"1"}))
    assert table.get([A, B]) == {A: {"n": 1}, B: {"set": b"1"}}


CONDITIONS: list[tuple[Condition, Item | None, bool]] = [
    (Condition("n", "absent"), None, True),
    (Condition("n", "absent"), {"other": 1}, True),
    (Condition("n", "absent"), {"n": 0}, False),
    (Condition("n", "equals", 1), None, False),
    (Condition("n", "equals", 1), {"other": 1}, False),
    (Condition("n", "equals", 1), {"n": 1}, True),
    (Condition("n", "equals", 1), {"n": 2}, False),
    (Condition("n", "equals", 1), {"n": "1"}, False),
    (Condition("n", "equals", "가"), {"n": "가"}, True),
    (Condition("n", "equals", b"1"), {"n": b"1"}, True),
    (Condition("n", "absent or equals", "a"), None, True),
    (Condition("n", "absent or equals", "a"), {"other": "a"}, True),
    (Condition("n", "absent or equals", "a"), {"n": "a"}, True),
    (Condition("n", "absent or equals", "a"), {"n": "b"}, False),
    (Condition("n", "absent or below", 5), None, True),
    (Condition("n", "absent or below", 5), {"other": 9}, True),
    (Condition("n", "absent or below", 5), {"n": 4}, True),
    (Condition("n", "absent or below", 5), {"n": 5}, False),
    (Condition("n", "absent or below", 10), {"n": 9}, True),
]


@pytest.mark.parametrize(("condition", "stored", "holds"), CONDITIONS)
def test_a_write_happens_if_its_condition_holds(
    table: Table, condition: Condition, stored: Item | None, holds: bool
) -> None:
    if stored is not None:
        table.write(Put(A, stored))
    assert attempt(table, [Put(A, {"written": 1}, condition)]) == (None if holds else {A})
    assert table.get([A]) == ({A: {"written": 1}} if holds else {A: stored} if stored else {})


def attempt(table: Table, writes: list[Write]) -> frozenset[Key] | None:
    """The keys on which a transaction failed; None if it did not."""
    try:
        table.transact(writes)
    except Conflict as conflict:
        return conflict.keys
    return None


_IF_B = Condition("name", "equals", "b")


@pytest.mark.parametrize(
    "write",
    [Put(A, {}, _IF_B), Delete(A, _IF_B), Update(A, {"n": 2}, condition=_IF_B)],
)
def test_a_single_write_whose_condition_fails_names_its_key(table: Table, write: Write) -> None:
    fill(table, "a")
    with pytest.raises(Conflict) as raised:
        table.write(write)
    assert raised.value.keys == {A}
    assert table.get([A]) == {A: {"name": "a"}}


def test_a_transaction_does_all_its_writes(table: Table) -> None:
    fill(table, "a", "b")
    writes: list[Write] = [Delete(A), Update(B, {"name": "B"}, {"n": 1}), Put(C, {"name": "c"})]
    table.transact(writes)
    assert table.query("letter") == [("b", {"name": "B", "n": 1}), ("c", {"name": "c"})]


def test_a_transaction_that_fails_does_nothing_and_names_the_keys_at_fault(table: Table) -> None:
    fill(table, "a", "b")
    before = table.query("letter")
    failed = attempt(
        table,
        [
            Put(A, {"name": "x"}, Condition("name", "absent")),
            Update(B, {"name": "x"}, {"n": 1}, Condition("name", "equals", "b")),
            Put(C, {"name": "x"}),
            Delete(Key("letter", "d"), Condition("name", "equals", "d")),
        ],
    )
    assert failed == frozenset({A, Key("letter", "d")})
    assert table.query("letter") == before


def test_100_writes_fit_into_a_transaction(table: Table) -> None:
    table.transact([Put(Key("number", f"{n:03}"), {"n": n}) for n in range(100)])
    assert table.query("number") == [(f"{n:03}", {"n": n}) for n in range(100)]


def test_a_transaction_of_more_than_100_writes_is_refused_whole(table: Table) -> None:
    with pytest.raises((ValueError, ClientError)):
        table.transact([Put(Key("number", str(n)), {"n": n}) for n in range(101)])
    assert table.query("number") == []


def test_a_transaction_that_names_an_item_twice_is_refused_whole(table: Table) -> None:
    with pytest.raises((ValueError, ClientError)):
        table.transact([Put(B, {}), Put(A, {}), Delete(A)])
    assert table.query("letter") == []


def test_a_partition_is_listed_in_order_of_its_sort_keys(table: Table) -> None:
    fill(table, "b", "a-b", "a/b", "B", "가", "é", "e", "a", "🙂", "10", "9")
    fill(table, "x", pk="other")
    expected = ["10", "9", "B", "a", "a-b", "a/b", "b", "e", "é", "가", "🙂"]
    assert table.query("letter") == named(*sorted(expected, key=lambda key: key.encode()))
    assert table.query("letter", newest_first=True)[::-1] == table.query("letter")


def test_a_partition_without_items_is_empty(table: Table) -> None:
    assert table.query("letter") == []


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({}, "abcde"),
        ({"after": "b"}, "cde"),
        ({"after": "bb"}, "cde"),
        ({"after": ""}, "abcde"),
        ({"after": "e"}, ""),
        ({"before": "d"}, "abc"),
        ({"before": "a"}, ""),
        ({"prefix": "c"}, "c"),
        ({"prefix": ""}, "abcde"),
        ({"prefix": "x"}, ""),
        ({"limit": 2}, "ab"),
        ({"limit": 9}, "abcde"),
        ({"after": "b", "limit": 2}, "cd"),
        ({"newest_first": True}, "edcba"),
        ({"newest_first": True, "limit": 2}, "ed"),
        ({"before": "d", "newest_first": True, "limit": 2}, "cb"),
        ({"before": "d", "limit": 2}, "ab"),
        ({"after": "b", "newest_first": True, "limit": 2}, "ed"),
    ],
)
def test_bounds_limit_and_direction_narrow_a_query(
    table: Table, bounds: dict[str, object], expected: str
) -> None:
    fill(table, *"cebad")
    assert keys_of(table.query("letter", **bounds)) == list(expected)  # type: ignore[arg-type]


def test_a_prefix_finds_all_that_begins_with_it_and_nothing_else(table: Table) -> None:
    fill(table, "c#", "c#c#1", "c#c++#1", "c##1", "c", "C#1", "c#가#2", "d#1")
    found = keys_of(table.query("letter", prefix="c#"))
    assert found == ["c#", "c##1", "c#c#1", "c#c++#1", "c#가#2"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_query_goes_on_beyond_one_megabyte(table: Table, newest_first: bool) -> None:
    large = b"\xff" * 300_000
    for n in range(8):
        table.write(Put(Key("large", str(n)), {"data": large}))
    rows = table.query("large", newest_first=newest_first)
    expected = [(str(n), {"data": large}) for n in range(8)]
    assert rows == (expected[::-1] if newest_first else expected)
    assert keys_of(table.query("large", limit=6, after="0")) == list("123456")


@pytest.mark.slow
def test_more_than_16_megabytes_can_be_asked_at_once(table: Table) -> None:
    large = b"\xff" * 390_000
    keys = [Key("large", str(n)) for n in range(44)]
    for key in keys:
        table.write(Put(key, {"data": large}))
    assert table.get(keys) == {key: {"data": large} for key in keys}


def test_a_scan_gives_every_item_once(table: Table) -> None:
    large = b"\xff" * 300_000
    stored = {Key("large", str(n)): {"data": large} for n in range(5)} | {A: {"n": 1}, B: {}}
    for key, item in stored.items():
        table.write(Put(key, item))
    found = list(table.scan())
    assert dict(found) == stored
    assert len(found) == len(stored)


def test_an_empty_table_scans_to_nothing(table: Table) -> None:
    assert list(table.scan()) == []
