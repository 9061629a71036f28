"""The local server: the whole blog on this machine, fed from a source tree."""

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm
from watchdog.observers import Observer

from handler.cli.local.application import DESK, LocalApplication
from handler.cli.local.blog import LocalBlog
from handler.cli.local.desk import LocalDesk
from handler.cli.local.listening import listen, make_local_server
from handler.cli.local.notices import Notices
from handler.cli.local.publication import Publication
from handler.cli.local.stores import Stores, aws_stores, memory_stores
from handler.cli.local.theme import Theme
from handler.cli.local.watching import Watcher
from handler.cli.reporting.reports import links_of
from handler.cli.trees import folder_of, site_of
from handler.core.jekyll.results import Preview
from handler.fingerprints import STATIC, TEMPLATES
from handler.settings import Settings, read_settings
from handler.web.app import create_app
from handler.wiring import Services

_TICK_SECONDS = 5.0
_DEADLINE_FACTOR = "20"
"""An author whose machine is busy had rather wait than see an error."""


def serve(root: Path, port: int, preview: Preview, *, aws: bool = False) -> None:
    """Serve a source tree until interrupted or terminated."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        with listen(port) as listener, _stores(aws) as stores:
            _serve(root, listener, stores, preview)
    except KeyboardInterrupt:
        pass
    click.echo("Stopped.")


def _serve(root: Path, listener: socket.socket, stores: Stores, preview: Preview) -> None:
    port = listener.getsockname()[1]
    settings, notices = _settings(port), Notices()
    services = partial(Services, bucket=stores.bucket, table=stores.table, preview=preview)
    theme = Theme(lambda: services(settings))
    folder = folder_of(root, site_of(root))
    publication = Publication(root, folder, theme.services, stores.hold)
    blog = LocalBlog(
        root, theme.services, publication, notices, lambda work: _said_behind(blog, work)
    )
    web = create_app(theme.services, LocalDesk(root, port, theme.services, blog)).wsgi_app
    parts = (stores.find_file, blog.look_for, publication.moves.leads)
    with make_local_server(listener, LocalApplication(web, notices, *parts)) as server:
        files, themes = (
            Watcher(root, folder),
            Watcher(TEMPLATES.parent, TEMPLATES.parent, _is_themes),
        )
        _observe([(files, root), (themes, TEMPLATES), (themes, STATIC)])
        blog.begin()
        address = links_of(theme.services()).absolute("/")
        click.echo(f"Serving {root} at {address} (Ctrl-C stops)")
        click.echo(f"Write at http://127.0.0.1:{port}{DESK}")
        _said_behind(blog, blog.complete)
        _start(lambda: _again_and_again(blog, lambda: _follow(files, blog)))
        _start(lambda: _again_and_again(blog, lambda: _follow_theme(themes, theme, blog, notices)))
        _start(lambda: _again_and_again(blog, lambda: _tick(blog)))
        try:
            server.serve_forever()
        finally:
            blog.stop()


def _stores(aws: bool) -> contextlib.AbstractContextManager[Stores]:
    return aws_stores() if aws else contextlib.nullcontext(memory_stores())


def _settings(port: int) -> Settings:
    own = {
        "COLDPRESS_BUCKET": "local",
        "COLDPRESS_TABLE": "local",
        "COLDPRESS_URL": f"http://127.0.0.1:{port}",
        "COLDPRESS_REMEMBERED_SECONDS": "0",
        "COLDPRESS_DEADLINE_FACTOR": _DEADLINE_FACTOR,
        "COLDPRESS_LIVE_RELOAD": "1",
    }
    return read_settings({**os.environ, **own})


def _is_themes(key: str) -> bool:
    return key.startswith(("templates/", "static/")) and not key.endswith(("~", ".swp"))


def _observe(watched: list[tuple[Watcher, Path]]) -> None:
    observer = Observer()
    for watcher, folder in watched:
        observer.schedule(watcher, str(folder), recursive=True)
    observer.start()


def _follow(watcher: Watcher, blog: LocalBlog) -> None:
    if keys := watcher.next_batch():
        blog.publish(keys)


def _follow_theme(watcher: Watcher, theme: Theme, blog: LocalBlog, notices: Notices) -> None:
    if watcher.next_batch():
        problems = theme.renew()
        blog.telling.note("templates", problems)
        notices.change(forced=not problems)


def _tick(blog: LocalBlog) -> None:
    threading.Event().wait(_TICK_SECONDS)
    blog.tick()


def _said(blog: LocalBlog, work: Callable[[], object]) -> None:
    """Do something; what fails is said and does not end the session."""
    try:
        work()
    except Exception as error:
        if blog.is_over:
            return  # What it needed is gone.
        with tqdm.external_write_mode():
            click.secho(f"{type(error).__name__}: {error}", fg="red", err=True)


def _said_behind(blog: LocalBlog, work: Callable[[], object]) -> None:
    _start(lambda: _said(blog, work))


def _start(work: Callable[[], object]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _again_and_again(blog: LocalBlog, work: Callable[[], object]) -> None:
    while not blog.is_over:
        _said(blog, work)
