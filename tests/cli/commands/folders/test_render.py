"""`coldpress render`: what becomes of each post of a Jekyll tree, as JSON Lines."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, Tree

GOLDEN = Path(__file__).parents[3] / "golden" / "jekyll"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.md"))
POST = "---\ntitle: Hello\ntags: [a, B b]\n---\nText."


def render(run: Run, root: Path) -> list[dict[str, Any]]:
    result = run("render", root)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture(scope="session")
def golden_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog whose posts are the golden texts, all of one day."""
    root = tmp_path_factory.mktemp("golden")
    (root / "_posts").mkdir()
    for shared in ("_includes", "_data"):
        shutil.copytree(GOLDEN / shared, root / shared)
    shutil.copy(GOLDEN / "_config.yml", root)
    for name in NAMES:
        shutil.copy(GOLDEN / f"{name}.md", root / "_posts" / f"2020-01-05-{name}.md")
    return root


def test_whole_posts_become_what_jekyll_makes_of_them(run: Run, golden_tree: Path) -> None:
    """The HTML beside each text was checked against Jekyll 4.3 when it was written."""
    found = {
        Path(line["path"]).stem.removeprefix("2020-01-05-"): line["html"]
        for line in render(run, golden_tree)
    }
    expected = {name: (GOLDEN / f"{name}.html").read_text(encoding="utf-8") for name in NAMES}
    assert found == expected


def test_a_line_tells_what_jekyll_knows_of_a_post(run: Run, tree: Tree) -> None:
    root = tree(
        {
            "_config.yml": "permalink: pretty\nbaseurl: /blog\n",
            "recipes/_posts/2020/2020-01-02-tea.md": POST,
        }
    )
    assert render(run, root) == [
        {
            "path": "recipes/_posts/2020/2020-01-02-tea.md",
            "html": "<p>Text.</p>\n",
            "title": "Hello",
            "date": "2020-01-02T00:00:00+00:00",
            "url": "/recipes/2020/01/02/tea/",
            "categories": ["recipes"],
            "tags": ["a", "B b"],
        }
    ]


def test_posts_that_nobody_sees_yet_are_rendered_too(run: Run, tree: Tree) -> None:
    root = tree(
        {
            "_drafts/idea.md": "---\ntitle: Idea\n---\n{% post_url 2020-01-02-seen %}",
            "_posts/2020-01-02-seen.md": POST,
            "_posts/2020-01-03-hidden.md": "---\npublished: false\n---\nHidden",
            "_posts/2099-01-01-later.md": "---\n---\nLater",
        }
    )
    assert {line["path"]: line["html"] for line in render(run, root)} == {
        "_drafts/idea.md": "<p>/2020/01/02/seen.html</p>\n",
        "_posts/2020-01-02-seen.md": "<p>Text.</p>\n",
        "_posts/2020-01-03-hidden.md": "<p>Hidden</p>\n",
        "_posts/2099-01-01-later.md": "<p>Later</p>\n",
    }


def test_a_file_that_is_no_post_has_an_error(run: Run, tree: Tree) -> None:
    root = tree(
        {
            "_posts/2020-01-01-a.md": "---\ntitle: [\n---\n",
            "_posts/2020-01-02-b.txt": "text",
            "_posts/c.md": POST,
        }
    )
    errors = {line["path"]: line["error"] for line in render(run, root)}
    assert list(errors) == [
        "_posts/2020-01-01-a.md",
        "_posts/2020-01-02-b.txt",
        "_posts/c.md",
    ]
    assert errors["_posts/c.md"].startswith("_posts/c.md: has no date in its name.")
    assert errors["_posts/2020-01-02-b.txt"] == (
        "_posts/2020-01-02-b.txt: is neither Markdown nor HTML by its name."
    )


def test_nothing_leaves_a_folder_without_posts(run: Run, tree: Tree) -> None:
    assert render(run, tree({"about.md": "---\n---\nMe."})) == []


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a | b\n\nc", "<p>a | b</p>\n<p>c</p>\n"),
        ("{{ item }} {% tabs %}", "<p>{{ item }} {% tabs %}</p>\n"),
        ("{{ site.nothing }}", "<p>{{ site.nothing }}</p>\n"),
    ],
)
def test_where_jekyll_would_spoil_a_text_it_stays(
    run: Run, tree: Tree, source: str, html: str
) -> None:
    [line] = render(run, tree({"_posts/2020-01-01-a.md": f"---\n---\n{source}\n"}))
    assert line["html"] == html
