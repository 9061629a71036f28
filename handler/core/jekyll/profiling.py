"""Reads what a file of data tells of tags, categories or authors. No IO here."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from handler.core.html.nesting import is_bounded, words_only
from handler.core.html.shortening import shorten
from handler.core.html.text import plain_text
from handler.core.markdown import MarkdownOptions, to_html
from handler.core.model.addressing.urls import link_address
from handler.core.model.data_names import data_path
from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.problems import Problem
from handler.core.model.profiles import Profile, Profiles, profiled_kind
from handler.core.model.terms import term_slug
from handler.core.site.pictures.site import PICTURES
from handler.core.site.profile_accounts import accounts_of_person

MAXIMUM_PROFILE = 10_000
"""Characters of the description of one term."""
MAXIMUM_PROFILES = 400_000
"""Characters of all descriptions in one file."""
_TEXTS = ("description", "bio", "about", "excerpt")
_NAMES = ("slug", "tag", "category", "key", "name", "title")
_SUMMARY = 1_000


def read_profiles(key: str, value: Json, site: SiteConfig) -> tuple[Profiles, tuple[Problem, ...]]:
    """The profiles in the value of a file, whose descriptions are Markdown, with warnings."""
    profiles: dict[str, Profile] = {}
    problems = [*_misnamed(key)]
    size = 0
    for name, text in _told(key, value):
        profile, problem = _profile(key, name, text, site)
        problems += [problem] if problem else []
        size += len(profile.html) if profile else 0
        if size > MAXIMUM_PROFILES:
            message = f"has more than {MAXIMUM_PROFILES:,} characters of descriptions; from"
            problems.append(_warning(key, f"{message} {name[:40]} on they are left out."))
            break
        if profile:
            profiles[term_slug(name)] = profile
    return profiles, tuple(islice(problems, 20))


def _warning(key: str, message: str) -> Problem:
    fix = "Write lines such as flask: What it is about, or mappings with a description."
    return Problem(key, message, fix, severity="warning")


def _told(key: str, value: Json) -> Iterator[tuple[str, Json]]:
    """The names in a file, and what it tells of each: by name, in a list, or of one alone."""
    if alone := _told_alone(key):
        yield alone, value
    elif isinstance(value, list):
        for each in map(mapping, value):
            named = (each[name] for name in _NAMES if isinstance(each.get(name), str))
            if (name := next(named, "")) and isinstance(name, str):
                yield name, each
    else:
        yield from mapping(value).items()


def _told_alone(key: str) -> str:
    """The name of the term that a file in a folder tells of; nothing for a file of several."""
    name = key.rpartition("/")[2].rpartition(".")[0]
    return name if len(data_path(key)) == 2 else ""


def _misnamed(key: str) -> Iterator[Problem]:
    """A warning of a file that is not called as the address of what it tells of."""
    name = _told_alone(key)
    if name and name != (slug := term_slug(name)):
        fix = f"Call it {slug}.{key.rpartition('.')[2]}, as the address is."
        message = "has a name that is no address, so no page shows what it tells."
        yield Problem(key, message, fix, severity="warning")


def _profile(
    key: str, name: str, told: Json, site: SiteConfig
) -> tuple[Profile | None, Problem | None]:
    given = mapping(told)
    described = [told, *map(given.get, _TEXTS)]
    text = next((each for each in described if isinstance(each, str) and each.strip()), "")
    if told is not None and not isinstance(told, str | dict):
        return None, _warning(key, f"tells of {name[:40]} what is no text.")
    if len(text) > MAXIMUM_PROFILE:
        message = f"has {len(text):,} characters of {name[:40]}; {MAXIMUM_PROFILE:,} are shown."
        return _made(key, given, text[:MAXIMUM_PROFILE], site), _warning(key, message)
    return _made(key, given, text, site), None


def _made(key: str, given: dict[str, Json], text: str, site: SiteConfig) -> Profile:
    html = to_html(text, MarkdownOptions.from_config(site.kramdown)).html if text else ""
    html = html if is_bounded(html) else words_only(html)
    profile = partial(Profile, html, shorten(plain_text(html, len(html)), _SUMMARY))
    if profiled_kind(key) != "author":
        return profile()
    pictures = (link_address(given.get(name)) for name in PICTURES)
    return profile(
        name=_line(given.get("name")),
        url=link_address(given.get("url") or given.get("uri")),
        picture=next(filter(None, pictures), ""),
        accounts=accounts_of_person(given),
    )


def _line(value: Json) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
