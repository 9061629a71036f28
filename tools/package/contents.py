"""Which files belong in the package. No IO here.

Left out is what no request and no event needs, checked by tests that run the unpacked zip alone.
"""

from pathlib import PurePath

PROJECT = ("handler", "templates", "static")
SERVICES = frozenset({"dynamodb", "s3"})

_ON_DEVELOPERS_MACHINES_ONLY = (("handler", "cli"),)
_TO_DEPLOY_WITH = {"cli.py", "core.py", "letsencrypt.py", "asynchronous.py", "ext", "policies"}
_UNUSED = (
    ("bin",),
    # Formats of Liquid's filters for money and dates, which Jekyll does not have.
    ("babel", "locale-data"),
    # python-liquid imports pytz; time zones come from tzdata.
    ("pytz", "zoneinfo"),
)
_LEGAL = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")


def is_project_file(path: PurePath) -> bool:
    """Whether a file of the repository, named relative to it, is deployed."""
    if _starts_with(path, _ON_DEVELOPERS_MACHINES_ONLY) or path.name.endswith("~"):
        return False
    if any(part.startswith(".") or part == "__pycache__" for part in path.parts):
        return False
    return path.suffix == ".py" or path.parts[0] != "handler"


def is_needed(path: PurePath) -> bool:
    """Whether a file of the installed dependencies, named relative to them, is deployed."""
    top, *rest = path.parts
    if _starts_with(path, _UNUSED) or "tests" in rest:
        return False
    if top.endswith(".dist-info"):
        return path.name == "METADATA" or path.name.upper().startswith(_LEGAL)
    if top == "zappa":
        return rest[0] not in _TO_DEPLOY_WITH
    if top in {"botocore", "boto3"} and rest[0] == "data" and len(rest) > 2:
        return rest[1] in SERVICES and not path.name.startswith("examples-")
    return True


def _starts_with(path: PurePath, folders: tuple[tuple[str, ...], ...]) -> bool:
    return any(path.parts[: len(folder)] == folder for folder in folders)
