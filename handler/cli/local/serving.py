"""The local server: the whole blog on an embedded S3 and DynamoDB, fed from a source tree."""

import os
import signal
import threading
from collections.abc import Callable, Iterable
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
from handler.cli.trees import (
    all_files,
    content_files,
    folder_of,
    is_content,
    site_of,
    unusable_files,
    upload,
    why_not,
)
from handler.core.model.keys import classify, key_problem
from handler.services.records import CONFIG

_WORKERS = 4
_TICK_SECONDS = 5.0
_DEADLINE_FACTOR = "20"
"""An author whose machine is busy had rather wait than see an error."""


class LocalBlog:
    """Carries changes of a source tree into the embedded bucket and publishes them."""

    def __init__(self, root: Path) -> None:
        from handler import entry

        self._root = root
        self._folder = folder_of(root, site_of(root))
        self._entry = entry
        self._services = entry.services()

    def publish_all(self) -> None:
        """Upload and publish the whole tree, and bring it into the search index."""
        publish_all(list(content_files(self._root)), self._carry, _WORKERS)
        reconcile(self._services)
        self.tick()

    def publish(self, keys: Iterable[str]) -> None:
        """Bring the bucket, and then readers, up to date with files that changed."""
        named = sorted(self._below(keys))
        problems = {key: why_not(key, self._file(key)) for key in named}
        print_problems(problem for problem in problems.values() if problem)
        changed = [key for key in named if not problems[key]]
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
            found |= {key for key in all_files(self._root) if key.startswith(folder)}
            if not key_problem(folder):
                found |= {info.key for info in self._services.bucket.objects(prefix=folder)}
        if CONFIG in found:  # Which may make content of what was none.
            found |= {key for key in content_files(self._root) if classify(key) == "special"}
        site = site_of(self._root)
        return {key for key in found if is_content(key, site)}

    def _file(self, key: str) -> Path:
        return (self._root if key == CONFIG else self._folder) / key

    def _carry(self, key: str) -> None:
        """Do to the bucket what was done to a file, and hand on the event that S3 sends."""
        try:
            upload(self._services.bucket, key, self._file(key))
            event = s3_event(BUCKET, key, name="ObjectCreated:Put")
        except (FileNotFoundError, IsADirectoryError):
            self._services.bucket.delete(key)
            event = s3_event(BUCKET, key, name="ObjectRemoved:Delete")
        self._entry.on_content_change(event, None)

    def report_all(self) -> None:
        """Print how many files are in which state, every problem, and where to look."""
        from handler.services.status import overview

        report = overview(self._services.table)
        counted = ", ".join(f"{n} {state}" for state, n in sorted(report.counts.items()))
        for outcome in unusable_files(self._root):
            print_problems(outcome.problems)
        for source in report.troubled:
            print_problems(source.problems)
        click.echo(f"Posts and pages: {counted or 'none'}.")
        address = links_of(self._services).absolute("/")
        click.echo(f"Serving {self._root} at {address} (Ctrl-C stops)")

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
            watcher = Watcher(root, folder_of(root, site_of(root)))
            with make_local_server(listener, changes) as server:
                _observe(watcher, root)
                blog.publish_all()
                blog.report_all()
                _in_background(lambda: _follow(watcher, blog, changes))
                _in_background(lambda: _tick(blog))
                server.serve_forever()
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


def _follow(watcher: Watcher, blog: LocalBlog, changes: Changes) -> None:
    if keys := watcher.next_batch():
        blog.publish(keys)
        changes.invalidate()


def _tick(blog: LocalBlog) -> None:
    threading.Event().wait(_TICK_SECONDS)
    blog.tick()


def _in_background(work: Callable[[], None]) -> None:
    """Do something again and again; what fails once is said and does not end the session."""

    def loop() -> None:
        while True:
            try:
                work()
            except Exception as error:
                click.secho(f"{type(error).__name__}: {error}", fg="red", err=True)

    threading.Thread(target=loop, daemon=True).start()
