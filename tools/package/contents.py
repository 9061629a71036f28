"""Which files belong in the package. No IO here.

Left out is what no request and no event needs, checked by tests that run the unpacked zip alone.
"""

from pathlib import PurePath

PROJECT = ("handler", "templates", "static", "locale")
SERVICES = frozenset({"dynamodb", "s3"})

_ON_DEVELOPERS_MACHINES_ONLY = (("handler", "cli"),)
_UNUSED = (
    ("bin",),
    ("share",),
    # SQLite's own program and extensions.
    ("apsw", "sqlite_extra_binaries"),
    # What makes bindings; cryptography brings its own and needs the backend alone.
    ("cffi",),
    ("pycparser",),
    # Talking to authenticators, which browsers do, and judging where they were made.
    ("fido2", "attestation"),
    ("fido2", "client"),
    ("fido2", "ctap2"),
    ("fido2", "hid"),
    # Formats of Liquid's filters for money and dates, which Jekyll does not have.
    ("babel", "global.dat"),
    ("babel", "locale-data"),
    # python-liquid imports pytz, and botocore dateutil; time zones come from tzdata.
    ("dateutil", "zoneinfo", "dateutil-zoneinfo.tar.gz"),
    ("pytz", "zoneinfo"),
    ("click", "testing.py"),
    ("pygments", "cmdline.py"),
    ("urllib3", "contrib", "emscripten"),
    ("werkzeug", "debug"),
)
# Of these folders only so much is needed.
_ONLY = {
    ("apsw",): {"__init__"},  # SQLite itself; the rest is for people at a prompt.
    ("fido2",): {
        *("__init__", "arkg", "cbor", "cose", "public_suffix_list"),
        *("rpid", "server", "utils", "webauthn"),
    },
    ("babel", "messages"): {"__init__", "catalog", "plurals"},
    ("pygments", "formatters"): {"__init__", "_mapping", "html"},
    ("pygments", "styles"): {"__init__", "_mapping", "default"},
}
_FOR_TYPE_CHECKERS = {".pyi", ".typed"}
_FOR_COMPILERS = {".c", ".pxd", ".pxi", ".pyx"}
# Of Pillow, what reads and writes other formats than the web's, windows, and other inks.
_PILLOWS_PLUGINS = {"Bmp", "Gif", "Jpeg", "Mpo", "Png", "Ppm", "Tiff", "WebP"}
_UNUSED_OF_PILLOW = (
    *("_avif.", "_imagingcms.", "_imagingmorph.", "_imagingtk."),
    *("BdfFontFile.", "ContainerIO.", "FontFile.", "ImageCms.", "ImageDraw2."),
    *("ImageGrab.", "ImageMorph.", "ImageQt.", "ImageShow.", "ImageTk.", "ImageWin."),
    *("PSDraw.", "PcfFontFile.", "PdfParser."),
    *("libavif-", "liblcms2-"),
)
# Of these libraries, which Pillow's are linked to, it calls no more than what is named: they read
# formats that we do not. What fits a blog's own font without hints to pixels calls HarfBuzz.
LINKED_ONLY = {
    "liblzma-": set[str](),
    "libopenjp2-": {"opj_version"},
    "libtiff-": {"TIFFGetVersion"},
    "libzstd-": set[str](),
}
_LEGAL = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")


def is_project_file(path: PurePath) -> bool:
    """Whether a file of the repository, named relative to it, is deployed."""
    if _starts_with(path, _ON_DEVELOPERS_MACHINES_ONLY) or path.name.endswith("~"):
        return False
    if any(part.startswith(".") or part == "__pycache__" for part in path.parts):
        return False
    if path.parts[0] == "locale":
        return path.suffix == ".mo" or path.name == "words.txt"
    return path.suffix == ".py" or path.parts[0] != "handler"


def is_needed(path: PurePath) -> bool:
    """Whether a file of the installed dependencies, named relative to them, is deployed."""
    top, *rest = path.parts
    if _starts_with(path, _UNUSED) or "tests" in rest:
        return False
    if path.suffix in _FOR_TYPE_CHECKERS | _FOR_COMPILERS:
        return False
    if path.parts[:-1] in _ONLY:
        return path.name.partition(".")[0] in _ONLY[path.parts[:-1]]
    if top.endswith(".dist-info"):
        return path.name == "METADATA" or path.name.upper().startswith(_LEGAL)
    if top in {"PIL", "pillow.libs"}:
        return not path.name.startswith(_UNUSED_OF_PILLOW) and _is_plugin_needed(path.stem)
    if top == "botocore" and rest[0] == "data" and len(rest) > 2:
        return rest[1] in SERVICES and not path.name.startswith("examples-")
    return True


def _is_plugin_needed(module: str) -> bool:
    name, ending, _ = module.partition("ImagePlugin")
    return not ending or name in _PILLOWS_PLUGINS


def _starts_with(path: PurePath, folders: tuple[tuple[str, ...], ...]) -> bool:
    return any(path.parts[: len(folder)] == folder for folder in folders)
