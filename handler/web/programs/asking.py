"""Requests of programs: which token comes along, for whom it writes, and what is asked for.

A token comes in a header or in a form, never in an address, which logs and histories keep.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from werkzeug.datastructures import FileStorage

from handler.core.authoring.micropub.requests import Asked, BadRequest, from_form, from_json
from handler.core.people.state import People, Program
from handler.web.desk.desk import Person, Visit
from handler.web.programs.answers import Refusal

MOST_JSON = 1_000_000
"""Bytes; read, it takes many times as much."""
MOST_FIELDS = 400_000
"""Bytes of a form beside its pictures."""
_TOKEN = "access_token"


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a program; the `visit` is of whom it writes for."""

    visit: Visit
    program: Program

    @property
    def scopes(self) -> frozenset[str]:
        """What the program may do."""
        return frozenset(self.program.scopes.split())

    def need(self, *scopes: str) -> None:
        """Refuse a program that has none of some scopes."""
        if not self.scopes & {*scopes}:
            raise Refusal(403, "insufficient_scope", f"The token lacks the scope {scopes[0]}.")


def bound(visit: Visit) -> None:
    """Limit what a request may bring along: Lambda is sent 6 MB, of which a third is base64."""
    request = visit.request
    is_json = request.mimetype == "application/json"
    request.max_content_length = MOST_JSON if is_json else visit.desk.most_sent + MOST_FIELDS
    request.max_form_memory_size = MOST_FIELDS
    if (request.content_length or 0) > request.max_content_length:
        most = request.max_content_length
        raise Refusal(413, "invalid_request", f"A request may have {most:,} bytes at most.")


def called(visit: Visit, people: People) -> Call:
    """The request of a program that has a token; refuses any other."""
    found = visit.desk.services.programs.of(people, bearer(visit))
    if found is None:
        raise Refusal(401, "invalid_token", "The token was revoked, has expired or never was one.")
    member, program = found
    person = Person(member.name, member.is_owner)
    return Call(replace(visit, desk=visit.desk.at(person), person=person), program)


def bearer(visit: Visit) -> str:
    """The token that comes along."""
    request = visit.request
    if _TOKEN in request.args:
        raise Refusal(400, "invalid_request", "A token must not stand in an address.")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    tokens = [token.strip()] if scheme.lower() == "bearer" and token.strip() else []
    if request.method == "POST":
        tokens += request.form.getlist(_TOKEN)
    if not tokens:
        raise Refusal(401, "unauthorized", "A token is needed.")
    if len(tokens) > 1:
        raise Refusal(400, "invalid_request", "A token has to come in one way alone.")
    return tokens[0]


def asked_of(visit: Visit) -> Asked:
    """What a POST asks for."""
    request = visit.request
    if request.mimetype == "application/json":
        try:
            value = json.loads(request.get_data())
            json.dumps(value, ensure_ascii=False).encode()  # Halves of letters have no UTF-8.
        except (ValueError, RecursionError):
            raise BadRequest("The request is no JSON of whole letters.") from None
        return from_json(value)
    return from_form(request.form.items(multi=True))


def files_of(visit: Visit) -> Iterator[tuple[str, FileStorage]]:
    """The files that come along, by the properties that they are for."""
    for name, file in visit.request.files.items(multi=True):
        if file.filename:
            yield name.partition("[")[0], file
