"""Reading a stage of zappa_settings.json."""

import json
from pathlib import Path
from typing import Any

import pytest

from handler.cli.infrastructure.stages import SETTINGS, StageError, read_stage

DEV = {
    "project_name": "blog",
    "aws_region": "eu-west-1",
    "s3_bucket": "uploads",
    "role_name": "role",
    "environment_variables": {"COLDPRESS_BUCKET": "content", "COLDPRESS_TABLE": "table"},
}


def write(folder: Path, stages: Any) -> Path:
    path = folder / "zappa_settings.json"
    path.write_text(stages if isinstance(stages, str) else json.dumps(stages))
    return path


def test_a_stage_names_all_that_a_deployment_has(tmp_path: Path) -> None:
    stage = read_stage("dev", write(tmp_path, {"dev": DEV | {"profile_name": "me"}}))
    assert (stage.bucket, stage.table, stage.role_name) == ("content", "table", "role")
    assert (stage.function, stage.stack) == ("blog-dev", "blog-dev-infrastructure")
    assert (stage.region, stage.deployments, stage.profile_name) == ("eu-west-1", "uploads", "me")
    assert stage.remote == DEV | {"profile_name": "me"}


def test_the_stack_is_not_the_one_that_zappa_makes(tmp_path: Path) -> None:
    """Zappa calls its stack like the function, and would put its API in place of ours."""
    stage = read_stage("dev", write(tmp_path, {"dev": DEV}))
    assert stage.stack != stage.function


def test_a_stage_can_extend_another_as_zappa_has_it(tmp_path: Path) -> None:
    live = {"extends": "dev", "aws_region": "eu-north-1"}
    stage = read_stage("live_1", write(tmp_path, {"dev": DEV, "live_1": live}))
    assert (stage.region, stage.bucket, stage.function) == ("eu-north-1", "content", "blog-live-1")


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ({"live": DEV}, "has no stage 'dev'. There are: live."),
        ({}, "has no stage 'dev'. There are: none."),
        ("[]", "is not a JSON object of stages."),
        ("{", "is not JSON: Expecting property name"),
        ({"dev": {"extends": "gone"}}, "has no stage 'gone'. There are: dev."),
        ({"dev": {"extends": "dev"}}, "the stages dev extend each other in a circle."),
        ({"dev": {"project_name": "b"}}, "stage 'dev' has no aws_region. Set it to a name."),
        (
            {"dev": DEV | {"environment_variables": {}}},
            "stage 'dev' has no environment_variables.COLDPRESS_BUCKET. Set it to a name.",
        ),
        ({"dev": {"extends": ["live"]}}, "has no stage ['live']. There are: dev."),
        (
            '{"dev": {\n"a": 1\n"b": 2}}',
            "(char 17). Is there a comma missing at the end of line 2?",
        ),
        ('{"dev": {"a": 1,}}', " comma "),
        ({"dev": DEV | {"aws_region": "eu-west"}}, "aws_region 'eu-west' is no region of AWS; "),
        ({"dev": DEV | {"s3_bucket": "My Uploads"}}, "s3_bucket 'My Uploads' has to have 3 to 63"),
        ({"dev": DEV | {"role_name": "my role"}}, "role_name 'my role' has to have 1 to 64"),
        ({"dev": DEV | {"project_name": "2 b"}}, "project_name '2 b' makes the name '2-b-dev',"),
        ({"dev": DEV | {"memory_size": "lots"}}, "memory_size 'lots' has to be a whole number."),
        ({"dev": DEV | {"events": None}}, "events None has to be a list of objects."),
    ],
)
def test_what_is_missing_is_said_in_one_line(tmp_path: Path, stages: Any, message: str) -> None:
    with pytest.raises(StageError) as caught:
        read_stage("dev", write(tmp_path, stages))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("variable", ["COLDPRESS_BUCKET", "COLDPRESS_TABLE", "COLDPRESS_S_MAXAGE"])
def test_a_variable_that_aws_would_not_take_is_named(tmp_path: Path, variable: str) -> None:
    given: Any = DEV["environment_variables"]
    value: object = 60 if variable == "COLDPRESS_S_MAXAGE" else "no such name"
    settings = DEV | {"environment_variables": given | {variable: value}}
    with pytest.raises(StageError, match=f"stage 'dev': {variable} {value!r} has to "):
        read_stage("dev", write(tmp_path, {"dev": settings}))


def test_a_stage_that_aws_would_not_take_is_named(tmp_path: Path) -> None:
    with pytest.raises(StageError, match="its name 'my-dev' has to have"):
        read_stage("my-dev", write(tmp_path, {"my-dev": DEV}))


def test_a_missing_file_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StageError, match=r"does not exist\. Run this in the folder"):
        read_stage("dev", tmp_path / "zappa_settings.json")


@pytest.mark.parametrize("name", ["dev", "production"])
def test_the_stages_of_this_repository_are_whole(name: str) -> None:
    stage = read_stage(name, Path(__file__).parents[3] / SETTINGS)
    assert stage.bucket == f"coldpress-content-{name}"
    assert stage.function == f"coldpress-{name}"
