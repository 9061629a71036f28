"""XML of any size, element by element, without entities, and as far as it can be read."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from handler.cli.importing.exports import Unreadable
from handler.cli.importing.sources import Source, mend
from handler.core.model.problems import ColdpressError

_CHUNK = 1 << 18
_DEEPEST = 200
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Dangerous(ColdpressError):
    """XML that declares entities, or is nested as nothing is that a program exported."""


@dataclass
class _Reading:
    """Elements as they are completed; only those of some names are kept together."""

    names: frozenset[str]
    done: list[Element] = field(default_factory=list)
    depth: int = 0
    builder: TreeBuilder | None = None
    inner: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Dangerous("is nested too deeply")
        if self.builder is None and _local(name) in self.names:
            self.builder, self.inner = TreeBuilder(), self.depth
        if self.builder is not None:
            self.builder.start(name, attributes)

    def end(self, name: str) -> None:
        if self.builder is not None:
            self.builder.end(name)
            if self.depth == self.inner:
                self.done.append(self.builder.close())
                self.builder = None
        self.depth -= 1

    def data(self, text: str) -> None:
        if self.builder is not None:
            self.builder.data(text)


def elements(
    source: Source, path: Path, names: Callable[[], frozenset[str]] | frozenset[str]
) -> Iterator[Element]:
    """Each element of these local names in a file; where the file breaks off is told.

    Raises `Unreadable` if it is no XML at all, or declares entities.
    """
    wanted = names if isinstance(names, frozenset) else names()
    reading = _Reading(wanted)
    parser = _parser(reading)
    count = 0
    try:
        for text in _texts(source, path):
            parser.Parse(text)
            count += len(reading.done)
            yield from reading.done
            reading.done.clear()
        parser.Parse("", True)
    except _Dangerous as error:
        raise Unreadable(f"{path} {error}. No blog's export does so; it is not read.") from error
    except (expat.ExpatError, ParseError) as error:
        count += len(reading.done)
        yield from reading.done
        if not count and not reading.depth:
            raise Unreadable(f"{path} is no XML ({error}).") from error
        place = f"line {parser.CurrentLineNumber} ({_why(error)})"
        message = f"is broken at {place}; what comes after is not read."
        source.refuse(source.name(path), message, "Export it again, and whole.")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


def _parser(reading: _Reading) -> expat.XMLParserType:
    """A parser that takes prefixes as they are: some exports forget to say what theirs mean."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise _Dangerous("declares entities, which may be a trap")


def _why(error: Exception) -> str:
    return str(error).partition(":")[0]


def _texts(source: Source, path: Path) -> Iterator[str]:
    """A file in pieces, without what XML may not have, whatever encodings are mixed in it."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        declared = _DECLARED.search(head[:300])
        decoder = _decoder(declared[1].decode() if declared else "utf-8", head)
        told = False
        while head:
            text = decoder.decode(head)
            mended = mend(text)
            if mended != text and not told:
                message = (
                    "is not all in one encoding; what is not UTF-8 was taken for Windows-1252."
                )
                source.warn(source.name(path), message, "Look at its accents and quotes.")
                told = True
            yield _FORBIDDEN.sub("", mended)
            head = file.read(_CHUNK)


def _decoder(name: str, head: bytes) -> codecs.IncrementalDecoder:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return codecs.getincrementaldecoder("utf-16")("replace")
    try:
        known = codecs.lookup(name)
    except LookupError:
        known = codecs.lookup("utf-8")
    errors = "surrogateescape" if known.name == "utf-8" else "replace"
    return codecs.getincrementaldecoder("utf-8-sig" if known.name == "utf-8" else known.name)(
        errors
    )


def _local(name: str) -> str:
    return name.rpartition(":")[2]
