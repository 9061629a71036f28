"""The deployed code over another S3 than moto's: SeaweedFS holds the content."""

from collections.abc import Iterator
from dataclasses import dataclass

import botocore.session
import pytest

from handler.cli.local.embedded.aws import create_stores, embedded_aws
from handler.settings import Settings
from tests.cloud.aws.doors import RestAPI
from tests.cloud.aws.function import fleet
from tests.cloud.aws.site import Site
from tests.cloud.aws.triggers import Content, Schedule
from tests.cloud.deploying.deployment import Deployment
from tests.contracts.servers import seaweed_server

pytestmark = pytest.mark.xdist_group("cloud")

POST, PATH = "_posts/2024-11-05-press.md", "/2024/11/05/press/"


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog whose content is on SeaweedFS."""

    content: Content
    schedule: Schedule
    site: Site


@pytest.fixture(scope="module")
def blog(edges: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """A blog in a bucket of SeaweedFS; nothing is remembered, so that changes show at once."""
    stage = edges.stage
    with (
        seaweed_server(tmp_path_factory.mktemp("seaweed")) as s3,
        embedded_aws() as stores,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in stores.items():
            patch.setenv(name, value)
        create_stores(Settings(bucket=stage.bucket, table=stage.table))
        client = botocore.session.get_session().create_client("s3", endpoint_url=s3)
        client.create_bucket(Bucket=stage.bucket)
        client.put_bucket_versioning(
            Bucket=stage.bucket, VersioningConfiguration={"Status": "Enabled"}
        )
        own = {"AWS_SESSION_TOKEN": "", "AWS_ENDPOINT_URL_S3": s3, **stores}
        own["COLDPRESS_REMEMBERED_SECONDS"] = "0"
        with fleet(edges.function().given(**own), 2) as environments:
            later = environments.invoke_later
            content = Content(edges.account, client, stage.bucket, later)
            content.put("_config.yml", "title: Weed\npermalink: pretty\n")
            schedule = Schedule(edges.account, stage.function, later)
            yield Blog(content, schedule, Site(RestAPI(), environments.invoke))


def test_an_author_publishes_edits_breaks_and_deletes_a_post(blog: Blog) -> None:
    blog.content.put(POST, "---\ntitle: Press\n---\nStill wet.\n")
    assert "Still wet." in blog.site.get(PATH).text
    blog.content.put(POST, "---\ntitle: Press\n---\nDry by now.\n")
    assert "Dry by now." in blog.site.get(PATH).text
    blog.content.put(POST, "---\ntitle: [Press\n---\nTorn.\n")
    assert "Dry by now." in blog.site.get(PATH).text
    assert "Press" in blog.site.get("/2024/").text
    blog.content.delete(POST)
    assert blog.site.get(PATH).status == 404
    assert "Press" not in blog.site.get("/").text


def test_files_and_their_parts_arrive_byte_for_byte(blog: Blog) -> None:
    data = bytes(range(256)) * 2000
    blog.content.put("assets/a b.bin", data)
    assert blog.site.get("/assets/a%20b.bin").body == data
    assert blog.site.get("/assets/a%20b.bin", Range="bytes=300-99999").body == data[300:100_000]


def test_what_no_event_told_of_is_published_and_withdrawn_by_the_tick(blog: Blog) -> None:
    forgotten = "_posts/2024-11-06-forgotten.md"
    blog.content.put(forgotten, "---\ntitle: Forgotten\n---\nStill there.\n")
    blog.content.s3.delete_object(Bucket=blog.content.bucket, Key=forgotten)
    blog.content.s3.put_object(Bucket=blog.content.bucket, Key=POST, Body=b"---\n---\nFound.\n")
    blog.schedule.pass_a_minute()
    assert "Found." in blog.site.get(PATH).text
    assert blog.site.get("/2024/11/06/forgotten/").status == 404
