"""What is checked elsewhere is what is checked here."""

import json
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_before_a_commit_runs_just_what_make_checks() -> None:
    (repo,) = read(".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    assert [hook["entry"] for hook in repo["hooks"]] == ["make check"]


def test_github_runs_what_must_be_green_and_may_only_read() -> None:
    workflow = read(".github/workflows/ci.yml")
    (job,) = workflow["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert workflow["permissions"] == {"contents": "read"}


def test_github_has_the_python_that_the_package_is_made_for() -> None:
    (job,) = read(".github/workflows/ci.yml")["jobs"].values()
    versions = [step["with"].get("python-version") for step in job["steps"] if "with" in step]
    stage = json.loads((ROOT / "zappa_settings.json").read_text())["production"]
    assert stage["runtime"] == f"python{versions[-1]}"
