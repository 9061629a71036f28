"""docs/theme.md names every template, and every setting that the theme's own code reads."""

from pathlib import Path

import pytest

from handler.core.site.navigation import ACCOUNTS

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("template", sorted(ROOT.glob("templates/**/*.html")), ids=lambda p: p.name)
def test_every_template_is_documented(template: Path) -> None:
    assert f"{template.name}`" in DOCS


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_account_is_documented(account: str) -> None:
    assert f"`{account}`" in DOCS or f"`{account}_username`" in DOCS
