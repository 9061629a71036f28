"""A blog whose posts have comments on a GitHub in miniature."""

from dataclasses import replace
from datetime import timedelta
from xml.etree.ElementTree import Element

import html5lib

from tests.services.comments.github import FakeGitHub
from tests.web.blog import Blog

CONFIG = "title: Notes\npermalink: pretty\ngithub: {repository: example/notes}\n"
SECRET = "a secret of the webhook"


class CommentedBlog(Blog):
    """A blog with a post at `path` that shows the comments of issue 7."""

    def __init__(self, *, config: str = CONFIG, secret: str = SECRET) -> None:
        super().__init__(config=config)
        self.github = FakeGitHub()
        self.services.github = self.github
        self.services.settings = replace(self.services.settings, github_secret=secret)
        self.path = self.post("2026-01-01-hello.md", title="Hello", commentIssueId=7)

    def tick(self, minutes: int = 1) -> None:
        """Let minutes pass, with their ticks."""
        for _ in range(minutes):
            self.clock.time += timedelta(minutes=1)
            self.services.ticker.tick()

    def read(self) -> Element:
        """The comments of the post, as a reader sees them now."""
        answer = self.get(self.path)
        assert answer.status_code == 200
        page = html5lib.parse(answer.text, namespaceHTMLElements=False)
        section = page.find(".//section[@class='discussion']")
        assert isinstance(section, Element)
        return section

    def texts(self) -> list[str]:
        """The texts of the comments that a reader sees now."""
        comments = self.read().findall(".//div[@class='comment-text e-content']")
        return [text_of(comment) for comment in comments]

    def refresh_requests(self) -> int:
        """How many looks at GitHub are waited for."""
        return sum(key.pk == "comments#wanted" for key, _ in self.table.scan())


def text_of(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())
