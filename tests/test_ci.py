"""What is checked elsewhere is what is checked here."""

import re
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
    (job,) = workflow["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert workflow["permissions"] == {"contents": "read"}


def test_github_has_the_pythons_that_must_be_green_the_oldest_and_lambdas() -> None:
    (job,) = read(".github/workflows/ci.yml")["jobs"].values()
    found = [step["with"].get("python-version") for step in job["steps"] if "with" in step]
    oldest = ".".join(map(str, OLDEST))
    assert found[-1].split() == [oldest, lambdas_version()]
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"pythons\.py ?(.*)\)", script) == ["", oldest]
