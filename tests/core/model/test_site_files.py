"""Files that stand for the whole site: the best is taken, and a style is named by its content."""

from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.site_files import (
    ICONS,
    MANIFESTS,
    TOUCH_ICONS,
    SiteFiles,
    fingerprinted,
    is_of,
    site_files,
    without_fingerprint,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(TEXTS, TEXTS, TEXTS)
def test_a_style_is_found_again_by_its_name_and_told_from_another(
    name: str, etag: str, other: str
) -> None:
    path = f"/{name}.css"
    named = fingerprinted(path, etag)
    assert without_fingerprint(named) == path
    assert is_of(named, etag)
    assert is_of(named, other) == (etag == other)


def test_other_paths_name_no_style() -> None:
    for path in ("/a.css", "/a.0123456789ab.js", "/a.0123456789AB.css", "/.0123456789ab.css", ""):
        assert without_fingerprint(path) == ""
        assert not is_of(path, "etag")


def test_the_best_of_the_files_that_are_there_is_taken() -> None:
    assert site_files(lambda _path: False) == SiteFiles()
    assert site_files(lambda _path: True) == SiteFiles(ICONS[0], TOUCH_ICONS[0], MANIFESTS[0])
    assert site_files({"/images/favicon.ico"}.__contains__).icon == "/images/favicon.ico"
    assert site_files(lambda _path: True, "/mine.svg", "/a.css").icon == "/mine.svg"
