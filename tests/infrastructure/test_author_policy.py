"""What docs/author-policy.json lets an author of a blog of several do, and what not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from handler.aws.bucket import S3Bucket
from handler.core.model.addressing.keys import CONFIG_KEYS, PRIVATE
from handler.machine import Threads
from handler.services.author.versions import Versions
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Base
from tests.infrastructure.cloud import Cloud, Deployed, deployed
from tests.support.open_sandbox import OpenSandbox

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("infrastructure")]

FILE = Path(__file__).parents[2] / "docs" / "author-policy.json"
TEXT = FILE.read_text(encoding="utf-8")
BUCKET = "coldpress-content-production"
POST = "_posts/anna/2026-01-01-hello.md"
OWN = [POST, "_posts/anna/2026/a.md", "_drafts/anna/a.md", "images/anna/a.png", "assets/anna/a.css"]
RULING = [
    *CONFIG_KEYS,
    *("_includes/note.html", "_includes/anna/note.html", "_data/people.yml", "_theme/post.html"),
    *(f"{PRIVATE}pages/0.br", f"{PRIVATE}search/1.sqlite", f"{PRIVATE}images/1/480.webp"),
]
"""What decides about all of the blog, or is made by it."""
OTHERS = [
    *(
        "_posts/2026-01-01-a.md",
        "_posts/bert/2026-01-01-a.md",
        "_posts/anna.md",
        "_drafts/bert/a.md",
    ),
    *(
        "_posts/annabel/a.md",
        "images/bert/a.png",
        "images/a.png",
        "about.md",
        "index.html",
        "anna/a",
    ),
    *("_pages/anna.md", ".env", "_posts/anna", "Images/anna/a.png", "_posts/ANNA/a.md"),
]


@dataclass(frozen=True, slots=True)
class Author:
    """A user in the group of authors, and the blog's bucket."""

    blog: Deployed
    s3: Any

    def put(self, key: str) -> None:
        self.s3.put_object(Bucket=self.blog.name, Key=key, Body=b"---\ntitle: Hello\n---\nText.")

    def get(self, key: str) -> None:
        self.s3.get_object(Bucket=self.blog.name, Key=key)

    def delete(self, key: str) -> None:
        self.s3.delete_object(Bucket=self.blog.name, Key=key)

    @property
    def versions(self) -> Versions:
        bucket = S3Bucket(lambda: self.s3, self.blog.name)
        return Versions(bucket, OpenSandbox(), Threads().together)

    def list(self, **arguments: str) -> list[str]:
        answer = self.s3.list_objects_v2(Bucket=self.blog.name, **arguments)
        return [each["Key"] for each in answer.get("Contents", [])]


@pytest.fixture(scope="module")
def blog(cloud: Cloud) -> Iterator[Deployed]:
    """A blog with something of everybody's in its bucket."""
    with deployed(cloud) as found:
        for key in (*RULING, *OTHERS):
            found.upload(key, "of somebody else")
        yield found


def make_author(blog: Deployed, name: str, policy: str, more: str = "") -> Author:
    """An author, as docs/operator.md makes one, who may have another policy as well."""
    iam, group = blog.cloud.client("iam"), {"GroupName": f"authors-like-{name}"}
    iam.create_group(**group)
    document = policy.replace(BUCKET, blog.name)
    iam.put_group_policy(**group, PolicyName="own-folders", PolicyDocument=document)
    iam.create_user(UserName=name)
    iam.add_user_to_group(**group, UserName=name)
    if more:
        iam.put_user_policy(UserName=name, PolicyName="more", PolicyDocument=more)
    found = iam.create_access_key(UserName=name)["AccessKey"]
    access, secret = found["AccessKeyId"], found["SecretAccessKey"]
    keys = {"aws_access_key_id": access, "aws_secret_access_key": secret}
    return Author(blog, blog.cloud.client("s3", keys))


@pytest.fixture(scope="module")
def anna(blog: Deployed) -> Author:
    """An author."""
    return make_author(blog, "anna", TEXT)


@pytest.mark.parametrize("key", OWN)
def test_an_author_has_folders_to_work_in(anna: Author, key: str) -> None:
    anna.put(key)
    anna.get(key)
    assert key in anna.list(Prefix=f"{key.split('/')[0]}/anna/")
    anna.delete(key)


def test_a_post_of_an_author_goes_live(anna: Author) -> None:
    anna.put(POST)
    assert anna.blog.services.publisher.publish(POST).state == "live"
    reply = anna.blog.services.reader.respond("/2026/01/01/hello.html", Base(""))
    assert isinstance(reply, Page)


@pytest.mark.parametrize("key", [*RULING, *OTHERS])
@pytest.mark.parametrize("operation", ["put", "get", "delete"])
def test_nothing_else_is_an_authors(anna: Author, key: str, operation: str) -> None:
    with pytest.raises(ClientError, match=r"AccessDenied|Access Denied|Forbidden"):
        getattr(anna, operation)(key)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"Prefix": ""},
        {"Prefix": "_posts/"},
        {"Prefix": "_posts/bert/"},
        {"Prefix": "_drafts/an"},
    ],
)
def test_an_author_does_not_see_what_others_have(anna: Author, arguments: dict[str, str]) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        anna.list(**arguments)


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("get_bucket_policy", {}),
        ("put_bucket_policy", {"Policy": "{}"}),
        ("put_bucket_versioning", {"VersioningConfiguration": {"Status": "Suspended"}}),
        ("put_bucket_notification_configuration", {"NotificationConfiguration": {}}),
        ("list_object_versions", {}),
        ("list_object_versions", {"Prefix": "_posts/bert/a.md"}),
        ("list_object_versions", {"Prefix": "_config.yml"}),
        ("get_object", {"Key": "_posts/bert/2026-01-01-a.md", "VersionId": "1"}),
        ("delete_object", {"Key": POST, "VersionId": "1"}),
        ("get_object", {"Key": "_includes/note.html", "VersionId": "1"}),
        ("delete_bucket", {}),
    ],
)
def test_the_bucket_itself_is_not_an_authors(
    anna: Author, operation: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        getattr(anna.s3, operation)(Bucket=anna.blog.name, **arguments)


def test_what_decides_about_all_stays_closed_to_an_author_with_wider_rights(
    blog: Deployed,
) -> None:
    everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    wide = json.dumps({"Version": "2012-10-17", "Statement": [everything]})
    bert = make_author(blog, "bert", TEXT, wide)
    bert.put("about.md")
    for key in RULING:
        for operation in (bert.put, bert.delete):
            with pytest.raises(ClientError, match="AccessDenied"):
                operation(key)


@pytest.mark.parametrize(
    "action",
    [
        *("s3:ListBucket", "s3:ListBucketVersions", "s3:GetObject", "s3:GetObjectVersion"),
        *("s3:PutObject", "s3:DeleteObject"),
    ],
)
def test_no_action_is_allowed_in_vain(blog: Deployed, action: str) -> None:
    assert TEXT.count(f'"{action}"') == 1
    name = f"clara-{action.partition(':')[2]}"
    clara = make_author(blog, name, TEXT.replace(f'"{action}"', '"s3:GetObjectTagging"'))
    with pytest.raises(ClientError, match=r"AccessDenied|Forbidden"):
        work(clara, f"_posts/{name}/")


def work(author: Author, folder: str) -> None:
    """All that an author does."""
    key = f"{folder}2026-01-01-a.md"
    author.put(key)
    author.list(Prefix=folder)
    author.get(key)
    author.put(key)
    versions = author.versions
    versions.restore(versions.before(key))
    author.delete(key)
    versions.undo(key)


def test_an_author_who_does_all_of_that_may_do_so(anna: Author) -> None:
    work(anna, "_posts/anna/")
