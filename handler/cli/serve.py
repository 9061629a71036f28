"""The local server: the whole blog on an embedded S3 and DynamoDB, fed from a source tree."""

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from werkzeug.serving import make_server

from handler.cli.events import s3_event
from handler.cli.local import BUCKET, TABLE, create_stores, embedded_aws
from handler.cli.reports import print_problems, state_line
from handler.cli.trees import content_files, upload
from handler.core.keys import classify

_SETTLE_SECONDS = 0.05
_TICK_SECONDS = 5.0
_CHANGES = "/_coldpress/changes"
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Changes:
    """Tells open pages that something was published, over server-sent events."""

    def __init__(self, app: Callable[[dict[str, Any], StartResponse], Iterable[bytes]]) -> None:
        self._app = app
        self._listeners: set[queue.Queue[None]] = set()

    def announce(self) -> None:
        """Make every open page load anew."""
        for listener in list(self._listeners):
            listener.put(None)

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        """The application, with the stream of changes beside it."""
        if environ["PATH_INFO"] != _CHANGES:
            return self._app(environ, start)
        headers = [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")]
        start("200 OK", headers)
        return self._stream()

    def _stream(self) -> Iterator[bytes]:
        listener: queue.Queue[None] = queue.Queue()
        self._listeners.add(listener)
        try:
            yield b": hello\n\n"
            while True:
                try:
                    listener.get(timeout=15)
                    yield b"data: changed\n\n"
                except queue.Empty:
                    yield b": still here\n\n"
        finally:
            self._listeners.discard(listener)


class Watcher(FileSystemEventHandler):
    """Collects the keys of files that change below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.changed: queue.Queue[str] = queue.Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Remember each file that an event names."""
        if event.is_directory or event.event_type in {"opened", "closed_no_write"}:
            return
        for name in (event.src_path, event.dest_path):
            path = Path(os.fsdecode(name))
            if name and path.is_relative_to(self._root):
                self.changed.put(path.relative_to(self._root).as_posix())

    def next_batch(self) -> set[str]:
        """Wait for changes, then for the moment they stop."""
        keys = {self.changed.get()}
        while True:
            try:
                keys.add(self.changed.get(timeout=_SETTLE_SECONDS))
            except queue.Empty:
                return {key for key in keys if classify(key) != "ignored"}


class LocalBlog:
    """Carries changes of a source tree into the embedded bucket and publishes them."""

    def __init__(self, root: Path) -> None:
        from handler import entry

        self._root = root
        self._entry = entry
        self._services = entry.services()

    def publish_all(self) -> None:
        """Upload and publish the whole tree, configuration and includes first."""
        files = content_files(self._root)
        bucket = self._services.bucket
        for key, path in files.items():
            upload(bucket, key, path)
        early = [key for key in files if classify(key) in {"config", "data", "include"}]
        late = [key for key in files if key not in set(early)]
        with tqdm(total=len(files), desc="Publishing", unit="file", leave=False) as bar:
            for keys, workers in ((early, 1), (late, 4)):
                with ThreadPoolExecutor(workers) as pool:
                    for _ in pool.map(self._created, keys):
                        bar.update()

    def _created(self, key: str) -> None:
        self._entry.on_content_change(s3_event(BUCKET, key, name="ObjectCreated:Put"), None)

    def publish(self, keys: Iterable[str]) -> None:
        """Bring the bucket, and then readers, up to date with files that changed."""
        for key in sorted(keys):
            path = self._root / key
            if path.is_file():
                upload(self._services.bucket, key, path)
                self._created(key)
            else:
                self._services.bucket.delete(key)
                event = s3_event(BUCKET, key, name="ObjectRemoved:Delete")
                self._entry.on_content_change(event, None)
            self.report(key)
        self._services.ticker.tick()

    def report(self, key: str) -> None:
        """Print what became of a key."""
        outcome = self._services.publisher.publish(key)
        click.echo(state_line(key, outcome.state, outcome.path))
        print_problems(outcome.problems)

    def report_all(self) -> None:
        """Print how many files are in which state, and every problem."""
        from handler.services.status import overview

        report = overview(self._services.table)
        counted = ", ".join(f"{n} {state}" for state, n in sorted(report.counts.items()))
        click.echo(f"Posts and pages: {counted or 'none'}.")
        for source in report.troubled:
            print_problems(source.problems)

    def tick_for_ever(self, stop: threading.Event) -> None:
        """Publish what falls due."""
        while not stop.wait(_TICK_SECONDS):
            self._services.ticker.tick()


def serve(root: Path, port: int) -> None:
    """Serve a source tree until interrupted."""
    with embedded_aws():
        os.environ.update(
            COLDPRESS_BUCKET=BUCKET,
            COLDPRESS_TABLE=TABLE,
            COLDPRESS_URL=f"http://127.0.0.1:{port}",
            COLDPRESS_REMEMBERED_SECONDS="0",
            COLDPRESS_LIVE_RELOAD="1",
        )
        from handler.entry import app, services

        create_stores(services().settings)
        blog = LocalBlog(root)
        changes = Changes(app.wsgi_app)
        server = make_server("127.0.0.1", port, changes, threaded=True)
        blog.publish_all()
        blog.report_all()
        click.echo(f"Serving {root} at http://127.0.0.1:{port} (Ctrl-C stops)")
        _run(root, blog, changes, server.serve_forever)


def _run(root: Path, blog: LocalBlog, changes: Changes, serve_forever: Callable[[], None]) -> None:
    watcher, stop = Watcher(root), threading.Event()
    observer = Observer()
    observer.schedule(watcher, str(root), recursive=True)
    observer.start()

    def follow() -> None:
        while True:
            if keys := watcher.next_batch():
                blog.publish(keys)
                changes.announce()

    for work in (follow, lambda: blog.tick_for_ever(stop)):
        threading.Thread(target=work, daemon=True).start()
    try:
        serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        stop.set()
        observer.stop()
