"""Names under which `site.data` holds the files in `_data`, as Jekyll makes them. No IO here."""

import re

_DROPPED = r"[^\w\s-]+|(?:^|(?<=\b\s))\s+(?=$|\s?\b)"


def data_path(key: str) -> list[str]:
    """The names under which `site.data` holds a file, as Jekyll makes them of folders and file.

    A name without any of its letters (`데이터.yml`) would be empty in Jekyll; here it stays.
    """
    *folders, name = key.removeprefix("_data/").split("/")
    return [_data_name(part) for part in (*folders, name.rpartition(".")[0])]


def _data_name(name: str) -> str:
    kept = re.sub(_DROPPED, "", name, flags=re.ASCII) or re.sub(_DROPPED, "", name)
    return re.sub(r"\s+", "_", kept)
