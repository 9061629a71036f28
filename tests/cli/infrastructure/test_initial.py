"""The settings of a deployment of one's own."""

import json
from typing import Any

import pytest

from handler.cli.checkup.checks import settings
from handler.cli.checkup.deployment import Deployment
from handler.cli.infrastructure.initial import (
    Own,
    former_domain,
    former_name,
    host_of,
    initial,
    is_samples,
    name_of,
)
from handler.cli.infrastructure.runtimes import RUNTIME
from handler.cli.infrastructure.stages import SETTINGS, read_stage
from handler.fingerprints import ROOT

TEXT = (ROOT / SETTINGS).read_text(encoding="utf-8")
STAGES: dict[str, Any] = json.loads(TEXT)


def own(name: str = "my-blog", region: str = "eu-west-1", domain: str = "") -> Own:
    return Own(name, region, domain)


@pytest.mark.parametrize("name", ["production", "dev"])
def test_all_buckets_are_renamed_alike(name: str, tmp_path: Any) -> None:
    path = tmp_path / SETTINGS
    path.write_text(json.dumps(initial(STAGES, own())))
    stage = read_stage(name, path)
    assert (stage.bucket, stage.deployments) == (f"my-blog-content-{name}", "my-blog-deployments")
    assert (stage.region, stage.remote["runtime"]) == ("eu-west-1", "python3.13")
    assert settings.events(Deployment(stage, "123456789012")).mark == "right"


def test_a_second_time_renames_what_the_first_did() -> None:
    first = initial(STAGES, own(domain="blog.example.org"))
    assert (former_name(first), former_domain(first)) == ("my-blog", "blog.example.org")
    again = initial(first, own("other"))
    assert again == initial(STAGES, own("other"))
    assert (former_name(STAGES), former_domain(STAGES)) == ("", "")


@pytest.mark.parametrize(
    ("former", "runtime"),
    [
        ("python3.11", RUNTIME),
        ("python3.9", RUNTIME),
        (None, RUNTIME),
        ("python3.12", "python3.12"),
        ("python3.14", "python3.14"),
    ],
)
def test_a_runtime_that_does_not_last_is_replaced(former: str | None, runtime: str) -> None:
    stages = STAGES | {"production": STAGES["production"] | {"runtime": former}}
    assert initial(stages, own())["production"]["runtime"] == runtime


def test_what_the_settings_come_with_is_what_they_would_get() -> None:
    assert STAGES["production"]["runtime"] == RUNTIME


def test_what_else_the_settings_say_stays() -> None:
    assert initial(STAGES, Own("coldpress", "us-east-1", "")) == STAGES


def test_the_settings_are_written_as_init_writes_them() -> None:
    """So that what it changes is all that git shows, and merges stay easy."""
    assert f"{json.dumps(STAGES, indent=4, ensure_ascii=False)}\n" == TEXT


def test_in_china_addresses_of_things_begin_otherwise() -> None:
    event = {"event_source": {"arn": "arn:aws:s3:::coldpress-content-production"}}
    stages = STAGES | {"production": STAGES["production"] | {"events": [event]}}
    found = initial(stages, Own("my-blog", "cn-north-1", "", "aws-cn"))
    (source,) = found["production"]["events"]
    assert source["event_source"]["arn"] == "arn:aws-cn:s3:::my-blog-content-production"


def test_a_name_that_s3_refuses_is_told_with_one_that_it_takes() -> None:
    assert name_of("my-blog") == "my-blog"
    with pytest.raises(ValueError, match=r"; my-blog would do$"):
        name_of("My Blog")
    for name in ("", "x" * 60):
        with pytest.raises(ValueError, match=r"."):
            name_of(name)


def test_a_domain_may_be_pasted() -> None:
    assert host_of(" https://Blog.Example.org/ ") == "blog.example.org"
    assert host_of("") == ""


@pytest.mark.parametrize("text", ["blog", "a b.org", "x.org/blog", "-a.org", "1.2.3.4", "a..org"])
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no domain such as"):
        host_of(text)


@pytest.mark.parametrize(
    ("bucket", "is_sample"),
    [
        ("coldpress-content-production", True),
        ("coldpress-content-dev", True),
        ("my-coldpress-content-dev", False),
        ("coldpress", False),
    ],
)
def test_names_that_the_sample_came_with_are_known(bucket: str, is_sample: bool) -> None:
    assert is_samples(bucket) is is_sample
