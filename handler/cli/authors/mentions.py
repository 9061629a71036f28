"""The mentions of a blog as a file beside its texts: `pull` writes it, `export` shows it.

Jekyll passes over the file, and so does `push`: the bucket keeps them by itself.
"""

import json
from contextlib import suppress
from pathlib import Path

from handler.core.webmentions.mentions import from_json, to_json
from handler.services.webmentions.store import MentionStore

FILE = "_webmentions.json"
_AT_ONCE = 100


def write_mentions(store: MentionStore, root: Path) -> int:
    """Write what readers see of mentions, by the paths of their pages; says how many there are."""
    found: dict[str, object] = {}
    count, after = 0, ""
    while True:
        pages, after = store.files(after, _AT_ONCE)
        for mentions in pages:
            found[mentions[0].path] = json.loads(to_json(mentions))
            count += len(mentions)
        if not after:
            break
    place = root / FILE
    if found or place.exists():
        text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
        place.write_text(f"{text}\n", encoding="utf-8")
    return count


def read_mentions(store: MentionStore, root: Path) -> None:
    """Let readers see the mentions that a folder has; what is none is left out."""
    with suppress(FileNotFoundError, ValueError, RecursionError):
        found = json.loads((root / FILE).read_text(encoding="utf-8"))
        for records in found.values() if isinstance(found, dict) else ():
            for mention in from_json(json.dumps(records)):
                store.show(mention)
