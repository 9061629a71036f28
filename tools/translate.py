"""Brings the catalogues in `locale/` up to date with the program: `python -m tools.translate`.

With a language (`python -m tools.translate de`) it begins a new catalogue. What is not
translated stays empty in the `.po` file; a test names it. The `.mo` files, which the blog reads,
follow from the `.po` files to the byte. `words.txt` has the English ones, of which a site may have
its own.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from handler.core.model.languages.translations import DESK, THEME

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "locale"
WORDS = LOCALE / "words.txt"
_AT_DESK = "templates/desk/**.html"
_SOURCES = {
    THEME: [
        ("handler/core/**.py", "python"),
        (_AT_DESK, "ignore"),
        ("templates/**.html", "jinja2"),
    ],
    DESK: [(_AT_DESK, "jinja2")],
}
"""Where the words of each catalogue are said."""
_OF = {THEME: "theme", DESK: "desk"}
# In templates `translate` takes the words alone, in Python `phrase` the site before them.
_KEYWORDS: dict[str, Any] = {
    "translate": (1,),
    "phrase": (2,),
    "translate_here": None,
    "words": None,
}
_KEYWORDS |= {"word": None, "translate_number": (1, 2)}
_NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def template(domain: str) -> Catalog:
    """All the words of a catalogue, without translations."""
    catalog = _catalog(domain)
    found = extract_from_dir(ROOT, method_map=_SOURCES[domain], keywords=_KEYWORDS)
    for file, _, message, comments, _ in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, None, [(Path(file).as_posix(), 1)], auto_comments=comments)
    return catalog


def updated(language: str, domain: str) -> Catalog:
    """The catalogue of a language with exactly the words that are said of it.

    Words that another catalogue translates already, as they were said elsewhere, are so here.
    """
    catalog = _catalog(domain, language)
    for other in (*(each for each in _SOURCES if each != domain), domain):
        if (path := po_file(language, other)).exists():
            _take(path, language, catalog)
    catalog.update(template(domain), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = _NO_TIME
    return catalog


def _take(path: Path, language: str, catalog: Catalog) -> None:
    with path.open("rb") as file:
        for message in read_po(file, locale=language):
            if message.id and (any(forms_of(message)) or message.id not in catalog):
                catalog[message.id] = message


def forms_of(message: Message) -> tuple[str, ...]:
    """How a message is translated, for one and for many."""
    given = message.string
    return tuple(given) if isinstance(given, list | tuple) else (str(given),)


def as_po(catalog: Catalog) -> bytes:
    """A catalogue as translators edit it."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """A catalogue as the blog reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def as_list(catalog: Catalog) -> str:
    """The English words of a catalogue, each on a line of its own."""
    said = [message.id for message in catalog if message.id]
    each = {word for words in said for word in ([words] if isinstance(words, str) else words)}
    return "".join(f"{word}\n" for word in sorted(each))


def po_file(language: str, domain: str) -> Path:
    """Where a catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def _catalog(domain: str, language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="Coldpress",
        version="1",
        header_comment=f"# The {_OF[domain]}'s words. `make words` keeps this file up to date.",
        fuzzy=False,
        creation_date=_NO_TIME,
        revision_date=_NO_TIME,
    )


def main(arguments: list[str]) -> None:
    """Update the catalogues of these languages, or all there are."""
    WORDS.write_text(as_list(template(THEME)), encoding="utf-8")
    made = [
        (updated(language, domain), po_file(language, domain))
        for language in arguments or languages()
        for domain in _SOURCES
    ]
    for catalog, path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))


if __name__ == "__main__":
    main(sys.argv[1:])
