"""The desk's first page: what there is, and beginning something new."""

from flask import Response

from handler.services.author.browsing import SHELVES
from handler.web.desk import answers, mentions
from handler.web.desk.desk import Visit

STATES = ("live", "draft", "scheduled", "hidden", "rejected")
_MOST_CHARACTERS = 200


def show(visit: Visit) -> Response:
    """The files of a shelf that have some words, those of one state, or all."""
    asked = visit.request.args
    shelf = asked.get("in", "")
    shelf = shelf if shelf in SHELVES else "posts"
    state = asked.get("state", "")
    state = state if state in STATES else ""
    words = asked.get("q", "")[:_MOST_CHARACTERS]
    look = visit.desk.services.browsing.look(shelf, words, state, asked.get("from", ""))
    return answers.page(
        visit,
        "list.html",
        shelf=shelf,
        shelves=[*SHELVES],
        state=state,
        states=STATES,
        words=words,
        look=look,
        is_first="from" not in asked,
        done=asked.get("did", ""),
        has_mentions=mentions.may_decide(visit),
    )
