"""Small builders of the core's data for tests."""

from dataclasses import replace
from datetime import UTC, datetime

from handler.core.model.entries import Entry, Kind, State
from handler.core.model.sources import Asset, Publication, Source

DATE = datetime(2017, 12, 27, 18, 58, 38, tzinfo=UTC)
MODIFIED = datetime(2018, 1, 1, tzinfo=UTC)


def make_entry(
    *,
    key: str = "_posts/2017-12-27-hello.md",
    path: str = "/2017/12/27/hello/",
    title: str = "Hello",
    date: datetime | None = DATE,
    tags: tuple[str, ...] = ("flask",),
    categories: tuple[str, ...] = (),
    redirect_from: tuple[str, ...] = (),
    lang: str = "",
    script_lang: str = "",
) -> Entry:
    """A post."""
    return Entry(
        key,
        "post" if date else "page",
        path,
        title,
        date,
        tags=tags,
        categories=categories,
        redirect_from=redirect_from,
        lang=lang,
        script_lang=script_lang,
    )


def make_source(
    entry: Entry | None = None,
    *,
    version: str = "v1",
    revision: int = 1,
    state: State = "live",
    asset: Asset | None = None,
    kind: Kind = "post",
) -> Source:
    """A source whose publication is an entry, an asset, or nothing."""
    key = entry.key if entry else "images/a.png" if asset else "_posts/2017-12-27-hello.md"
    publication = Publication(version, version, MODIFIED, entry, asset)
    source = Source(key, kind, state, version, version, MODIFIED, revision=revision)
    return replace(source, publication=publication) if entry or asset else source
