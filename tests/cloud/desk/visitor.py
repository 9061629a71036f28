"""Somebody at the desk of a deployed blog, with an authenticator and a browser without scripts."""

import json
import re
import uuid
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from handler.web.desk.desk import PREFIX
from tests.cloud.aws.messages import Answer, Request
from tests.cloud.aws.site import Site
from tests.web.desk.authenticator import Authenticator
from tests.web.desk.desk import form_in

_TOKEN = re.compile(r'<input type="hidden" name="token" value="([^"]*)">')


@dataclass
class Visitor:
    """A browser that keeps cookies; `address` is that of the blog as its authors know it."""

    site: Site
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """What a browser calls the origin of the blog."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def see(self, page: str = "") -> Answer:
        """A page of the desk."""
        path, _, query = page.partition("?")
        return self._send(Request(self._path(path), query, "GET", self._headers()))

    def send(self, page: str, **form: str | list[str]) -> Answer:
        """What a form leads to."""
        mark = uuid.uuid4().hex
        head = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        named = {name: [each] if isinstance(each, str) else each for name, each in form.items()}
        parts = [(name, value) for name, values in named.items() for value in values]
        body = "".join(head.format(mark, *part) for part in parts) + f"--{mark}--\r\n"
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Origin": self.origin}
        told = self._headers() | headers | {"Sec-Fetch-Site": "same-origin"}
        return self._send(Request(self._path(page), "", "POST", told, body.encode()))

    def edit(self, key: str, **entered: str) -> Answer:
        """Open a file, enter something, and press a button."""
        return self.send("edit", **(form_in(self.see(f"edit?key={key}").text) | entered))

    def enter(self, link: str, name: str) -> Answer:
        """Register a passkey with a link."""
        device = Authenticator(self.origin, urlsplit(self.origin).hostname or "")
        asked = self.send("enter/ask", link=link, name=name, token=self.token())
        made = device.create(json.loads(asked.text)["options"])
        return self.send("enter", link=link, name=name, answer=made, token=self.token())

    def token(self) -> str:
        """What changes have to bring along."""
        found = _TOKEN.search(self.see("people").text)
        return unescape(found[1]) if found else ""

    def _path(self, page: str) -> str:
        return urlsplit(self.site.door.root).path + PREFIX + page

    def _headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": f"theme=dark; {cookie}"} if cookie else {}

    def _send(self, request: Request) -> Answer:
        answer = self.site.send(request)
        for cookie in answer.all("set-cookie"):
            name, value = cookie.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer
