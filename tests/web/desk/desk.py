"""A blog in memory with a desk, and somebody who sits at it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import Request, Response
from werkzeug.exceptions import Forbidden
from werkzeug.test import TestResponse

from handler.services.author.opened import OpenedVersions
from handler.services.author.uploads import Uploads
from handler.services.ports import Outcome
from handler.web.app import create_app
from handler.web.desk.deployed import deployed_desk
from handler.web.desk.desk import PREFIX, Desk, PageAnswer, Person, Visit
from tests.web.blog import Blog

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"
TOKEN = "the-token"
_HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">')
_FIELD = re.compile(r'<input (?:class="title" )?id="[\w-]+" name="(field-\w+)" value="([^"]*)"')
_AREA = re.compile(r'<textarea (?:id="[\w-]+" )?name="([\w-]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)


@dataclass(frozen=True)
class Guests:
    """Whoever comes to the right host."""

    host: str
    name: str = ""

    def are_welcome(self, request: Request) -> bool:
        return request.host == self.host

    def person(self, request: Request) -> Person:
        return Person(self.name, is_owner=True)

    def origin(self, request: Request) -> str:
        return f"http://{self.host}"

    def token(self, request: Request) -> str:
        return TOKEN

    def pages(self) -> Mapping[str, PageAnswer]:
        return {}

    def changes(self) -> Mapping[str, PageAnswer]:
        return {}

    def let_in(self, visit: Visit, name: str) -> Response:
        raise Forbidden


class DeskBlog(Blog):
    """A blog with a desk."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.host = HOST
        self.person = ""
        self.app = create_app(lambda: self.services, self.desk)

    def desk(self) -> Desk:
        return Desk(
            self.services,
            self.services.authoring,
            OpenedVersions(self.bucket),
            Uploads(self.bucket, self.clock, self.services.sandbox),
            Guests(self.host, self.person),
            self._publish,
        )

    def _publish(self, keys: Sequence[str]) -> list[Outcome]:
        return [self.services.publisher.publish(key) for key in keys]

    def see(self, page: str = "", **query: str) -> TestResponse:
        """A page of the desk."""
        client = self.app.test_client()
        return client.get(PREFIX + page, query_string=query, headers={"Host": HOST})

    def form(self, key: str) -> dict[str, str]:
        """The form of a file as a browser has it."""
        return form_in(self.see("edit", key=key).text)

    def do(
        self, page: str, form: dict[str, Any], headers: dict[str, str] | None = None
    ) -> TestResponse:
        """What a form of the desk leads to."""
        own = {"Host": HOST, "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
        own["Referer"] = f"{ORIGIN}{PREFIX}edit"
        return self.app.test_client().post(
            PREFIX + page,
            data={"token": TOKEN} | form,
            headers=own | (headers or {}),
            content_type="multipart/form-data",
        )

    def edit(self, key: str, do: str = "save", **entered: str) -> TestResponse:
        """Open a file, enter something into its form, and press a button."""
        form = self.form(key)
        named = {name.replace("_", "-"): value for name, value in entered.items()}
        assert named.keys() <= form.keys() | {"when", "name"}
        return self.do("edit", form | named | {"do": do})

    def text(self, key: str) -> str | None:
        """A file as it is in the bucket."""
        found = self.bucket.get(key)
        return found.data.decode() if found and found.data is not None else None


class DeployedBlog(DeskBlog):
    """A blog with a desk as it is on AWS."""

    def desk(self) -> Desk:
        return deployed_desk(self.services, Guests(self.host))


def form_in(html: str) -> dict[str, str]:
    """The fields of the form of a page."""
    fields = dict(_HIDDEN.findall(html)) | dict(_FIELD.findall(html)) | dict(_AREA.findall(html))
    return {name: unescape(value) for name, value in fields.items()}
