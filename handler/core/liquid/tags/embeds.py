"""Tags of common plugins, as plain HTML: no script or frame of a third party. No IO here."""

import re
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TextIO
from urllib.parse import quote

from liquid import Environment
from liquid.ast import Node
from liquid.context import RenderContext

from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.runtime.locations import Place, adapt
from handler.core.liquid.runtime.nodes import Body
from handler.core.liquid.tags.clauses import TAG, Clause, Reading

_WORD = re.compile(r"""[^\s"']*(?:"[^"]*"|'[^']*')?[^\s"']*""")
_VARIABLE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_IMAGE_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)(?:[?#]|\Z)", re.IGNORECASE)
_CAPTION = re.compile(r"""\bcaption\s*[:=]\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class _Service:
    """A service that a tag shows something of: how it is called and where the thing is."""

    label: str
    address: str


_SERVICES: Mapping[str, _Service] = {
    "gist": _Service("Gist", "https://gist.github.com/{}"),
    "youtube": _Service("Video on YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": _Service("Video on Vimeo", "https://vimeo.com/{}"),
    "tweet": _Service("Post on Twitter", "https://twitter.com/i/web/status/{}"),
    "twitter": _Service("Post on Twitter", "https://twitter.com/i/web/status/{}"),
    "jsfiddle": _Service("JSFiddle", "https://jsfiddle.net/{}/"),
    "codepen": _Service("CodePen", "https://codepen.io/{}"),
    "asciinema": _Service("Recording on asciinema", "https://asciinema.org/a/{}"),
    "soundcloud": _Service("Sound on SoundCloud", "https://soundcloud.com/{}"),
}


def read_markup(_: Environment, text: str) -> Reading:
    """Read the words of the tag."""
    return Reading(text)


def build_figure(clauses: Sequence[Clause]) -> Node:
    """`figure` with an end tag."""
    return FigureBlockNode(clauses[0].reading, clauses[0].body)


class _EmbedNode(Node):
    __slots__ = ("_markup",)

    def __init__(self, reading: Reading, _: Place) -> None:
        super().__init__(TAG)
        self.blank = False
        self._markup: str = reading.value

    @abstractmethod
    def html(self, words: list[str]) -> str:
        """The HTML for the words of the tag."""
        ...

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the HTML; without anything to show, the tag stays as written."""
        rendering = adapt(context)
        markup = rendering.expand(self._markup)
        words = [_value(word, rendering) for word in _WORD.findall(markup) if word]
        if not words or "{{" in markup:
            raise LookupError("it does not say what to show")
        return buffer.write(self.html(words))


class _LinkNode(_EmbedNode):
    __slots__ = ()
    service: _Service

    def html(self, words: list[str]) -> str:
        """A link to the thing, which the reader may follow."""
        what = next((word for word in words if word.startswith("http")), words[0])
        address = what if what.startswith(("http://", "https://")) else self._address(what)
        label = f"{self.service.label}: {what.removeprefix('https://').removeprefix('http://')}"
        return f'<a class="embed" href="{escape(address)}">{escape(label)}</a>'

    def _address(self, what: str) -> str:
        return self.service.address.format(quote(what, safe="/@:,=&?-._~"))


class ImageNode(_EmbedNode):
    """Octopress's `img [class] path [width [height]] ["title" ["alt"]]`."""

    __slots__ = ()

    def html(self, words: list[str]) -> str:
        """An image; its words before the path are classes."""
        at = _image_position(words)
        sizes = [word for word in words[at + 1 : at + 3] if word.isdecimal()]
        texts = words[at + 1 + len(sizes) :]
        attributes = {
            "class": " ".join(words[:at]),
            "src": words[at],
            "width": sizes[0] if sizes else "",
            "height": sizes[1] if len(sizes) > 1 else "",
            "title": texts[0] if texts else "",
        }
        alt = texts[1] if len(texts) > 1 else " ".join(texts)
        shown = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
        return f'<img{shown} alt="{escape(alt)}">'


class FigureNode(_EmbedNode):
    """`figure path ["caption"]`."""

    __slots__ = ()

    def html(self, words: list[str]) -> str:
        """An image with a caption."""
        at = _image_position(words)
        caption = _caption(self._markup) or " ".join(words[at + 1 :])
        path = words[at].partition("=")[2].strip("\"'") if "=" in words[at] else words[at]
        image = f'<img src="{escape(path)}" alt="{escape(caption)}">'
        return f"<figure>{image}{_figcaption(caption)}</figure>"


class FigureBlockNode(Node):
    """`figure caption:"…"` around Markdown."""

    __slots__ = ("_body", "_markup")

    def __init__(self, reading: Reading, body: Body) -> None:
        super().__init__(TAG)
        self.blank = False
        self._markup: str = reading.value
        self._body = body

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the figure, with Markdown inside it still to be read."""
        size = buffer.write('<figure markdown="1">\n')
        size += self._body.render(context, buffer)
        return size + buffer.write(f"\n{_figcaption(_caption(self._markup))}</figure>")


def _value(word: str, rendering: Rendering) -> str:
    """A word without its quotes; the name of a variable that is set stands for its value."""
    if not _VARIABLE.fullmatch(word):
        return word.strip("\"'")
    first, *names = word.split(".")
    value = rendering.get([first, *names], token=None, default=None)
    return value if isinstance(value, str) else word


def _image_position(words: list[str]) -> int:
    for position, word in enumerate(words):
        if word.startswith(("/", "http://", "https://")) or _IMAGE_FILE.search(word):
            return position
    raise LookupError("it names no image")


def _caption(markup: str) -> str:
    match = _CAPTION.search(markup)
    return (match[1] or match[2] or "") if match else ""


def _figcaption(caption: str) -> str:
    return f"<figcaption>{escape(caption)}</figcaption>" if caption else ""


def _link_node(service: _Service) -> type[_LinkNode]:
    return type("LinkNode", (_LinkNode,), {"service": service, "__slots__": ()})


EMBEDS: Mapping[str, Callable[[Reading, Place], Node]] = {
    "figure": FigureNode,
    "img": ImageNode,
    **{name: _link_node(service) for name, service in _SERVICES.items()},
}
