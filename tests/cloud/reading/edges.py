"""A small blog whose addresses and files are awkward, without an address of its own."""

import hashlib
from collections.abc import Mapping

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000"
    "1a5f645400000000049454e44ae426082"
)
LATIN = "Crème brûlée, naïve café.\n".encode("latin-1") * 20
KOREAN = "안녕하세요. 오늘 날씨가 좋네요.\n".encode() * 40
SCRIPT = b"// A script of the author's.\nconsole.log('ready');\n" * 30
FITTING, LARGE = 4_400_000, 4_600_000
"""Bytes of files that Lambda can still answer, and that it cannot: 6 MB are 4.5 MB in Base64."""

PAGES: Mapping[str, tuple[str, str]] = {
    "/development/": ("development.md", "Development"),
    "/devops/": ("devops.md", "Devops"),
    "/dev/": ("dev.md", "Dev itself"),
    "/c++/": ("cpp.md", "C++"),
    "/c%2B%2B/": ("cpp.md", "C++"),
    "/100%25/": ("percent.md", "All of it"),
    "/a%2525b/": ("escaped.md", "An escape that is none"),
    "/two%20words/": ("words.md", "Two words"),
    "/%EC%95%88%EB%85%95/": ("korean.md", "안녕"),
}
"""Escaped paths of pages, with the file and title of each."""

# Jekyll takes escapes in a permalink for what they stand for.
_PERMALINKS = {
    "development.md": "/development/",
    "devops.md": "/devops/",
    "dev.md": "/dev/",
    "cpp.md": "/c++/",
    "percent.md": "/100%/",
    "escaped.md": "/a%2525b/",
    "words.md": "/two words/",
    "korean.md": "/안녕/",
}
_CONFIG = "title: Edges\npermalink: pretty\nbaseurl: ''\n"
_POSTS = {
    "_posts/2024-05-01-development-of-c++.md": (
        "---\ntitle: Development of C++\ntags: [c++, 50%, 한글]\nredirect_from: /old/cpp/\n---\n"
        "![Two](/images/two words.png) [Devops](/devops/) [notes](/notes/한글 메모.txt)\n"
    ),
    "_posts/2024-06-01-100%-안녕.md": (
        "---\ntitle: Hello 100%\ntags: [한글]\n---\n[Development](/development/)\n"
    ),
}
FILES: Mapping[str, bytes] = {
    "/images/two%20words.png": _PIXEL,
    "/notes/latin%2B1.txt": LATIN,
    "/notes/%ED%95%9C%EA%B8%80%20%EB%A9%94%EB%AA%A8.txt": KOREAN,
    "/assets/100%25.js": SCRIPT,
    "/assets/fitting.bin": hashlib.shake_128(b"fitting").digest(FITTING),
    "/assets/large.bin": hashlib.shake_128(b"large").digest(LARGE),
}
"""Escaped paths of files, and what is in them."""

_KEYS = {
    "/images/two%20words.png": "images/two words.png",
    "/notes/latin%2B1.txt": "notes/latin+1.txt",
    "/notes/%ED%95%9C%EA%B8%80%20%EB%A9%94%EB%AA%A8.txt": "notes/한글 메모.txt",
    "/assets/100%25.js": "assets/100%.js",
    "/assets/fitting.bin": "assets/fitting.bin",
    "/assets/large.bin": "assets/large.bin",
}


def edge_content() -> dict[str, bytes]:
    """Keys and contents of the blog."""
    titles = dict(PAGES.values())
    pages = {
        name: f"---\ntitle: {titles[name]!r}\npermalink: {path!r}\n---\nText.\n"
        for name, path in _PERMALINKS.items()
    }
    texts = {"_config.yml": _CONFIG, **pages, **_POSTS}
    files = {_KEYS[path]: data for path, data in FILES.items()}
    return {key: text.encode() for key, text in texts.items()} | files
