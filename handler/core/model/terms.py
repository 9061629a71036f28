"""Terms: the tags, categories, authors, years and months that posts are listed by. No IO here."""

import re
import unicodedata
from typing import Literal

TermKind = Literal["tag", "category", "author", "year", "month"]

_SEPARATORS = re.compile(r"[\s/\\?\x00-\x1f\x7f-]+")


def term_slug(label: str) -> str:
    """The address of a label; labels that differ by case or spacing share one.

    Symbols stay, so that `C`, `C++` and `C#` are three tags.
    """
    folded = unicodedata.normalize("NFKC", label).casefold()
    # Some letters come apart when they are folded, as the Greek ΐ; a slug's own slug is itself.
    folded = unicodedata.normalize("NFKC", folded)
    return _SEPARATORS.sub("-", folded).strip("-.") or "-"


def slugs_of(labels: tuple[str, ...]) -> dict[str, str]:
    """Labels by their slugs; of those that are alike the first."""
    return {term_slug(label): label for label in reversed(labels)}
