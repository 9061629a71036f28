"""The process that is AWS on this machine: moto's server.

moto copies the whole table for each action of a transaction and sorts it for each query, which
takes seconds from a few hundred posts on, and its tables are not safe under threads. So here it
answers one request at a time, a transaction copies only the items that it names, and a query
looks only at its partition. For each request it lists its own folders and its methods, and for each
value that it answers it works out under which names it may be kept; here it does these once. Its
server logs each request, and sends an answer in two parts; here it sends it in one, and is quiet.
As it starts it reads what botocore says of EC2, which is long, thrice; here once.
"""

import copy
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import botocore.loaders
import botocore.session
from moto import backends
from moto.core import responses
from moto.core.serialize import AttributePickerContext, XFormedAttributePicker
from moto.core.utils import method_names_from_class
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.server import (  # type: ignore[attr-defined]
    DomainDispatcherApplication,
    create_backend_app,
)
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

Application = Callable[..., Any]
_transact = DynamoDBBackend.transact_write_items
_query = Table.query
_keys = XFormedAttributePicker.get_possible_keys


def _transact_copying_little(backend: DynamoDBBackend, actions: list[dict[str, Any]]) -> None:
    arguments = [next(iter(action.values())) for action in actions]
    stored: Any = backend.get_table(arguments[0]["TableName"]).items
    keys = [_key(each.get("Key") or each["Item"]) for each in arguments]
    before = {key: copy.deepcopy(stored.get(key[0], {}).get(key[1])) for key in keys}
    try:
        _transact(backend, actions)
    except Exception:
        for (pk, sk), item in before.items():
            stored[pk].pop(sk, None)
            if item is not None:
                stored[pk][sk] = item
        raise


def _key(item: dict[str, Any]) -> tuple[DynamoType, DynamoType]:
    return DynamoType(item["pk"]), DynamoType(item["sk"])


def _query_of_partition(table: Table, hash_key: DynamoType, *arguments: Any, **named: Any) -> Any:
    narrow: Any = copy.copy(table)
    narrow.items = {hash_key: table.items.get(hash_key, {})}
    return _query(narrow, hash_key, *arguments, **named)


def _possible_keys(picker: XFormedAttributePicker, context: AttributePickerContext) -> Any:
    known = context.shape.__dict__.setdefault("possible_keys", {})
    sort = (type(context.obj), context.key)
    if sort not in known:
        known[sort] = tuple(_keys(picker, context))
    return known[sort]


def _the_same(table: Table, _memo: dict[int, Any]) -> Table:
    return table


def patch_moto() -> None:
    """Make transactions cost what they change, queries what they look at, and requests little."""
    table: Any = Table
    table.__deepcopy__ = _the_same
    table.query = _query_of_partition
    backend: Any = DynamoDBBackend
    backend.transact_write_items = _transact_copying_little
    picker: Any = XFormedAttributePicker
    picker.get_possible_keys = _possible_keys
    services = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: services
    botocore.session.create_loader = cache(botocore.loaders.create_loader)
    response: Any = responses
    response.method_names_from_class = cache(method_names_from_class)


class _Handler(WSGIRequestHandler):
    """A request whose answer is sent at once, which nobody is told of."""

    wbufsize = 1 << 16

    def make_environ(self) -> dict[str, Any]:
        """Let go on who has asked whether to, which comes before this."""
        self.wfile.flush()
        return super().make_environ()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nobody reads it."""


def server_of(app: Application, port: int) -> BaseWSGIServer:
    """What answers at a port of 127.0.0.1, one request after the other."""
    return make_server("127.0.0.1", port, app, threaded=False, request_handler=_Handler)


def end_with(parent: int) -> None:
    """A parent that is killed leaves no process behind."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main(
    port: int, parent: int, around: Callable[[Application], Application] = lambda it: it
) -> None:
    """Answer on 127.0.0.1 until terminated, or until the parent process has ended.

    What is `around` the application hears of each request first.
    """
    threading.Thread(target=end_with, args=[parent], daemon=True).start()
    patch_moto()
    app = around(DomainDispatcherApplication(create_backend_app))
    server = server_of(app, port)
    # It takes a second to import; whoever waits for this to listen can go on meanwhile.
    from handler.cli.local.embedded.stacks import patch_cloudformation

    patch_cloudformation()
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else os.getppid())
