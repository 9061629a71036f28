"""Which page of coming in, of people and of going out is asked for."""

from collections.abc import Mapping

from flask import Response

from handler.web.desk import answers
from handler.web.desk.desk import PageAnswer, Visit
from handler.web.desk.signing.consenting import Consenting
from handler.web.desk.signing.entering import Entering
from handler.web.desk.signing.managing import Managing
from handler.web.desk.signing.visitors import Visitors


class Doors:
    """The pages of a desk with sign-in."""

    def __init__(self, visitors: Visitors) -> None:
        entering, managing = Entering(visitors), Managing(visitors)
        consenting = Consenting(visitors, managing)
        self._visitors = visitors
        self._open_pages: Mapping[str, PageAnswer] = {"enter": entering.show_link}
        self._open_changes: Mapping[str, PageAnswer] = {
            "enter/ask": entering.ask_new,
            "enter": entering.register,
            "sign-in/ask": entering.ask,
            "sign-in": entering.sign_in,
        }
        self.pages: Mapping[str, PageAnswer] = {
            **self._open_pages,
            "people": managing.show,
            "authorize": consenting.ask,
        }
        self.changes: Mapping[str, PageAnswer] = {
            **self._open_changes,
            "people": managing.change,
            "invite": managing.invite,
            "program": consenting.make,
            "sign-out": managing.sign_out,
            "consent": consenting.answer,
        }
        self._show = entering.show

    def let_in(self, visit: Visit, name: str) -> Response:
        """What who has to sign in first gets."""
        if self._visitors.known(visit.request).is_broken:
            return answers.page(visit, "signing/closed.html", 503)
        if visit.request.method == "POST":
            change = self._open_changes.get(name)
            return change(visit) if change else self._ended(visit)
        page = self._open_pages.get(name)
        if page is None and visit.wants_data:
            return self._ended(visit)
        return page(visit) if page else self._show(visit)

    def _ended(self, visit: Visit) -> Response:
        """That nothing was done, as whoever asks is signed out."""
        if visit.wants_data:
            return answers.data({"error": "signed-out", "problems": []}, 401)
        return answers.page(visit, "signing/ended.html", 401)
