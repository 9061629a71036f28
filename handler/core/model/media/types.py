"""Media types of files by their names, the same on every machine. No IO here."""

import mimetypes

_OTHERS = {
    # What Python 3.11 lacks, or takes from tables of the system that Lambda may not have.
    ".aac": "audio/aac",
    ".apng": "image/apng",
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".eot": "application/vnd.ms-fontobject",
    ".epub": "application/epub+zip",
    ".flac": "audio/flac",
    ".geojson": "application/geo+json",
    ".gz": "application/gzip",
    ".heic": "image/heic",
    ".ics": "text/calendar",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".otf": "font/otf",
    ".rss": "application/rss+xml",
    ".ttf": "font/ttf",
    ".vtt": "text/vtt",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_BUILT_IN = mimetypes.MimeTypes().types_map[True]  # Without names of files: none of the system's.
_UNKNOWN = "application/octet-stream"
_TEXTS = ("text/markdown", "application/yaml")


def media_type_of(key: str) -> str:
    """The media type of a file, told from its name alone."""
    _, dot, ending = key.rpartition("/")[2].rpartition(".")
    suffix = f"{dot}{ending}".lower()
    known = _OTHERS.get(suffix) or _BUILT_IN.get(suffix)
    return known or _UNKNOWN


def uploaded_as(name: str) -> str:
    """The media type under which a file of that name is uploaded."""
    guessed = media_type_of(name)
    return f"{guessed}; charset=utf-8" if guessed in _TEXTS else guessed
