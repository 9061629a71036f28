"""`action.yml`: what its last step runs brings a commit online, and fills a job's summary."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from handler.fingerprints import ROOT
from handler.wiring import Services
from tests.cli.deployed import write_settings
from tests.cli.git.repository import FILES, Repository
from tests.cli.git.test_pushing import keys_in
from tests.contracts.servers import variables
from tests.faults.aws import FaultyAWS

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


@pytest.mark.slow
def test_its_script_pushes_a_commit_and_marks_what_is_rejected(
    deployment: Services, stores: FaultyAWS, tmp_path: Path
) -> None:
    repository, summary = Repository(tmp_path / "blog"), tmp_path / "summary.md"
    stage = write_settings(repository.folder, "https://blog.test")
    own = {stage.bucket: deployment.settings.bucket, stage.table: deployment.settings.table}
    settings = repository.folder / "zappa_settings.json"
    text = settings.read_text()
    for name, real in own.items():
        text = text.replace(name, real)
    repository.commit({**FILES, "zappa_settings.json": text})
    repository.commit({"_posts/2020-01-04-bad.md": "---\ntitle: [\n---\n"})
    done = run_script(repository.folder, summary, variables(stores.endpoint))
    assert (done.returncode, done.stderr) == (1, "")
    assert "::error file=_posts/2020-01-04-bad.md,line=3::" in done.stdout
    assert set(FILES) <= keys_in(deployment.bucket)
    assert "zappa_settings.json" not in keys_in(deployment.bucket)
    assert (
        "\\_posts/2020-01-01-a.md | live | <https://blog.test/2020/01/01/a/>" in summary.read_text()
    )


def run_script(
    folder: Path, summary: Path, aws: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the last step as GitHub does, with the inputs' defaults."""
    given = {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()}
    own = {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_STEP_SUMMARY": str(summary)}
    own |= {"STAGE": given["stage"], "OPTIONS": given["options"]}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[-1]["run"]]
    return subprocess.run(
        command,
        cwd=folder / given["path"],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **aws, **own},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_input_is_used_and_none_stands_in_a_script() -> None:
    """An input within a script would be run by the shell, whatever it holds."""
    used = yaml.safe_dump(STEPS)
    assert all(f"inputs.{name}" in used for name in ACTION["inputs"])
    assert not any("${{" in step.get("run", "") for step in STEPS)
