"""What a key of the content bucket is, by its name alone, as Jekyll sorts files. No IO here."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from handler.core.model.addressing.paths import composed
from handler.core.model.entries import Json, Kind, SiteConfig
from handler.core.model.problems import Problem

PRIVATE = ".coldpress/"
"""Where Coldpress keeps what it makes of a bucket's files."""
PAGES = f"{PRIVATE}pages/"
"""What lies here is forgotten after a month, by a rule of the bucket."""
SEARCH = f"{PRIVATE}search/"
"""Where the search index lies."""

MARKDOWN_EXTENSIONS = ("md", "markdown", "mkd", "mkdn", "mkdown")
HTML_EXTENSIONS = ("html", "htm")
UNSEEN_PICTURES = frozenset(
    ["heic", "heif", "tif", "tiff", "psd", "raw", "dng", "cr2", "cr3", "nef", "arw", "jp2"]
)
"""What cameras and programs write, and most browsers do not show."""
CONFIG_KEYS = ("_config.yml", "_config.yaml")
MAX_KEY_BYTES = 1000
"""S3 takes 1,024, but sort keys of the index have a date or a number beside."""
CONVERTERS = {"scss": "Sass", "sass": "Sass", "coffee": "CoffeeScript", "less": "Less"}
"""What templates need beside Liquid, by extension; nothing here has it."""
_TEMPLATES = frozenset(
    (
        *("asc", "atom", "bib", "cfg", "conf", "css", "csv", "geojson", "htaccess", "ics", "ini"),
        *("js", "json", "kml", "map", "mjs", "opml", "php", "rdf", "rss", "srt", "svg", "text"),
        *("toml", "ts", "tsv", "txt", "vcf", "vtt", "webmanifest", "xhtml", "xml", "xsl", "xslt"),
        *("yaml", "yml", *CONVERTERS),
    )
)
DATA_EXTENSIONS = ("yml", "yaml", "json", "csv", "tsv")
_SPECIAL = (".", "_", "#", "~")
THEME = "_theme/"
"""Where a blog has what it puts in place of parts of the theme."""
TEMPLATES = f"{THEME}templates/"
_STYLING = frozenset(
    (
        *("avif", "css", "gif", "ico", "jpeg", "jpg", "otf", "png", "svg", "ttf", "webp", "woff"),
        "woff2",
    )
)
_OWN_FOLDERS = frozenset(["_posts", "_drafts", "_pages"])
_BUILDERS = frozenset(
    ["_data", "_includes", "_layouts", "_plugins", "_sass", "_site", "_drafts", "_posts"]
)
_TOOLS = frozenset(["Gemfile", "Gemfile.lock", "gemfiles", "node_modules"])
_VENDOR = frozenset(["bundle", "cache", "gems", "ruby"])
# Nobody means to show these; most come along when the wrong folder is uploaded.
_SECRET = re.compile(
    r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|.*\.(?:pem|ppk|p12|pfx|kdbx?|keystore|jks|tfstate|tfvars)"
    r"|.*\.tfstate\.backup|.*\.env|env\.local|zappa_settings\.(?:json|ya?ml|toml)|htpasswd"
    r"|credentials(?:\.(?:json|csv))?|client_secrets?.*\.json|service[-_]account.*\.json"
    r"|secrets?\.(?:json|ya?ml|toml)|wp-config\.php|rootkey\.csv|.*_accesskeys\.csv",
    re.IGNORECASE,
)
_BAD_SEGMENT = re.compile(r"(?:^|/)(?:\.{1,2})?(?:/|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NO_TEXT = re.compile(r"[\ud800-\udfff]")


def extension(key: str) -> str:
    """The extension in lower case, without its dot; none for a name such as `.htaccess`."""
    stem, dot, ending = key.rpartition("/")[2].rpartition(".")
    return ending.lower() if dot and stem else ""


def is_markdown(key: str) -> bool:
    """Whether a key is Markdown by its name."""
    return extension(key) in MARKDOWN_EXTENSIONS


def may_be_text(key: str) -> bool:
    """Whether a file may be a page or template by its name; only these are read to find out."""
    name = key.rpartition("/")[2]
    return extension(key) in _TEMPLATES or "." not in name or is_document(key)


def classify(key: str) -> Kind:
    """What a key is; its content is not looked at."""
    if key in CONFIG_KEYS:
        return "config"
    *folders, name = key.split("/")
    if not name or is_special_name(name):
        return "ignored"
    for index, folder in enumerate(folders):
        if folder.startswith(_SPECIAL):
            return _classify_special(folder, folders[:index], folders[index + 1 :], name)
    if _is_tooling([*folders, name]) or is_secret(name):
        return "ignored"
    return "page" if is_document(name) else "asset"


def _classify_special(folder: str, above: list[str], below: list[str], name: str) -> Kind:
    """The kind of a file whose first special folder is `folder`, with those above and below."""
    if _is_tooling([*above, name]) or any(part.startswith(".") for part in below):
        return "ignored"
    if folder == ".well-known" and not above and not any(p.startswith(_SPECIAL) for p in below):
        return "asset"  # https://www.rfc-editor.org/rfc/rfc8615
    if folder == "_includes" and not above:
        return "include"
    if folder == "_theme" and not above and (kind := _classify_theme(below, name)):
        return kind
    if folder == "_data" and not above:
        return "data" if extension(name) in DATA_EXTENSIONS else "ignored"
    if folder not in _OWN_FOLDERS:
        return "special" if _may_be_included(folder, below) else "ignored"
    if not is_document(name) or (below and below[0].startswith(_SPECIAL)):
        return "ignored"
    if folder == "_pages" and not above and not any(part.startswith(_SPECIAL) for part in below):
        return "page"
    return {"_posts": "post", "_drafts": "draft"}.get(folder, "ignored")  # type: ignore[return-value]


def _classify_theme(below: list[str], name: str) -> Kind | None:
    """The kind of a file that makes the theme a blog's own; nothing but styles is served."""
    if any(is_special_name(part) for part in below):
        return None
    if below[:1] == ["templates"]:
        return "template" if extension(name) == "html" else None
    return "asset" if extension(name) in _STYLING else None


def is_template(key: str) -> bool:
    """Whether a key is a template that the blog puts in place of one of the theme's."""
    return key.startswith(TEMPLATES) and classify(key) == "template"


def template_name(key: str) -> str:
    """The name by which templates know a template: `partials/footer.html`."""
    return key.removeprefix(TEMPLATES)


def _may_be_included(folder: str, below: list[str]) -> bool:
    """Whether `include` or `collections` may bring in what lies in a special folder."""
    parts = (folder, *below)
    is_plain = all(part[:1] == "_" or not is_special_name(part) for part in parts)
    return is_plain and not _BUILDERS.intersection(parts)


def is_document(key: str) -> bool:
    """Whether a key is Markdown or HTML by its name."""
    return extension(key) in MARKDOWN_EXTENSIONS + HTML_EXTENSIONS


def _is_tooling(parts: Sequence[str]) -> bool:
    return parts[0] in _TOOLS or (len(parts) > 2 and parts[0] == "vendor" and parts[1] in _VENDOR)


def is_special_name(name: str) -> bool:
    """Whether Jekyll passes over a file or folder of that name."""
    return name.startswith(_SPECIAL) or name.endswith("~")


def is_secret(name: str) -> bool:
    """Whether a file looks like a key or password of its owner's, by its name."""
    return _SECRET.fullmatch(name) is not None


def is_special(key: str) -> bool:
    """Whether a file is a tool's, or hidden by its own name or a folder's, wherever it lies."""
    parts = key.split("/")
    return (
        is_special_name(parts[-1])
        or any(part.startswith(".") for part in parts)
        or _is_tooling(parts)
    )


def is_excluded(key: str, site: SiteConfig) -> bool:
    """Whether `exclude` in `_config.yml` names the key or a folder above it."""
    parts = composed(key).split("/")
    paths = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    excluded = any(_matches(path, site.data.get("exclude")) for path in paths)
    return excluded and not any(_matches(path, site.data.get("include")) for path in paths)


def is_included(key: str, site: SiteConfig) -> bool:
    """Whether `include` in `_config.yml` names each special folder that a key lies in.

    By its own name, as Jekyll has it, or by its whole path.
    """
    folders = key.split("/")[:-1]
    special = [count for count, name in enumerate(folders, 1) if is_special_name(name)]
    patterns = site.data.get("include")
    paths = {name.strip("/") for name in _texts(patterns)}
    return all(
        _matches(folders[count - 1], patterns) or "/".join(folders[:count]) in paths
        for count in special
    )


def _matches(path: str, patterns: Json) -> bool:
    """Whether a path equals or begins with a pattern, or fits it as a glob, as Jekyll compares."""
    names = [composed(pattern).lstrip("/") for pattern in _texts(patterns)]
    return any(
        path.startswith(name) or path + "/" == name or fnmatchcase(path, name)
        for name in names
        if name
    )


def _texts(value: Json) -> list[str]:
    """The texts in a list; one that stands alone counts as a list of one."""
    return [
        item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
    ]


def printable(key: str) -> str:
    """A key as messages name it, with a question mark for what a terminal should not get."""
    return _NO_TEXT.sub("?", _CONTROL.sub("?", key))


def key_problem(key: str) -> Problem | None:
    """Why a key cannot be part of a blog, if it cannot."""
    shown = printable(key)[:200]
    if not key or _BAD_SEGMENT.search(key.removesuffix("/")):
        message = "has a name with an empty part, `.` or `..`."
        return Problem(shown, message, "Name files as in images/cat.png, without a leading slash.")
    if "\\" in key or _CONTROL.search(key):
        message = "has a name with a backslash or control character."
        return Problem(shown, message, "Use / between folders and plain characters in names.")
    if _NO_TEXT.search(key):
        message = "has a name that is not UTF-8."
        return Problem(shown, message, "Rename it; convmv does so for many files at once.")
    if len(key.encode("utf-8", "replace")) > MAX_KEY_BYTES:
        message = f"has a name longer than {MAX_KEY_BYTES} bytes."
        return Problem(shown, message, "Shorten it.")
    return None
