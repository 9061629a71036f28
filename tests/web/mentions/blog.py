"""A blog that others mention, and the web that they are on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from handler.core.webmentions.mentions import ENDPOINT, Mention
from handler.services.peers import Fetched
from handler.services.ports import Allowance, Unfinished
from tests.support.open_sandbox import OpenSandbox
from tests.web.blog import Blog

HOME = "https://blog.test"
TARGET = f"{HOME}/2026/01/01/hello/"
SOURCE = "https://ada.test/notes/1"
CONFIG = "title: Blog\npermalink: pretty\nwebmentions: {receive: true}\n"


@dataclass
class MemoryWeb:
    """See `OpenWeb`: pages by their addresses, and the forms that were sent."""

    pages: dict[str, Fetched] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    on_get: Callable[[str], None] = lambda _: None

    def put(self, address: str, html: str, status: int = 200, **more: Any) -> str:
        """Let a page be at an address."""
        self.pages[address] = Fetched(status, address, content_type="text/html", text=html, **more)
        return address

    def get(self, address: str, **_bounds: Any) -> Fetched | None:
        """See `OpenWeb.get`."""
        self.asked.append(address)
        self.on_get(address)
        return self.pages.get(address)

    def post(self, address: str, form: Mapping[str, str], *, seconds: float) -> int | None:
        """See `OpenWeb.post`."""
        self.sent.append((address, form["source"], form["target"]))
        return self.statuses.get(address, 202)


class TiringSandbox(OpenSandbox):
    """A sandbox in which `tiring` are the tasks that do not end; `on_run` runs before each."""

    tiring = ""
    on_run: Callable[[str], None] = staticmethod(lambda _: None)

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Any:
        """See `Sandbox.run`."""
        self.on_run(task)
        if self.tiring and task.endswith(f":{self.tiring}"):
            raise Unfinished("takes too much computing")
        return super().run(task, arguments, allowance)


class MentionedBlog(Blog):
    """A blog with a post that others may mention."""

    def __init__(self, config: str = CONFIG) -> None:
        self.computing = TiringSandbox()
        super().__init__(config=config, sandbox=self.computing)
        self.web = MemoryWeb()
        self.services.open_web = self.web
        self.path = self.post("2026-01-01-hello.md", title="Hello")

    def tick(self, minutes: int = 1) -> None:
        """Let minutes pass, with their ticks."""
        for _ in range(minutes):
            self.clock.pass_by(timedelta(minutes=1))
            self.services.ticker.tick()

    def send(
        self, source: str = SOURCE, target: str = TARGET, path: str = ENDPOINT, **more: Any
    ) -> TestResponse:
        """Tell the blog of a mention."""
        client = self.app.test_client()
        return client.post(path, data={"source": source, "target": target}, **more)

    def mention(self, html: str, source: str = SOURCE, target: str = TARGET) -> None:
        """Tell the blog of a page, and let it be looked at."""
        self.web.put(source, html)
        assert self.send(source, target).status_code == 202
        self.tick()

    def waiting(self) -> list[Mention]:
        """What somebody has to decide about."""
        return [*self.services.moderating.known().waiting]

    def approve(self, *, trusted: bool = False) -> None:
        """Show whatever waits."""
        for mention in self.waiting():
            self.services.moderating.approve(mention.version, trusted=trusted)

    def shown(self, path: str = "/2026/01/01/hello/") -> list[Mention]:
        """The mentions of a page as the bucket has them."""
        return self.services.mention_store.of(path)

    def page(self, path: str = "/2026/01/01/hello/") -> str:
        """What readers get."""
        return self.app.test_client().get(path).text


def like(target: str = TARGET, author: str = "Ada") -> str:
    """A page that likes another."""
    name = f'<span class="p-author h-card">{author}</span>'
    return f'<div class="h-entry">{name}<a class="u-like-of" href="{target}">it</a></div>'


def reply(words: str = "Well said.", target: str = TARGET, author: str = "Ada") -> str:
    """A page that answers another."""
    name = f'<span class="p-author h-card">{author}</span>'
    to = f'<a class="u-in-reply-to" href="{target}">it</a>'
    return f'<div class="h-entry">{name}{to}<div class="e-content">{words}</div></div>'
