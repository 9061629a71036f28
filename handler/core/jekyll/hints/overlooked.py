"""Files of a tree that are no part of the blog although somebody may think so. No IO here."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from handler.core.model.addressing.keys import CONFIG_KEYS, classify, is_secret
from handler.core.model.languages.misspellings import is_slip
from handler.core.model.problems import Problem

_FOLDERS = ("_posts", "_drafts", "_includes", "_data", "_pages")
_CONFIG = re.compile(r"(?:[^/]+/)?_config\.(?:ya?ml(?:\.txt)?|toml|json)|config\.ya?ml", re.I)
_DATED = re.compile(r"(?:.*/)?\d{4}-\d{1,2}-\d{1,2}-[^/]*", re.ASCII | re.DOTALL)
_IN_POSTS = re.compile(r"(?:.*/)?_(?:posts|drafts)/(?:.*/)?[^/._#~](?:[^/]*[^/~])?", re.DOTALL)
_FOREIGN = re.compile(
    r".*\.(?:rst|adoc|asciidoc|textile|org|rtf|docx?|odt|pages|tex|ipynb)", re.DOTALL | re.I
)


_LEFT_BEHIND = re.compile(
    r"(?:.*/)?(?:[^/]*(?:~|\.(?:bak|orig|sw[a-z]|te?mp))|Thumbs\.db|desktop\.ini|4913)",
    re.DOTALL | re.I,
)
"""What editors and systems leave beside a file, of which nobody expects anything."""


class _Kind(NamedTuple):
    """A kind of overlooked file: which are of it, what is to be said of one, and the remedy."""

    holds: Callable[[str], object]
    message: str
    fix: str


def _misspelt(key: str) -> str:
    """The folder of Jekyll's that one above a file was meant to be."""
    above = [folder for folder in key.split("/")[:-1] if folder.startswith("_")]
    pairs = [(each, known) for each in above for known in _FOLDERS]
    return next((k for each, k in pairs if is_slip(each, k) or each + "s" == k), "")


_KINDS = (
    _Kind(
        re.compile(r"(?:.*/)?zappa_settings\.(?:json|ya?ml|toml)", re.DOTALL).fullmatch,
        "may hold a key or password of yours, so it is not published.",
        "Here it may stay, if you deploy from this folder; take it out of the bucket.",
    ),
    _Kind(
        lambda key: is_secret(key.rpartition("/")[2]),
        "looks like a key or password of yours, so it is not published.",
        "Take it out of this folder, and out of the bucket if it is there.",
    ),
    _Kind(
        lambda key: key not in CONFIG_KEYS and _CONFIG.fullmatch(key),
        "is not read as configuration.",
        "Name it _config.yml, in the top folder of the blog; or begin at that folder.",
    ),
    *(
        _Kind(
            lambda key, known=known: _misspelt(key) == known,  # type: ignore[misc]
            f"is in a folder that is named almost as {known}.",
            f"Name the folder {known}.",
        )
        for known in _FOLDERS
    ),
    _Kind(
        re.compile(r".*\.(?:md|markdown)\.txt", re.DOTALL | re.I).fullmatch,
        "ends in .txt after .md, so it is neither post nor page.",
        "Rename it to end in .md.",
    ),
    _Kind(
        re.compile(r".*\.mdx", re.DOTALL | re.I).fullmatch,
        "is MDX, which needs a build, so it is not shown.",
        "Save it as Markdown, in a file that ends in .md.",
    ),
    _Kind(
        lambda key: _FOREIGN.fullmatch(key) and (_IN_POSTS.fullmatch(key) or _DATED.fullmatch(key)),
        "is in a format that Coldpress does not show.",
        "Convert it to Markdown, in a file that ends in .md.",
    ),
    _Kind(
        lambda key: classify(key) == "page" and _DATED.fullmatch(key),
        "is named as a post, but lies outside of _posts.",
        "Move it into _posts.",
    ),
    _Kind(
        lambda key: _IN_POSTS.fullmatch(key) and classify(key) == "ignored",
        "lies in a folder for posts, from where nothing else is published.",
        "Move it elsewhere, such as to assets, and mend the links to it.",
    ),
)


def overlooked(keys: Iterable[str]) -> list[Problem]:
    """A warning of each file in a tree with these files that is overlooked."""
    kept = (key for key in sorted(keys) if not _LEFT_BEHIND.fullmatch(key))
    found = ((key, next((kind for kind in _KINDS if kind.holds(key)), None)) for key in kept)
    return [Problem(key, kind.message, kind.fix, severity="warning") for key, kind in found if kind]
