"""A blog in memory behind the real application, templates and static files."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar
from urllib.parse import unquote_to_bytes

from werkzeug.test import TestResponse

from handler.fingerprints import static_files
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Outcome, Sandbox, Unavailable
from handler.settings import Settings
from handler.web.app import create_app
from tests.services.blog import StoppedClock
from tests.support.one_thread import at_once
from tests.support.open_sandbox import OpenSandbox
from tests.support.themed import ThemedServices

T = TypeVar("T")
DOWN = Unavailable("table: timed out")


class UnhurriedServices(ThemedServices):
    """Services that wait for the table as long as it takes: a busy machine changes nothing."""

    def start(self, call: Callable[[], T]) -> Future[T]:
        """See `Services.start`."""
        return at_once(call)


class Blog:
    """One blog and one process that serves it, in which its texts are computed as well.

    `calls` counts calls of its ports; the failures are what every call of table or bucket raises.
    """

    def __init__(
        self,
        *,
        config: str = "title: Test blog\npermalink: pretty",
        remembered_seconds: float = 0,
        s_maxage: int = 60,
        url: str = "https://blog.test",
        sandbox: Sandbox | None = None,
    ) -> None:
        self.calls: Counter[str] = Counter()
        self.table_failure: Exception | None = None
        self.bucket_failure: Exception | None = None
        self.clock = StoppedClock()
        self.bucket = MemoryBucket(self._on_bucket_call)
        self.table = MemoryTable(self._on_table_call)
        self.services = UnhurriedServices(
            Settings("bucket", "table", url, remembered_seconds, s_maxage),
            bucket=self.bucket,
            table=self.table,
            clock=self.clock,
            sandbox=sandbox or OpenSandbox(),
        )
        self.app = create_app(lambda: self.services)
        self.put("_config.yml", config)

    def _on_bucket_call(self, call: str) -> None:
        self.calls[call] += 1
        if self.bucket_failure:
            raise self.bucket_failure

    def _on_table_call(self, call: str) -> None:
        self.calls[f"table {call}"] += 1
        if self.table_failure:
            raise self.table_failure

    def put(self, key: str, content: str | bytes, content_type: str = "text/markdown") -> Outcome:
        """Upload a file and publish it."""
        data = content.encode() if isinstance(content, str) else content
        self.bucket.put(key, data, content_type)
        return self.services.publisher.publish(key)

    def post(self, key: str, body: str = "Text.", **fields: object) -> str:
        """Publish a post below `_posts` and return its path."""
        matter = "".join(f"{name}: {value}\n" for name, value in fields.items())
        return self.put(f"_posts/{key}", f"---\n{matter}---\n{body}\n").path

    def page_items(self) -> set[str]:
        """The keys under which rendered pages are kept."""
        return {key.pk for key, _ in self.table.scan() if key.pk.startswith("page#")}

    def get(
        self, path: str, method: str = "GET", *, stage: str = "", query: str = "", **headers: str
    ) -> TestResponse:
        """The answer to a request for an escaped path, as a server hands it to the application."""
        return self.app.test_client().open(
            method=method,
            query_string=query,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            environ_overrides={
                "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
                "SCRIPT_NAME": stage,
            },
        )


def static_address(name: str) -> str:
    """The address of one of the theme's files in this build."""
    return f"/static/{static_files()[name]}"
