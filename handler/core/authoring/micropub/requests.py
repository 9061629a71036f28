"""What programs ask for by Micropub: a post, or a change of one, as properties. No IO here.

https://www.w3.org/TR/micropub/
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handler.core.model.entries import Json
from handler.core.model.problems import ColdpressError

Properties = dict[str, list[Json]]
"""What a post has, by the names of microformats; each property has several values or one."""
ACTIONS = ("create", "update", "delete", "undelete")
MOST_VALUES = 200
DEEPEST = 8
ALT = "mp-photo-alt"
_BESIDE = frozenset(["access_token", "h", "action", "url", "q"])
_STATES = ("published", "draft")


class BadRequest(ColdpressError):
    """A request that nobody can understand."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks for; a change names the post by its `url`.

    `replace`, `add` and `remove` change properties; `drop` are those that go as a whole.
    """

    action: str = "create"
    url: str = ""
    properties: Properties = field(default_factory=dict)
    replace: Properties = field(default_factory=dict)
    add: Properties = field(default_factory=dict)
    remove: Properties = field(default_factory=dict)
    drop: frozenset[str] = frozenset()


def from_form(pairs: Iterable[tuple[str, str]]) -> Asked:
    """What a form asks for; names of properties with several values end in brackets."""
    given: dict[str, list[Json]] = {}
    for name, value in pairs:
        given.setdefault(name.partition("[")[0], []).append(value)
    action, url = _first(given, "action") or "create", _first(given, "url")
    if action == "create":
        _check_type(_first(given, "h") or "entry")
        return _checked(Asked(properties=_created(given)))
    if action == "update":
        raise BadRequest("An update has to be JSON.")
    return _checked(Asked(action, url))


def from_json(value: object) -> Asked:
    """What an object asks for."""
    if not isinstance(value, dict):
        raise BadRequest("The request is no JSON object.")
    action = value.get("action", "create")
    if action == "create":
        types = value.get("type")
        for each in types if isinstance(types, list) and types else ["h-entry"]:
            _check_type(str(each).removeprefix("h-"))
        properties = value.get("properties")
        if not isinstance(properties, dict):
            raise BadRequest("`properties` has to be an object.")
        return _checked(Asked(properties=_created(_lists(properties))))
    url = value.get("url", "")
    if not isinstance(action, str) or not isinstance(url, str):
        raise BadRequest("`action` and `url` have to be texts.")
    if action != "update":
        return _checked(Asked(action, url))
    removed = value.get("delete", {})
    drop = frozenset(map(str, removed)) if isinstance(removed, list) else frozenset()
    parts = (_values(value, "replace"), _values(value, "add"))
    remove = {} if drop or removed == [] else _values(value, "delete")
    return _checked(Asked("update", url, {}, *parts, remove, drop))


def updated(properties: Properties, asked: Asked) -> Properties:
    """The properties of a post after an update."""
    found = {name: values for name, values in properties.items() if name not in asked.drop}
    for name, values in asked.remove.items():
        kept = [each for each in found.get(name, []) if each not in values]
        found = {each: values for each, values in found.items() if each != name}
        found |= {name: kept} if kept else {}
    found |= asked.replace
    for name, values in asked.add.items():
        known = found.get(name, [])
        found[name] = [*known, *(each for each in values if each not in known)]
    return {name: values for name, values in found.items() if values}


def text_of(properties: Properties, name: str) -> str:
    """The first value of a property, if it is a text or says one."""
    for value in properties.get(name, ())[:1]:
        if isinstance(value, dict):
            value = value.get("value", "")
        return value if isinstance(value, str) else ""
    return ""


def status_of(properties: Properties) -> str:
    """Whether a post is to be published or a draft; raises `BadRequest` for what is neither."""
    status = text_of(properties, "post-status") or _STATES[0]
    visibility = text_of(properties, "visibility") or "public"
    if visibility != "public":
        raise BadRequest(f"Posts cannot be {visibility[:40]}: all that is published is public.")
    if status not in _STATES:
        raise BadRequest(f"`post-status` is {status[:40]}, neither published nor draft.")
    return status


def described(photos: Sequence[Json], texts: Sequence[Json]) -> list[Json]:
    """Photos with alternative texts, as far as there are some."""
    return [
        {"value": photo, "alt": text} if isinstance(photo, str) and text else photo
        for photo, text in zip(photos, [*texts, *[""] * len(photos)], strict=False)
    ]


def _created(given: Properties) -> Properties:
    """The properties of a new post, with alternative texts beside their photos."""
    photos = given.get("photo", [])
    found = given | ({"photo": described(photos, given.get(ALT, []))} if photos else {})
    return {name: values for name, values in found.items() if name not in _BESIDE and values}


def _checked(asked: Asked) -> Asked:
    if asked.action not in ACTIONS:
        raise BadRequest(f"There is no action {asked.action[:40]!r}.")
    if asked.action != "create" and not asked.url:
        raise BadRequest("`url` has to say which post is meant.")
    for name in ("properties", "replace", "add", "remove"):
        for values in getattr(asked, name).values():
            if len(values) > MOST_VALUES or _depth(values) > DEEPEST:
                raise BadRequest(f"A property may have {MOST_VALUES} values, in few levels.")
    if changed := sorted(each for each in (*asked.replace, *asked.add) if each.startswith("mp-")):
        raise BadRequest(f"{changed[0][:40]} cannot be changed.")
    return asked


def _check_type(name: str) -> None:
    if name != "entry":
        raise BadRequest(f"Posts are of the type entry, not {name[:40]}.")


def _values(value: Mapping[str, object], name: str) -> Properties:
    """Lists of values by name, as an update has them."""
    found = value.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(each, list) for each in found.values()):
        raise BadRequest(f"`{name}` has to be an object that has an array for each property.")
    return found


def _lists(properties: Mapping[str, Json]) -> Properties:
    """Properties as lists; some programs leave out the brackets of one value."""
    return {
        name: value if isinstance(value, list) else [value] for name, value in properties.items()
    }


def _first(given: Mapping[str, Sequence[Json]], name: str) -> str:
    return str(next(iter(given.get(name, ())), ""))


def _depth(value: object, level: int = 0) -> int:
    if level > DEEPEST or not isinstance(value, list | dict):
        return level
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(each, level + 1) for each in inner), default=level)
