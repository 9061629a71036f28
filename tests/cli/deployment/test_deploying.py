"""What `coldpress deploy` says before it does anything."""

import pytest

from handler.fingerprints import ROOT
from tests.cli.conftest import Run


def test_names_of_the_sample_are_told_before_anything_is_made(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = run("deploy", "dev", input="n\n")
    assert result.exit_code == 1
    assert "Nobody has chosen names yet: coldpress-content-dev is the sample's." in result.output
    assert "`coldpress init` first" in result.output
    assert result.output.endswith("Nothing was changed.\n")
