"""Changes of the bucket and the passing of time reach the function as they were set up."""

import botocore.session
import pytest
from botocore.exceptions import ClientError

from handler.core.index.items import JOB
from tests.cloud.aws.doors import RestAPI
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment

pytestmark = pytest.mark.xdist_group("cloud")

KEYS = {
    "notes/plain.txt": "/notes/plain.txt",
    "notes/a b+c.txt": "/notes/a%20b+c.txt",
    "notes/한글.txt": "/notes/%ED%95%9C%EA%B8%80.txt",
    "notes/50%25.txt": "/notes/50%2525.txt",
    "notes/q?&=#.txt": "/notes/q%3F&=%23.txt",
}


@pytest.fixture
def site(edges: Deployment) -> Site:
    """The blog at its stage."""
    return Site(RestAPI(), edges.invoke)


@pytest.mark.parametrize(("key", "path"), KEYS.items(), ids=KEYS)
def test_an_uploaded_file_is_there_and_a_deleted_one_is_not(
    edges: Deployment, site: Site, key: str, path: str
) -> None:
    edges.content.put(key, "First.\n")
    assert site.get(path).text == "First.\n"
    edges.content.put(key, "Second.\n")
    assert site.get(path).text == "Second.\n"
    edges.content.delete(key)
    assert site.get(path).status == 404


def test_every_change_is_told_once_to_the_function(edges: Deployment) -> None:
    s3 = edges.account.client("s3")
    found = s3.get_bucket_notification_configuration(Bucket=edges.stage.bucket)
    configured = [
        (each["LambdaFunctionArn"].rpartition(":")[2], sorted(each["Events"]), "Filter" in each)
        for each in found["LambdaFunctionConfigurations"]
    ]
    assert configured == [("coldpress-dev", ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"], False)]


def test_a_file_whose_event_was_lost_is_found_by_the_tick(edges: Deployment, site: Site) -> None:
    edges.content.s3.put_object(Bucket=edges.stage.bucket, Key="notes/lost.txt", Body=b"Lost.\n")
    assert site.get("/notes/lost.txt").status == 404
    let_an_hour_pass(edges)
    fired = edges.schedule.pass_a_minute()
    assert any(name.endswith("handler.entry.on_tick") for name in fired)
    assert site.get("/notes/lost.txt").text == "Lost.\n"


def test_keeping_warm_does_nothing_else(edges: Deployment) -> None:
    fired = edges.schedule.pass_a_minute()
    assert any(name.endswith("keep_warm_callback") for name in fired)
    assert len(fired) == 2


def test_an_event_that_is_not_the_blogs_runs_nothing(edges: Deployment) -> None:
    assert edges.invoke({"raw_command": "raise SystemExit"}) is None
    assert "refused an event that is not the blog's; it has 'raw_command'" in edges.fleet.logs()


def test_the_role_that_all_this_is_done_with_may_not_do_more(edges: Deployment) -> None:
    role = edges.account.client("iam").get_role(RoleName=edges.stage.role_name)["Role"]["Arn"]
    given = edges.account.assume(role, "curious-session")
    s3 = botocore.session.get_session().create_client(
        "s3",
        endpoint_url=edges.account.address,
        **{name.lower(): value for name, value in given.items()},
    )
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.put_object(Bucket=edges.stage.bucket, Key="_posts/2024-01-01-forged.md", Body=b"")
    assert len(edges.account.denied("curious-session")) == 1


def let_an_hour_pass(deployed: Deployment) -> None:
    """The next tick compares bucket and index if it does not know of a comparison."""
    key = {"pk": {"S": JOB.pk}, "sk": {"S": JOB.sk}}
    deployed.account.client("dynamodb").delete_item(TableName=deployed.stage.table, Key=key)
