"""The local server: the whole blog on an embedded S3 and DynamoDB, fed from a source tree."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from watchdog.observers import Observer

from handler.cli.links import with_warnings
from handler.cli.local.embedded_aws import BUCKET, TABLE, create_stores, embedded_aws
from handler.cli.local.events import s3_event
from handler.cli.local.listening import Changes, listen, make_local_server
from handler.cli.local.watching import Watcher
from handler.cli.progress import publish_all, reconcile
from handler.cli.reports import links_of, print_outcome, print_problems
from handler.cli.trees import content_files, newest_first, upload

_WORKERS = 4
_TICK_SECONDS = 5.0
_STOPPING_SECONDS = 5.0
_DEADLINE_FACTOR = "20"
"""An author whose machine is busy had rather wait than see an error."""


class LocalBlog:
    """Carries changes of a source tree into the embedded bucket and publishes them."""

    def __init__(self, root: Path) -> None:
        from handler import entry

        self._root = root
        self._entry = entry
        self._services = entry.services()
        self.stopped = threading.Event()

    def publish_newest(self) -> list[str]:
        """Upload and publish what the first page shows, and say what is left."""
        first, left = newest_first(list(content_files(self._root)))
        publish_all(first, self._carry, _WORKERS)
        return left

    def publish_rest(self, keys: Sequence[str]) -> None:
        """Upload and publish what is left of the tree, and bring all into the search index."""
        publish_all(keys, self._carry_unless_stopped, _WORKERS)
        if not self.stopped.is_set():
            reconcile(self._services)
            self.tick()

    def publish(self, keys: Iterable[str]) -> None:
        """Bring the bucket, and then readers, up to date with files that changed."""
        changed = sorted(self._below(keys))
        for key in changed:
            self._carry(key)
        self._services.ticker.tick()
        links = links_of(self._services)
        outcomes = [self._services.publisher.publish(key) for key in changed]
        for outcome in with_warnings(self._services, outcomes):
            print_outcome(outcome, links)

    def _below(self, keys: Iterable[str]) -> set[str]:
        """The keys themselves; in place of a folder all that is, or was, below it."""
        found = set(keys)
        for folder in [key for key in found if key.endswith("/")]:
            found.discard(folder)
            found |= {info.key for info in self._services.bucket.objects(prefix=folder)}
            found |= {key for key in content_files(self._root) if key.startswith(folder)}
        return found

    def _carry_unless_stopped(self, key: str) -> None:
        if not self.stopped.is_set():
            self._carry(key)

    def _carry(self, key: str) -> None:
        """Do to the bucket what was done to a file, and hand on the event that S3 sends."""
        try:
            upload(self._services.bucket, key, self._root / key)
            event = s3_event(BUCKET, key, name="ObjectCreated:Put")
        except (FileNotFoundError, IsADirectoryError):
            self._services.bucket.delete(key)
            event = s3_event(BUCKET, key, name="ObjectRemoved:Delete")
        self._entry.on_content_change(event, None)

    def report_all(self) -> None:
        """Print how many files are in which state, and every problem."""
        from handler.services.status import overview

        report = overview(self._services.table)
        counted = ", ".join(f"{n} {state}" for state, n in sorted(report.counts.items()))
        for source in report.troubled:
            print_problems(source.problems)
        click.echo(f"Posts and pages: {counted or 'none'}.")

    def report_place(self, left: int = 0) -> None:
        """Print where to look, and how many files are not there yet."""
        address = links_of(self._services).absolute("/")
        more = f"; {left} files follow" if left else ""
        click.echo(f"Serving {self._root} at {address} (Ctrl-C stops){more}")

    def tick(self) -> None:
        """Publish what falls due."""
        self._services.ticker.tick()


def serve(root: Path, port: int) -> None:
    """Serve a source tree until interrupted or terminated."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        with listen(port) as listener, embedded_aws() as aws:
            _configure(aws, port)
            from handler.entry import app, services

            create_stores(services().settings)
            blog, changes = LocalBlog(root), Changes(app.wsgi_app)
            watcher = Watcher(root)
            with make_local_server(listener, changes) as server:
                _observe(watcher, root)
                left = blog.publish_newest()
                if not left:
                    _finish(blog, left, changes)
                blog.report_place(len(left))
                ticking = threading.Thread(target=_keep_up, args=(blog, left, changes), daemon=True)
                ticking.start()
                _in_background(lambda: _follow(watcher, blog, changes))
                try:
                    server.serve_forever()
                finally:
                    blog.stopped.set()
                    ticking.join(_STOPPING_SECONDS)
    except KeyboardInterrupt:
        pass
    click.echo("Stopped.")


def _configure(aws: dict[str, str], port: int) -> None:
    os.environ.update(
        aws,
        COLDPRESS_BUCKET=BUCKET,
        COLDPRESS_TABLE=TABLE,
        COLDPRESS_URL=f"http://127.0.0.1:{port}",
        COLDPRESS_REMEMBERED_SECONDS="0",
        COLDPRESS_DEADLINE_FACTOR=_DEADLINE_FACTOR,
        COLDPRESS_LIVE_RELOAD="1",
    )


def _observe(watcher: Watcher, root: Path) -> None:
    observer = Observer()
    observer.schedule(watcher, str(root), recursive=True)
    observer.start()


def _finish(blog: LocalBlog, left: Sequence[str], changes: Changes) -> None:
    blog.publish_rest(left)
    if not blog.stopped.is_set():
        blog.report_all()
        changes.invalidate()


def _keep_up(blog: LocalBlog, left: Sequence[str], changes: Changes) -> None:
    """Publish what is left, and then what falls due, until the blog is stopped."""
    if left:
        _attempt(lambda: _finish(blog, left, changes))
    while not blog.stopped.wait(_TICK_SECONDS):
        _attempt(blog.tick)


def _follow(watcher: Watcher, blog: LocalBlog, changes: Changes) -> None:
    if keys := watcher.next_batch():
        blog.publish(keys)
        changes.invalidate()


def _in_background(work: Callable[[], None]) -> None:
    """Do something again and again."""

    def loop() -> None:
        while True:
            _attempt(work)

    threading.Thread(target=loop, daemon=True).start()


def _attempt(work: Callable[[], None]) -> None:
    """What fails once is said and does not end the session."""
    try:
        work()
    except Exception as error:
        click.secho(f"{type(error).__name__}: {error}", fg="red", err=True)
