"""Names of the files of an imported tree. No IO here."""

import hashlib
import re
from dataclasses import dataclass, field

from handler.cli.importing.exports import Text
from handler.core.model.addressing.permalinks import slugify

_LONGEST = 150
"""Bytes of a name; file systems take 255."""
_DATED = re.compile(r"^\d{4}-\d\d?-\d\d?-")


@dataclass
class Names:
    """Gives each text a name that no other has, whatever case the file system tells apart."""

    taken: set[str] = field(default_factory=set)

    def of(self, text: Text) -> str:
        """The key of a text, without its extension."""
        stem = (
            _short(slugify(_DATED.sub("", text.slug), pretty=False) or slugify(text.title))
            or "untitled"
        )
        if text.kind == "page":
            return self._new(f"_pages/{_above(text.address)}{stem}")
        if text.state == "draft" or text.date is None:
            return self._new(f"_drafts/{stem}")
        return self._new(f"_posts/{text.date:%Y-%m-%d}-{stem}")

    def _new(self, name: str) -> str:
        number, found = 1, name
        while found.casefold() in self.taken:
            number += 1
            found = f"{name}-{number}"
        self.taken.add(found.casefold())
        return found


def name_of_redirect(path: str) -> str:
    """The name of the file that leads on from an old path; each path has its own."""
    digest = hashlib.sha256(path.encode()).hexdigest()[:6]
    return f"redirects/{_short(slugify(path)) or 'page'}-{digest}.md"


def _above(address: str) -> str:
    """The folders that a page is in, as its address tells."""
    parts = [slugify(part) for part in address.strip("/").split("/")[:-1]]
    return "".join(f"{_short(part)}/" for part in parts[:5] if part)


def _short(name: str) -> str:
    return name.encode()[:_LONGEST].decode(errors="ignore").strip("-")
