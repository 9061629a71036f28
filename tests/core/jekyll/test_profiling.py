"""What files of data tell of tags, categories and authors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.jekyll.profiling import MAXIMUM_PROFILE, MAXIMUM_PROFILES, read_profiles
from handler.core.model.context import NavItem
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.profiles import (
    Profile,
    profile_files,
    profile_in,
    profiled_kind,
    profiles_to_json,
)
from handler.core.model.terms import term_slug

FLASK = Profile("<p>A <strong>small</strong> one.</p>\n", "A small one.")


def profiles(value: Json, key: str = "_data/tags.yml") -> dict[str, Profile]:
    found, problems = read_profiles(key, value, SiteConfig())
    assert problems == ()
    return {**found}


@pytest.mark.parametrize(
    "value",
    [
        {"flask": "A **small** one."},
        {"Flask": {"description": "A **small** one."}},
        [{"name": "flask", "description": "A **small** one."}],
        [{"tag": "Flask", "about": "A **small** one."}, "flask", {"description": "Of none."}],
    ],
)
def test_a_term_is_described_in_a_line_a_mapping_or_a_list(value: Json) -> None:
    assert profiles(value) == {"flask": FLASK}


def test_a_file_of_a_folder_describes_one_term() -> None:
    key = "_data/tags/flask.yml"
    assert profiles({"description": "A **small** one."}, key) == {"flask": FLASK}
    assert profiled_kind(key) == "tag"
    assert key in profile_files("tag", "flask")


def test_a_file_of_a_folder_is_called_as_the_address_of_its_term() -> None:
    assert [*profiles("A language.", "_data/tags/c++.yml")] == ["c++"]
    for name, slug in {"Kim": "kim", "Jane Doe": "jane-doe"}.items():
        _, problems = read_profiles(f"_data/authors/{name}.yml", {"bio": "B."}, SiteConfig())
        assert [problem.fix for problem in problems] == [f"Call it {slug}.yml, as the address is."]
    assert read_profiles("_data/authors/kim.yml", {"bio": "B."}, SiteConfig())[1] == ()


@pytest.mark.parametrize(
    "key", ["_data/tag.yml", "_data/a/tags.yml", "tags.yml", "_data/tags/a/b.yml", "_data/x.yml"]
)
def test_other_files_describe_nothing(key: str) -> None:
    assert profiled_kind(key) is None


@pytest.mark.parametrize("written", ["@kim@social.example", "https://social.example/@kim"])
def test_an_account_of_mastodon_is_a_name_or_an_address(written: str) -> None:
    found = profiles({"kim": {"name": "Kim", "mastodon": written}}, "_data/authors.yml")["kim"]
    assert found.accounts == (NavItem("Mastodon", "https://social.example/@kim"),)


def test_an_author_has_a_name_addresses_a_picture_and_accounts() -> None:
    value: Json = {
        "kim": {
            "name": "Kim  Lee",
            "bio": "Builds.",
            "uri": "https://kim.example/",
            "avatar": "/kim.png",
            "twitter": "@kim",
            "github_username": "kimlee",
            "linkedin": "https://www.linkedin.com/company/kim",
            "mastodon": "@kim@social.example",
            "links": [{"label": "Books", "url": "/books/"}, {"label": "GitHub again"}, "x"],
        }
    }
    assert profiles(value, "_data/authors.yml")["kim"] == Profile(
        "<p>Builds.</p>\n",
        "Builds.",
        "Kim Lee",
        "https://kim.example/",
        "/kim.png",
        (
            NavItem("GitHub", "https://github.com/kimlee"),
            NavItem("LinkedIn", "https://www.linkedin.com/company/kim"),
            NavItem("Twitter", "https://twitter.com/kim"),
            NavItem("Mastodon", "https://social.example/@kim"),
            NavItem("Books", "/books/"),
        ),
    )


def test_no_address_of_an_author_runs_or_leads_nowhere() -> None:
    bad = "javascript:alert(1)"
    value: Json = {
        "kim": {
            "url": bad,
            "picture": bad,
            "github": bad,
            "mastodon": bad,
            "links": [{"label": "x", "url": bad}],
        }
    }
    assert profiles(value, "_data/authors.yml")["kim"] == Profile()


def test_what_is_no_text_is_told_with_the_name_of_its_term() -> None:
    found, problems = read_profiles("_data/tags.yml", {"flask": 5, "red": "R."}, SiteConfig())
    assert [*found] == ["red"]
    assert problems[0].severity == "warning"
    assert "tells of flask what is no text" in problems[0].message


def test_long_descriptions_are_cut_and_too_many_left_out() -> None:
    many: Json = {f"t{n}": "x" * (MAXIMUM_PROFILE + 1) for n in range(50)}
    found, problems = read_profiles("_data/tags.yml", many, SiteConfig())
    assert 30 <= len(found) < 50
    assert sum(len(each.html) for each in found.values()) <= MAXIMUM_PROFILES
    assert len(problems) == 20


NAMES = st.text(max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["_data/tags.yml", "_data/authors.json", "_data/tags/a.yml"]), VALUES)
def test_whatever_a_file_holds_is_read_and_kept_whole(key: str, value: Json) -> None:
    found, _ = read_profiles(key, value, SiteConfig())
    text = profiles_to_json(found)
    assert {slug: profile_in(text, slug) for slug in found} == found
    assert all(term_slug(slug) == slug for slug in found)
    assert profile_in(text, "no such term") is None
