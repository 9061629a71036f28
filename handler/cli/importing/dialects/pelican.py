"""Texts of Pelican: metadata in lines before Markdown, and reStructuredText. No IO here."""

import re
from io import StringIO
from typing import Any

from handler.cli.importing.texts.front_matter import Matter, NotRead, split
from handler.core.model.entries import Json

_LINE = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*:[^\S\n]*(?P<value>[^\n]*)\Z")
LINK = re.compile(
    r"(?:(?P<alone>(?<=[(<\"']))|(?<==)|(?<=\]:)|(?<=\]: ))"
    r"[{|](?P<kind>filename|static|attach|tag|category|author|index)[}|]"
    r"(?P<path>[^\"'\s)>#?]*(?(alone)(?:(?: +[^\"'\s)>#?]+)+(?=[)>\"']))?|))"
)
"""What stands for an address of the site; one that is all of an address may have spaces."""
_CODE_NAMES = ("code-block", "sourcecode", "code")


def metadata(text: str) -> tuple[Matter, str]:
    """The lines such as `Title: x` before a text of Markdown, or front matter, and the text."""
    if text.startswith(("---", "+++")):
        try:
            return split(text)
        except NotRead:
            text = text.partition("\n")[2]
    values: dict[str, Json] = {}
    lines = text.lstrip("\n").split("\n")
    name = ""
    for place, line in enumerate(lines):
        found = _LINE.match(line)
        if found:
            name = found["name"].lower()
            before = str(values.get(name, ""))
            values[name] = (
                f"{before}, {found['value'].strip()}" if before else found["value"].strip()
            )
        elif name and line.startswith(("    ", "\t")) and line.strip():
            values[name] = f"{values[name]} {line.strip()}"
        else:
            is_end = line.strip() in {"", "---", "..."}
            body = "\n".join(lines[place + is_end :])
            return Matter(values), body if values else text
    return Matter(values), ""


def markdown_shown(text: str) -> str:
    """The HTML that Pelican makes of Markdown."""
    from markdown import markdown

    extensions = ["extra", "sane_lists", "fenced_code"]
    return markdown(text, extensions=extensions)


def restructured(text: str) -> tuple[Matter, str]:
    """Metadata and HTML of reStructuredText; raises `NotRead` if docutils gives up."""
    from docutils import nodes
    from docutils.core import publish_doctree, publish_from_doctree
    from docutils.parsers.rst import directives
    from docutils.parsers.rst.directives.body import CodeBlock

    for name in _CODE_NAMES:
        directives.register_directive(name, _lenient(CodeBlock))
    settings = {
        "report_level": 5,
        "halt_level": 5,
        "file_insertion_enabled": False,
        "raw_enabled": True,
        "warning_stream": StringIO(),
        "syntax_highlight": "none",
        "input_encoding": "unicode",
        "initial_header_level": 2,
        "doctitle_xform": True,
        "embed_stylesheet": False,
        "line_length_limit": 200_000,
        "output_encoding": "unicode",
        "math_output": "LaTeX",
    }
    try:
        tree = publish_doctree(text, settings_overrides=settings | {"report_level": 3})
        for told in [*tree.findall(nodes.system_message)]:
            # A directive that only a plugin knows: what stands in it stays as it was written.
            written = [each for each in told.children if isinstance(each, nodes.literal_block)]
            told.parent.replace(told, written)
        values: dict[str, Json] = {"title": str(tree.get("title") or "")}
        for info in [*tree.findall(nodes.docinfo)]:
            values |= dict(map(_field, info.children))
            info.parent.remove(info)
        html = publish_from_doctree(tree, writer="html5", settings_overrides=settings)
    except Exception as error:  # docutils raises whatever its directives do
        raise NotRead(f"docutils cannot read it ({error})") from error
    return Matter(values), _body_of(str(html))


def _lenient(directive: Any) -> Any:
    """A directive that passes over options it does not know, as those of Pygments."""

    class Lenient(directive):  # type: ignore[misc]
        option_spec = _AnyOption(directive.option_spec)

    return Lenient


class _AnyOption(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        return lambda value: value


def _field(node: Any) -> tuple[str, Json]:
    """Name and value of an entry before the text, whether docutils knows it or not."""
    if node.tagname == "field":
        return node.children[0].astext().strip().lower(), " ".join(
            node.children[1].astext().split()
        )
    if node.tagname == "authors":
        return "authors", [each.astext() for each in node.children]
    return node.tagname, node.astext().strip()


def _body_of(html: str) -> str:
    """What stands in the page that docutils makes, below its title."""
    found = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)
    body = found[1] if found else html
    body = re.sub(r"<h1 class=\"title\">.*?</h1>", "", body, count=1, flags=re.DOTALL)
    body = re.sub(r"<section id=\"([^\"]*)\">\s*<(h[1-6])>", r'<\2 id="\1">', body)
    body = re.sub(r"</?(?:section|main)\b[^>]*>", "", body)
    body = re.sub(r"<a class=\"toc-backref\"[^>]*>(.*?)</a>", r"\1", body, flags=re.DOTALL)
    return re.sub(
        r"<pre class=\"code ([\w+#.-]+)[^\"]*\"[^>]*>", r'<pre class="language-\1">', body
    )
