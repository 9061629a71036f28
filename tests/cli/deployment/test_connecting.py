"""Bucket, readers and function stay connected, whatever Zappa does to them."""

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from handler.cli.checkup.connection import ADDRESS_STATEMENT, BUCKETS_STATEMENT, EVENTS
from handler.cli.deployment.connecting import NotConnected, connect
from tests.cli.deployed import DeployedBlog

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]

UPDATES = 100
OF_LONG_AGO: dict[str, Any] = {"function": "handler.entry.on_content_change"}


def zappa_of(blog: DeployedBlog) -> "ZappaCLI":
    """Zappa, with the settings of the blog."""
    from zappa.cli import ZappaCLI

    cli = ZappaCLI()
    cli.api_stage = blog.stage.name
    cli.load_settings("zappa_settings.json")
    cli.zappa.credentials_arn = "arn:aws:iam::123456789012:role/role"
    return cli


def end_of_update(cli: "ZappaCLI") -> None:
    """What `zappa update` does last, by its own code; it adds to the settings that it has read."""
    read = copy.deepcopy(cli.zappa_settings)
    cli.schedule()
    cli.callback("post")
    cli.zappa_settings = read


def change_settings(blog: DeployedBlog, **settings: Any) -> None:
    """Write the stage into zappa_settings.json, with some settings of its own."""
    changed = {**blog.stage.remote, **settings}
    (blog.folder / "zappa_settings.json").write_text(json.dumps({blog.stage.name: changed}))


def statements(blog: DeployedBlog) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(blog.to_function("get_policy")["Policy"])["Statement"]
    return found


def statement(blog: DeployedBlog, sid: str) -> dict[str, Any]:
    (found,) = (each for each in statements(blog) if each["Sid"] == sid)
    return found


def but_for_names(found: list[dict[str, Any]]) -> list[str]:
    """What a policy says, as Zappa names its statements at random."""
    return sorted(json.dumps(each | {"Sid": ""}, sort_keys=True) for each in found)


def notifications(blog: DeployedBlog) -> Any:
    found = blog.to_bucket("get_bucket_notification_configuration")
    return found["LambdaFunctionConfigurations"]


def test_an_update_leaves_trigger_and_policy_as_they_are_so_a_hundred_do(
    blog: DeployedBlog,
) -> None:
    """A trigger that anybody had removed and added again would have its usual id."""
    (usual,) = notifications(blog)
    kept = {"LambdaFunctionConfigurations": [usual | {"Id": "never touched"}]}
    blog.to_bucket("put_bucket_notification_configuration", NotificationConfiguration=kept)
    cli = zappa_of(blog)
    end_of_update(cli)
    before = statements(blog)
    for _ in range(3):
        end_of_update(cli)
        assert [each["Id"] for each in notifications(blog)] == ["never touched"]
        assert but_for_names(statements(blog)) == but_for_names(before)


def test_an_update_tidies_what_older_ones_left(blog: DeployedBlog) -> None:
    blog.to_function("remove_permission", StatementId=BUCKETS_STATEMENT)
    arn = f"arn:aws:s3:::{blog.stage.bucket}"
    event = OF_LONG_AGO | {"event_source": {"arn": arn, "events": list(EVENTS)}}
    change_settings(blog, events=[event, *blog.stage.remote["events"]], callbacks={})
    others = fill(blog)
    for number in range(0, others, 10):
        remove_partner(blog, number)
    with pytest.raises(ClientError, match="PolicyLengthExceeded"):
        update_as_long_ago(zappa_of(blog))
    for number in range(others):
        if number % 10:
            remove_partner(blog, number)
    change_settings(blog)
    connect(blog.stage)
    end_of_update(zappa_of(blog))
    services = [each["Principal"]["Service"] for each in statements(blog)]
    assert sorted(services) == ["events.amazonaws.com"] * 2 + ["s3.amazonaws.com"]
    assert len(notifications(blog)) == 1


def update_as_long_ago(cli: "ZappaCLI") -> None:
    for _ in range(UPDATES):
        cli.schedule()


def test_the_bucket_may_call_only_while_it_is_of_this_account(blog: DeployedBlog) -> None:
    assert statement(blog, BUCKETS_STATEMENT)["Condition"] == {
        "ArnLike": {"AWS:SourceArn": f"arn:aws:s3:::{blog.stage.bucket}"},
        "StringEquals": {"AWS:SourceAccount": "123456789012"},
    }


def test_a_trigger_that_was_lost_comes_back(blog: DeployedBlog) -> None:
    before = notifications(blog)
    blog.to_bucket("put_bucket_notification_configuration", NotificationConfiguration={})
    connect(blog.stage)
    assert notifications(blog) == before


def grant_as_zappa(blog: DeployedBlog) -> None:
    config = {"authorizer": "NONE", "cors": False}
    zappa_of(blog).zappa.update_function_url_policy(blog.stage.function, config)


def test_zappas_grant_for_an_address_is_narrowed_and_left_so(blog: DeployedBlog) -> None:
    change_settings(blog, function_url_enabled=True, apigateway_enabled=False)
    grant_as_zappa(blog)
    assert "Condition" not in statement(blog, ADDRESS_STATEMENT)
    end_of_update(zappa_of(blog))
    narrow = {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}
    assert statement(blog, ADDRESS_STATEMENT)["Condition"] == narrow
    grant_as_zappa(blog)
    assert statement(blog, ADDRESS_STATEMENT)["Condition"] == narrow


def test_before_there_is_a_function_there_is_nothing_to_connect(
    blog: DeployedBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    blog.to_function("delete_function")
    connect(blog.stage)
    assert capsys.readouterr().out == ""


def test_what_cannot_be_connected_is_said_in_one_line(
    blog: DeployedBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.to_function("remove_permission", StatementId=BUCKETS_STATEMENT)
    fill(blog)
    with pytest.raises(NotConnected, match="The final policy size is too large"):
        connect(blog.stage)
    with pytest.raises(SystemExit, match=r"^Error: Bucket and function cannot be connected: "):
        zappa_of(blog).callback("post")


def fill(blog: DeployedBlog) -> int:
    """Leave no room in the function's policy for another statement; how many took it up."""
    for number in range(1000):
        try:
            blog.to_function(
                "add_permission",
                StatementId=f"partner-{number}",
                Action="lambda:InvokeFunction",
                Principal="s3.amazonaws.com",
                SourceArn="arn:aws:s3:::partner",
            )
        except ClientError:
            return number
    raise AssertionError("A policy has no limit.")


def remove_partner(blog: DeployedBlog, number: int) -> None:
    blog.to_function("remove_permission", StatementId=f"partner-{number}")
