"""Which deployment a command works on."""

import json
from pathlib import Path

import click
import pytest

from handler.cli.deployments import Deployed, current, deployed
from handler.fingerprints import ROOT
from tests.cli.conftest import Run, Tree
from tests.cli.deployed import DeployedBlog, client_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]
NAMES = ("COLDPRESS_BUCKET", "COLDPRESS_TABLE", "COLDPRESS_URL")


@pytest.fixture(autouse=True)
def nothing_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def found(stage: str | None) -> Deployed:
    with click.Context(click.Command("any")):
        deployment = deployed(stage)
        assert current() is deployment
        return deployment


def test_without_a_stage_it_is_production_of_this_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    deployment = found(None)
    assert deployment.stage
    assert deployment.stage.folder == ROOT
    assert deployment.services.settings.bucket == "coldpress-content-production"
    assert found("dev").services.settings.bucket == "coldpress-content-dev"


def test_what_is_exported_goes_first_unless_a_stage_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLDPRESS_TABLE", "other")
    assert found(None).services.settings.table == "other"
    assert found(None).services.settings.bucket == "coldpress-content-production"
    assert found("production").services.settings.table == "coldpress-production"


def test_the_folder_one_is_in_goes_before_the_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = json.loads((ROOT / "zappa_settings.json").read_text())
    settings["production"]["environment_variables"]["COLDPRESS_BUCKET"] = "own"
    (tmp_path / "zappa_settings.json").write_text(json.dumps(settings))
    monkeypatch.chdir(tmp_path)
    assert found(None).services.settings.bucket == "own"


def test_commands_work_on_what_the_settings_name(
    run: Run, tree: Tree, blog: DeployedBlog, url: str
) -> None:
    root = tree(
        {"_config.yml": "url: https://old.test\npermalink: pretty\n", "about.md": "---\n---\n"}
    )
    pushed = run("push", root)
    assert f"live      about.md  {url}/about/" in pushed.output
    assert pushed.output.startswith(f"Into {blog.stage.bucket} in us-east-1:\n")
    assert "     2 live\n" in run("status").output
    assert run("reindex").exit_code == run("purge", "production").exit_code == 0


def test_addresses_are_those_of_the_api_if_there_is_no_domain(
    run: Run, tree: Tree, blog: DeployedBlog
) -> None:
    blog.change_settings(COLDPRESS_URL="")
    root = tree(
        {"_config.yml": "url: https://old.test\npermalink: pretty\n", "about.md": "---\n---\n"}
    )
    before = run("push", root).output
    assert "live      about.md  /about/\n" in before
    assert "Not online yet: `coldpress deploy production`." in before
    resources = {"Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "api"}}}
    stacks = client_of("cloudformation")
    stacks.create_stack(
        StackName=blog.stage.function, TemplateBody=json.dumps({"Resources": resources})
    )
    answer = stacks.describe_stack_resource(StackName=blog.stage.function, LogicalResourceId="Api")
    api = answer["StackResourceDetail"]["PhysicalResourceId"]
    (root / "about.md").write_text("---\n---\nMe.")
    address = f"https://{api}.execute-api.us-east-1.amazonaws.com/production/about/"
    assert f"live      about.md  {address}\n" in run("push", root).output
