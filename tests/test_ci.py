"""What is checked elsewhere is what is checked here."""

from pathlib import Path
from typing import Any

import yaml

from tools.pythons import lambdas_version
from tools.set_up import OLDEST

ROOT = Path(__file__).parents[1]


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_before_a_commit_runs_just_what_make_checks() -> None:
    (repo,) = read(".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    assert [hook["entry"] for hook in repo["hooks"]] == ["make check"]


def test_github_runs_what_must_be_green_and_may_only_read() -> None:
    workflow = read(".github/workflows/ci.yml")
    jobs = workflow["jobs"].values()
    oldest = ".".join(map(str, OLDEST))
    assert [step["run"] for job in jobs for step in job["steps"] if "run" in step] == [
        ".ci/run",
        f"make core PYTHON=python{oldest}",
        "make exhaustive",
    ]
    assert workflow["permissions"] == {"contents": "read"}


def test_github_has_the_pythons_that_must_be_green_the_oldest_and_lambdas() -> None:
    jobs = read(".github/workflows/ci.yml")["jobs"].values()
    steps = [step.get("with", {}) for job in jobs for step in job["steps"]]
    found = [each["python-version"] for each in steps if "python-version" in each]
    assert found == [lambdas_version(), ".".join(map(str, OLDEST)), lambdas_version()]
