"""The people of a desk as the file that they lie in. Whatever is wrong with it closes the desk."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from handler.core.model.problems import ColdpressError
from handler.core.people.state import (
    STATE,
    Answered,
    Invitation,
    Member,
    Passkey,
    People,
    Program,
    Session,
)

T = TypeVar("T")
_VERSION = 1


class BrokenPeople(ColdpressError):
    """The file of the people cannot be read, so nobody may come in."""


def to_json(people: People) -> bytes:
    """The file of the people."""
    named = {"version": _VERSION, **asdict(people)}
    return json.dumps(named, ensure_ascii=False, default=datetime.isoformat, indent=1).encode()


def from_json(data: bytes) -> People:
    """The people of a file; raises `BrokenPeople`."""
    try:
        found = json.loads(data)
        if found["version"] != _VERSION:
            raise ValueError(f"it is of version {found['version']}")
        return _people(found)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        told = f"{STATE} in the bucket cannot be read ({error}), so the desk is closed"
        advice = "Restore an older version of it, or delete it and run `coldpress desk` again."
        raise BrokenPeople(f"{told}. {advice}") from error


def _people(raw: Mapping[str, Any]) -> People:
    if len(_text(raw, "secret")) < 32:
        raise ValueError("its secret is too short")
    return People(
        _text(raw, "secret"),
        _flag(raw, "is_on"),
        _each(raw, "members", _member),
        _each(raw, "invitations", _invitation),
        _each(raw, "answered", _answered),
    )


def _member(raw: dict[str, Any]) -> Member:
    names = (_text(raw, "id"), _text(raw, "name"), _flag(raw, "is_owner"))
    things = (_each(raw, "passkeys", _passkey), _each(raw, "sessions", _session))
    # Files of before there were programs have none.
    return Member(*names, *things, _each({"programs": []} | raw, "programs", _program))


_PROGRAM = ("id", "digest", "refresh", "code", "client", "label", "scopes")


def _program(raw: Mapping[str, Any]) -> Program:
    texts = {name: _text(raw, name) for name in _PROGRAM}
    return Program(
        **texts, made=_time(raw, "made"), used=_time(raw, "used"), until=_time(raw, "until")
    )


def _passkey(raw: Mapping[str, Any]) -> Passkey:
    counter = raw["counter"]
    if type(counter) is not int:
        raise ValueError("a counter is no number")
    names = (_text(raw, "id"), _text(raw, "credential"), _text(raw, "key"))
    return Passkey(*names, counter, _text(raw, "label"), _time(raw, "made"), _time(raw, "used"))


def _session(raw: Mapping[str, Any]) -> Session:
    names = (_text(raw, "id"), _text(raw, "digest"), _text(raw, "passkey"), _text(raw, "browser"))
    return Session(*names, _time(raw, "made"), _time(raw, "seen"))


def _invitation(raw: Mapping[str, Any]) -> Invitation:
    names = (_text(raw, "id"), _text(raw, "digest"), _text(raw, "name"), _flag(raw, "is_owner"))
    return Invitation(*names, _text(raw, "member"), _text(raw, "by"), _time(raw, "until"))


def _answered(raw: Mapping[str, Any]) -> Answered:
    member = _text(raw, "member") if "member" in raw else ""  # Before 2026-12 nobody was named.
    return Answered(_text(raw, "digest"), _time(raw, "until"), member)


def _each(raw: Mapping[str, Any], name: str, one: Callable[[Any], T]) -> tuple[T, ...]:
    found = raw[name]
    if not isinstance(found, list):
        raise ValueError(f"{name} is no list")
    return tuple(map(one, found))


def _text(raw: Mapping[str, Any], name: str) -> str:
    found = raw[name]
    if not isinstance(found, str):
        raise ValueError(f"{name} is no text")
    return found


def _flag(raw: Mapping[str, Any], name: str) -> bool:
    found = raw[name]
    if not isinstance(found, bool):
        raise ValueError(f"{name} is neither true nor false")
    return found


def _time(raw: Mapping[str, Any], name: str) -> datetime:
    found = datetime.fromisoformat(_text(raw, name))
    if found.tzinfo is None:
        raise ValueError(f"{name} is of no time zone")
    return found
