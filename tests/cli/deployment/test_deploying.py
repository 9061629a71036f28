"""What `coldpress deploy` says before it does anything, and its steps in their order."""

import pytest

from handler.cli.deployment.deploying import _steps
from handler.fingerprints import ROOT
from tests.cli.conftest import Run
from tests.cli.deployed import DeployedBlog

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]


def titles(blog: DeployedBlog) -> list[str]:
    return [step.title.split()[0] for step in _steps(blog.stage, blog.folder, yes=True)]


def test_what_is_online_is_updated_before_files_are_published_by_new_code(
    blog: DeployedBlog,
) -> None:
    assert titles(blog) == ["Build", "Make", "Upload", "Push", "Look"]


def test_a_first_push_comes_before_the_function_that_would_hear_of_each_file(
    blog: DeployedBlog,
) -> None:
    blog.to_function("delete_function")
    assert titles(blog) == ["Build", "Make", "Push", "Upload", "Look"]


def test_names_of_the_sample_are_told_before_anything_is_made(
    run: Run, aws: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in aws.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.chdir(ROOT)
    result = run("deploy", "dev", input="n\n")
    assert result.exit_code == 1
    assert "Nobody has chosen names yet: coldpress-content-dev is the sample's." in result.output
    assert "`coldpress init` first" in result.output
    assert result.output.endswith("Nothing was changed.\n")
