"""Searching a blog in memory."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from handler.cli.trees import read_tree
from handler.core.pages.views import SearchView
from handler.memory.bucket import MemoryBucket
from handler.services.search.folding import Sizes
from handler.services.search.index_file import IndexFile
from handler.services.search.indexing import Indexer
from handler.services.search.parts import PLACE, Part
from handler.services.search.recent_file import RecentFile
from tests.services.blog import Blog


def index(blog: Blog) -> None:
    """What the tick does for the search."""
    if work := blog.services.indexer.work(later(blog)):
        work()


def keep_in_parts(blog: Blog, sizes: Sizes) -> None:
    """Have the tick fold what changed as soon as it is more than that."""
    services = blog.services
    stores = (services.bucket, services.table, services.clock)
    services.indexer = Indexer(
        *stores, services._materials, services._bodies, services.sandbox, sizes
    )


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
    path = folder / "index.sqlite"
    with closing(RecentFile(stored(bucket, PLACE, path))) as recent:
        parts, keys, changed = recent.parts, recent.keys(), recent.changed_keys()
    for part in parts:
        with closing(IndexFile(stored(bucket, part.place, path))) as file:
            keys += sorted(set(file.keys()).difference(changed))
    return sorted(keys)


def stored_parts(bucket: MemoryBucket, folder: Path) -> tuple[Part, ...]:
    """The parts that the stored index has beside the recent one."""
    with closing(RecentFile(stored(bucket, PLACE, folder / "index.sqlite"))) as recent:
        return recent.parts


def stored(bucket: MemoryBucket, place: str, path: Path) -> Path:
    """An object of the bucket, on the disk."""
    found = bucket.get(place)
    assert found
    assert found.data
    path.write_bytes(found.data)
    return path


def sample_blog() -> Blog:
    """The sample blog of this repository, indexed."""
    tree = read_tree(Path(__file__).parents[3] / "content")
    blog = Blog(config=tree.path("_config.yml").read_text())
    for key in sorted(tree.content):
        blog.publish(key, tree.path(key).read_bytes())
    index(blog)
    return blog
