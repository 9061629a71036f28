"""The Nu HTML checker finds no error on any page of the sample blog and of one with 200 posts."""

import shutil

import pytest

from tools.check_html import POSTS, check


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("java") and shutil.which("npm")),
    reason="The Nu HTML checker needs Java and npm: install both, then make html works too.",
)
def test_every_page_is_valid_html() -> None:
    number, errors = check()
    assert errors == ""
    assert number > 2 * POSTS
