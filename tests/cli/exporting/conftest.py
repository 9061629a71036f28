"""Two blogs that are published once, and copies of them at the top of a host and below a path."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from handler.cli.arguments import SAMPLE
from handler.cli.exporting.exporting import export
from handler.cli.exporting.source import Site, site_in
from handler.core.webmentions.mentions import Mention, to_json
from handler.settings import Settings
from handler.web.app import create_app
from handler.wiring import Services
from tests.cli.exporting.crawling import plain_server
from tests.support.picture_files import photo


def to_json_file(path: str, author: str, text: str) -> str:
    """The file with which `pull` brings a mention along."""
    at = datetime(2020, 2, 1, tzinfo=UTC)
    source = "https://ada.test/notes/1"
    mention = Mention(source, f"https://blog.test{path}", path, "reply", author, at, text=text)
    return json.dumps({path: json.loads(to_json([mention]))})


TODAY = "---\ntitle: Not yet\ndate: 2999-01-01\n---\nLater."
FILES: dict[str, str | bytes] = {
    "_config.yml": "url: https://blog.test\ntitle: Copied\npaginate: 2\npermalink: pretty\n"
    "websub: https://hub.test/\nplugins: [jekyll-archives]\n"
    "jekyll-archives: {enabled: [tags]}\n",
    "_posts/2020-01-01-one.md": "---\ntitle: One\ntags: [tea, C#]\n"
    "redirect_from: [/old/One.html, /older/, /?p=7, /gone.php]\n---\n"
    "One. ![A photo](/images/photo.jpg) [two](/2020/01/02/two/), [none](/nothing/here/).",
    "_posts/2020-01-02-two.md": "---\ntitle: Two\ntags: [tea]\n---\nTwo, [case](/ABOUT).",
    "_posts/2020-01-03-한글-제목.md": "---\ntitle: 한글 제목\ntags: [한글, tea]\n---\n"
    "검색을 위한 글.",
    "_posts/2021-01-04-four.md": "---\ntitle: Four\ntags: [tea]\npermalink: /four\n---\n"
    "[up](about/) and [a file](../files/a%20b.txt).",
    "_posts/2021-01-05-five.md": "---\ntitle: Five\ntags: [tea]\npermalink: /five.html\n---\nText.",
    "_posts/2999-01-01-later.md": TODAY,
    "_drafts/draft.md": "---\ntitle: Draft\n---\nUnfinished.",
    "about.md": "---\ntitle: About\npermalink: /about\n---\nAbout.",
    "about/team.md": "---\ntitle: Team\n---\nTeam.",
    "_webmentions.json": to_json_file("/2020/01/01/one/", "Ada", "Well said elsewhere."),
    "moved.md": "---\nredirect_to: https://elsewhere.test/\n---\n",
    "demo/index.html": "<title>Demo</title><style>p{color:red}</style><a href='more.html'>more</a>",
    "demo/more.html": "<title>More</title>More.",
    "files/a b.txt": "plain",
    "files/LICENSE": "free",
    "images/photo.jpg": photo(),
}


@dataclass(frozen=True, eq=False)
class Copy:
    """A copy of a site: its folder, its address, and what the site itself answers."""

    site: Site
    root: Path
    url: str
    live: FlaskClient

    def text(self, name: str) -> str:
        """What a file holds."""
        return (self.root / name).read_text(encoding="utf-8")


Write = Callable[[dict[str, str | bytes]], Path]


def written(root: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with files."""
    for key, data in files.items():
        path = root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def live(site: Site) -> FlaskClient:
    """What answers readers of a site that is no copy."""
    settings = Settings("", "", deadline_factor=1000)
    services = Services(settings, bucket=site.bucket, table=site.table)
    return create_app(lambda: services).test_client()


def copied(site: Site, folder: Path, base: str = "", url: str | None = None) -> Copy:
    """A copy of a site, without a server."""
    root = folder / base.strip("/")
    export(root, lambda: site, url, base or None)
    return Copy(site, root, "", live(site))


@pytest.fixture(scope="session")
def sample() -> Site:
    """The sample blog."""
    return site_in(SAMPLE)


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small blog with one of everything that is awkward."""
    return site_in(written(tmp_path_factory.mktemp("odd"), FILES))


@pytest.fixture(scope="session", params=["sample", "odd", "sample below", "odd below"])
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A copy of either, at the top of a plain server or below `/a/blog`."""
    name, _, below = request.param.partition(" ")
    site, folder = request.getfixturevalue(name), tmp_path_factory.mktemp("copy")
    base = "/a/blog" if below else ""
    made = copied(site, folder, base)
    with plain_server(folder) as url:
        yield Copy(site, made.root, f"{url}{base}/", made.live)
