"""Exports of other programs, imported and served from memory as readers would get them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from click.testing import Result
from werkzeug.test import TestResponse

from handler.cli.checking import published
from handler.cli.trees import read_tree
from handler.services.ports import Outcome
from handler.web.app import create_app
from handler.wiring import Services
from tests.cli.conftest import Run


@dataclass
class Online:
    """An imported tree behind the real application."""

    services: Services
    outcomes: list[Outcome]

    def get(self, address: str) -> TestResponse:
        """What a reader gets at an address."""
        path, _, query = address.partition("?")
        client = create_app(lambda: self.services).test_client()
        return client.get(quote(path, safe="/%"), query_string=query)

    def to(self, address: str) -> str:
        """Where a reader is sent from an old address."""
        return self.get(address).headers.get("Location", "")

    def states(self) -> dict[str, str]:
        """What became of each text, by its key."""
        texts = ("_posts/", "_drafts/", "_pages/")
        found = (each for each in self.outcomes if each.key.startswith(texts))
        return {each.key: each.state or "" for each in found if "redirects/" not in each.key}


@dataclass
class Arrival:
    """One export and the folder that it is imported into."""

    run: Run
    kind: str
    source: Path
    root: Path

    def again(self, *options: str) -> Result:
        """Import it, the first time or again."""
        return self.run("import", self.kind, self.source, self.root, *options)

    def online(self) -> Online:
        """The tree as it is now, published into memory; nothing of it is refused."""
        services, outcomes = published(read_tree(self.root))
        refused = [(each.key, each.problems) for each in outcomes if each.state == "rejected"]
        assert refused == []
        return Online(services, outcomes)

    def text(self, key: str) -> str:
        """What a file of the tree holds."""
        return (self.root / key).read_text(encoding="utf-8")

    def files(self) -> set[str]:
        """The keys of the tree's files, but for what the import remembers."""
        paths = (path for path in self.root.rglob("*") if path.is_file())
        keys = {path.relative_to(self.root).as_posix() for path in paths}
        return {key for key in keys if not key.startswith(".coldpress/")}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
