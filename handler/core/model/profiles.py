"""What a blog tells of its tags, categories and authors, at the head of their listings. No IO here.

It stands in `_data/tags.yml`, `_data/categories.yml` and `_data/authors.yml`, or in a file each
in a folder of that name.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from handler.core.model.addressing.addresses import TERM_FOLDERS
from handler.core.model.addressing.keys import DATA_EXTENSIONS
from handler.core.model.context import NavItem
from handler.core.model.data_names import data_path
from handler.core.model.terms import TermKind


@dataclass(frozen=True, slots=True)
class Profile:
    """What is told of one term: as HTML, and in words for programs.

    An author has a `url`, a `picture` and `accounts`, each address as it was written.
    """

    html: str = ""
    text: str = ""
    name: str = ""
    url: str = ""
    picture: str = ""
    accounts: tuple[NavItem, ...] = ()


Profiles = Mapping[str, Profile]
"""By the slugs of their terms."""


def profiled_kind(key: str) -> TermKind | None:
    """The kind of terms that a file of data tells of, if it does."""
    names = data_path(key) if key.startswith("_data/") else []
    return TERM_FOLDERS.get(names[0]) if 1 <= len(names) <= 2 else None


def profile_files(kind: TermKind, slug: str) -> list[str]:
    """The keys of the files that may tell of a term: those of all, then those of it alone."""
    folder = next(name for name, each in TERM_FOLDERS.items() if each == kind)
    names = (f"_data/{folder}", f"_data/{folder}/{slug}")
    return [f"{name}.{extension}" for name in names for extension in DATA_EXTENSIONS]


def profiles_to_json(profiles: Profiles) -> str:
    """Profiles as text, as they are kept."""
    plain = {slug: asdict(profile) for slug, profile in profiles.items()}
    return json.dumps(plain, ensure_ascii=False)


def profile_in(text: str, slug: str) -> Profile | None:
    """The profile of a term in a text that `profiles_to_json` made."""
    found = json.loads(text).get(slug)
    if found is None:
        return None
    accounts = tuple(NavItem(**account) for account in found["accounts"])
    return replace(Profile(**{**found, "accounts": ()}), accounts=accounts)
