"""Searching a blog in memory."""

from datetime import datetime, timedelta
from pathlib import Path

from handler.cli.trees import content_files
from handler.core.pages.views import SearchView
from handler.memory.bucket import MemoryBucket
from handler.services.search.index_file import IndexFile
from handler.services.search.parts import PLACE
from tests.services.blog import Blog


def index(blog: Blog) -> None:
    """What the tick does for the search."""
    if work := blog.services.indexer.work(later(blog)):
        work()


def later(blog: Blog) -> datetime:
    """A deadline that is not soon."""
    return blog.clock.now() + timedelta(minutes=1)


def search(blog: Blog, typed: str, number: int = 1) -> SearchView:
    """What a reader finds."""
    return blog.services.searcher.search(typed, number)


def titles(blog: Blog, typed: str) -> list[str]:
    """The titles of what a reader finds, best first."""
    return [result.entry.title for result in search(blog, typed).results]


def indexed_keys(bucket: MemoryBucket, folder: Path) -> list[str]:
    """The keys that the stored index has."""
    found = bucket.get(PLACE)
    assert found
    assert found.data is not None
    path = folder / "index.sqlite"
    path.write_bytes(found.data)
    file = IndexFile(path)
    try:
        return file.keys()
    finally:
        file.close()


def sample_blog() -> Blog:
    """The sample blog of this repository, indexed."""
    root = Path(__file__).parents[3] / "content"
    files = content_files(root)
    blog = Blog(config=files["_config.yml"].read_text())
    for key in sorted(files):
        blog.publish(key, files[key].read_bytes())
    index(blog)
    return blog
