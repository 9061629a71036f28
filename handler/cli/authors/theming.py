"""Templates of the blog in a folder, beside the theme's."""

from collections.abc import Iterator
from pathlib import Path

from handler.cli.errors import Failure
from handler.core.authoring.theme_copies import compared, copied
from handler.core.model.addressing.keys import TEMPLATES as OWN
from handler.fingerprints import TEMPLATES
from handler.services.computing.theming import names_of_ours


def begin(folder: Path, name: str) -> str:
    """Copy a template of the theme's into a blog; says where it is."""
    path = folder / OWN / name
    if path.exists():
        raise Failure(f"There is {OWN}{name} already. Delete it first, or edit it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(copied(name, _ours(name)), encoding="utf-8")
    return f"{OWN}{name} is yours now: what it says goes before the theme's."


def listed(folder: Path) -> Iterator[str]:
    """A line for each template of the theme's or the blog's."""
    root = folder / OWN
    own = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*.html"))}
    ours = names_of_ours()
    width = max(map(len, [*ours, *own]))
    for name in sorted({*ours, *own}):
        if name not in own:
            yield name
            continue
        text = own[name].read_text(encoding="utf-8", errors="replace")
        became = compared(text, _ours(name) if name in ours else None)
        yield f"{name:{width}}  yours: {_WORDS[became]}"


_WORDS = {
    "as ours": "as the theme has it, so it may go",
    "ours is as it was": "changed; the theme's is as it was",
    "ours has changed": "the theme's has changed since you began: compare them",
    "of your own": "nothing of the theme's",
}


def _ours(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
