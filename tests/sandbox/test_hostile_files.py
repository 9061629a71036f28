"""Files made to take time or memory: each is refused, cut or served as it is, with a message.

They are read in a process that has no more memory than on Lambda.
"""

import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from handler.core.jekyll.results import Context, Evaluation
from handler.core.liquid.results import Resources
from handler.core.model.entries import SiteConfig
from handler.core.model.limits import VERSION_SECONDS
from handler.core.model.media.pictures import PictureFile
from handler.core.model.sources import ObjectInfo
from handler.sandbox.processes import Processes
from handler.services.computing.tasks import evaluate, read_picture
from handler.services.ports import Allowance, Unfinished
from handler.services.publish.picture_costs import MAXIMUM_SCANS
from tests.support.picture_files import drawing, saved

pytestmark = pytest.mark.slow

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POST = "_posts/2026-01-01-a.md"


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    """One process for all files, which none of them spoils."""
    made = Processes(1)
    yield made
    made.close()


def outcome(processes: Processes, text: str, key: str = POST) -> Evaluation | str:
    """What a file is worth, or why nobody can tell."""
    info = ObjectInfo(key, "etag", "v1", NOW, len(text))
    context, resources = Context(SiteConfig(), NOW, "r"), Resources(data={})
    try:
        return evaluate(
            processes, Allowance(VERSION_SECONDS), info, text.encode(), context, resources
        )
    except Unfinished as error:
        return str(error)


def messages(found: Evaluation | str) -> str:
    return found if isinstance(found, str) else " ".join(map(str, found.problems))


AMPLIFIED = "*[a]: " + "x" * 100_000 + "\n\n" + "a " * 100_000
REFUSED = {
    "prose": ("word " * 500_000, POST, "2,500,007 bytes of HTML; a page may have 2,000,000"),
    "korean": ("가 " * 600_000, POST, "bytes of HTML"),
    "html": ("---\n---\n<p>" + "a" * 2_000_000, "a.html", "bytes of HTML"),
    "abbreviations": (AMPLIFIED, POST, "takes more memory than there is"),
    "ragged": ("a," * 95_000 + "\n" + "x\n" * 950, "_data/a.csv", "1,000,000 cells, 95,001"),
    "names": ("a" * 90_000 + "\n" + "x\n" * 90_000, "_data/a.tsv", "5,000,000 characters"),
    "json": ("[" + "1," * 600_000 + "1]", "_data/a.json", "1,200,003 bytes; a file of data"),
    "yaml": ("- a\n" * 300_000, "_data/a.yml", "1,200,000 bytes; a file of data"),
    "author": ("---\nauthor: " + "a" * 100_000 + "\n---\n", POST, "characters that listings show"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_comes_to_too_much_is_refused(processes: Processes, name: str) -> None:
    text, key, message = REFUSED[name]
    assert message in messages(outcome(processes, text, key))


TOLD = {
    "fish": ('```fish\n"' + "\\" * 90 + "\n```\n", "without colours"),
    "formula": ("$$" + r"\not\cfrac" * 400 + "$$", "shown as TeX"),
    "deep formula": ("> " * 90 + "$$" + r"\cfrac a" * 200 + "x$$", "shown as TeX"),
    "loops": ("{% for i in (1..9999) %}{% for j in (1..9999) %}a{% endfor %}{% endfor %}", "much"),
    "path": ("{{ " + "a[" * 400 + "1" + "]" * 400 + " }}", "brackets are too deep"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_can_be_shown_otherwise_is_live_with_a_warning(
    processes: Processes, name: str
) -> None:
    text, message = TOLD[name]
    found = outcome(processes, text)
    assert isinstance(found, Evaluation)
    assert (found.state, message in messages(found)) == ("live", True)
    assert all(problem.line for problem in found.problems)


def test_what_takes_too_long_in_other_ways_comes_to_nothing(processes: Processes) -> None:
    text = "* a\n" * 450_000
    allowance = Allowance(0.5)
    info = ObjectInfo(POST, "etag", "v1", NOW, len(text))
    with pytest.raises(Unfinished, match="too much computing"):
        evaluate(
            processes, allowance, info, text.encode(), Context(SiteConfig(), NOW, "r"), Resources()
        )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is there again and again."""
    from PIL import Image

    data = saved(Image.new("L", (2000, 2000), 100), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[-2:]


def gif_with(extension: bytes) -> bytes:
    data = drawing(10, 10, form="GIF")
    start = 13 + (3 << ((data[10] & 7) + 1))
    return data[:start] + extension + data[start:]


def png_with(chunks: bytes) -> bytes:
    data = drawing(10, 10)
    return data[:33] + chunks + data[33:]


COMMENT = b"\x21\xfe" + (b"\xff" + b"c" * 255) * 58_000 + b"\0"
COSTLY = {
    "scans": (with_scans(1000), "scans; 100 are read"),
    "comment": (gif_with(COMMENT), "bytes of comments and the like; 1,000,000 are read"),
    "comments": (gif_with(b"\x21\xfe\x01c\0" * 300_000), "1,500,000 bytes of comments"),
    "chunks": (png_with(chunk(b"tEXt", b"a\0b") * 60_000), "more than 50,000 chunks"),
}


def read(processes: Processes, data: bytes, key: str = "a.jpg") -> PictureFile:
    return read_picture(processes, Allowance(VERSION_SECONDS), key, data)


@pytest.mark.parametrize("name", COSTLY)
def test_a_picture_that_costs_more_than_it_shows_is_not_read(
    processes: Processes, name: str
) -> None:
    data, why = COSTLY[name]
    found = read(processes, data)
    assert (found.picture, found.copies, why in found.costly) == (None, (), True)


ODD = {
    "scans": with_scans(MAXIMUM_SCANS // 2),
    "comments": gif_with(b"\x21\xfe\x01c\0" * 1000),
    "chunks": png_with(chunk(b"tEXt", b"a\0b") * 1000),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_picture_that_costs_little_gets_its_copies(processes: Processes, name: str) -> None:
    found = read(processes, ODD[name])
    assert (bool(found.picture), bool(found.copies), found.costly) == (True, True, "")


def test_a_picture_that_claims_a_size_takes_no_memory_for_it(processes: Processes) -> None:
    side = (16_382).to_bytes(3, "little")
    claim = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + side + side
    claim += b"ANIM" + struct.pack("<I", 6) + bytes(6)
    data = b"RIFF" + struct.pack("<I", 4 + len(claim)) + b"WEBP" + claim
    assert read(processes, data).unreadable
    bomb = chunk(b"IHDR", struct.pack(">IIBBBBB", 16_000, 900, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + bomb + chunk(b"IDAT", zlib.compress(bytes(1000)))
    assert read(processes, data).unreadable


@pytest.mark.parametrize("part", ["<svg", "<svg '", "<svg viewBox='1"])
def test_a_drawing_without_end_has_no_size(processes: Processes, part: str) -> None:
    assert read(processes, part.encode() * 3000, "a.svg") == PictureFile()
