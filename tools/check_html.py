"""Checks every page with the Nu HTML checker: `make html`, or `python -m tools.check_html`.

The pages of the sample blog and of one with 200 posts are read as readers get them, from the
application over stores in memory, by following every link. Needs Java and npm.
"""

import mimetypes
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tests.web.blog import Blog
from tools.node import MissingProgram, module

CONTENT = Path(__file__).parent.parent / "content"
MARKDOWN = CONTENT.parent / "tests" / "golden" / "markdown"
POSTS = 200
# Texts that name attributes and values which HTML does not have.
_INVALID = {"attributes-merged", "html-case", "html"}
_JAVA = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""So short a run is over before a better compiler pays, which takes two thirds of the time."""
_MISSING_PAGE = "/no/such/page/"


def sample_blog() -> Blog:
    """The sample blog, published."""
    blog = Blog(config=(CONTENT / "_config.yml").read_text(encoding="utf-8"))
    files = [path for path in CONTENT.rglob("*") if path.is_file()]
    # Posts use includes and data.
    for path in sorted(files, key=lambda path: path.suffix == ".md"):
        kind = mimetypes.guess_type(path.name)[0] or "text/markdown"
        blog.put(path.relative_to(CONTENT).as_posix(), path.read_bytes(), kind)
    return blog


def long_blog() -> Blog:
    """A blog with many posts, whose texts are everything that Markdown can do."""
    blog = Blog()
    files = sorted(path for path in MARKDOWN.glob("*.md") if path.stem not in _INVALID)
    texts = [path.read_text(encoding="utf-8") for path in files]
    for number in range(POSTS):
        key = f"_posts/20{20 + number // 28:02}-01-{number % 28 + 1:02}-post-{number}.md"
        front = f"title: Post {number}\ntags: [tag{number % 20}, all]\ncategory: News"
        text = texts[number % len(texts)]
        blog.put(key, f"---\n{front}\n---\n{text}".encode(), "text/markdown")
    return blog


def pages(blog: Blog) -> Iterator[tuple[str, str]]:
    """Path and HTML of every page that can be reached, and of one that is missing."""
    seen, waiting = {"/", _MISSING_PAGE}, ["/", _MISSING_PAGE]
    while waiting:
        path = waiting.pop()
        answer = blog.get(path)
        if answer.mimetype != "text/html" or answer.status_code not in {200, 404}:
            continue
        yield path, answer.text
        found = set(_links(path, answer.text)) - seen
        seen |= found
        waiting += found


def _links(path: str, html: str) -> Iterator[str]:
    for anchor in LexborHTMLParser(html).css("a"):
        target = anchor.attributes.get("href") or ""
        address = urljoin(f"https://blog.test{path}", urldefrag(target).url)
        if urlsplit(address).netloc in {"blog.test", "blog.example.com"}:
            yield urlsplit(address).path


def check() -> tuple[int, str]:
    """How many pages there are, and the errors that the checker finds, each in a line."""
    checker = module("vnu-jar", needs=("java",)) / "build" / "dist" / "vnu.jar"
    with tempfile.TemporaryDirectory() as name:
        names = dict(_write(Path(name)))
        command = ["java", *_JAVA, "-jar", str(checker), "--errors-only", "--format", "gnu", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return len(names), _readable(done.stderr, names)


def main() -> int:
    """Print what the checker finds; 0 if that is nothing."""
    try:
        number, errors = check()
    except MissingProgram as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{errors}{number} pages, {len(errors.splitlines())} errors.\n")
    return 1 if errors else 0


def _write(folder: Path) -> Iterator[tuple[str, str]]:
    for kind, blog in (("sample", sample_blog()), ("long", long_blog())):
        for number, (path, html) in enumerate(pages(blog)):
            file = folder / f"{kind}-{number}.html"
            file.write_text(html, encoding="utf-8")
            yield file.name, f"{kind} blog, {path}"


def _readable(errors: str, names: dict[str, str]) -> str:
    for file, page in names.items():
        errors = errors.replace(file, page)
    return errors


if __name__ == "__main__":
    sys.exit(main())
