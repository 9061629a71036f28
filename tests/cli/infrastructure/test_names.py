"""Names are refused here before AWS refuses them."""

import pytest

from handler.cli.infrastructure import names


@pytest.mark.parametrize("name", ["my-blog", "a1b", "my.blog.example", "x" * 63])
def test_s3_takes_such_buckets(name: str) -> None:
    assert names.bucket_fault(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        *("My-Blog", "my_blog", "ab", "x" * 64, "-blog", "blog-", "a..b", "192.168.5.4", "블로그"),
        *("xn--blog", "blog-s3alias", "blog--ol-s3", "my blog", "", "blog\n"),
    ],
)
def test_s3_does_not_take_such_buckets(name: str) -> None:
    assert names.bucket_fault(name)


def test_dynamodb_takes_other_names_than_s3() -> None:
    assert [names.table_fault(name) for name in ("My_Table.1", "abc", "x" * 255)] == ["", "", ""]
    assert all(names.table_fault(name) for name in ("ab", "a b", "x" * 256, "tablé", "a/b"))


def test_iam_takes_its_own() -> None:
    assert [names.role_fault(name) for name in ("a", "a+=,.@-_", "x" * 64)] == ["", "", ""]
    assert all(names.role_fault(name) for name in ("", "a b", "x" * 65, "rôle", "a/b"))


def test_a_stage_has_no_hyphen() -> None:
    assert [names.stage_fault(name) for name in ("production", "live_1", "Dev")] == ["", "", ""]
    assert all(names.stage_fault(name) for name in ("my-stage", "", "x" * 129, "a.b", "a b"))


def test_a_function_begins_with_a_letter_and_is_not_long() -> None:
    assert names.function_fault("blog-production") == ""
    assert all(names.function_fault(name) for name in ("2blog-dev", "x" * 65, ""))


def test_a_region_that_is_mistyped_is_told_as_it_should_be() -> None:
    known = ["us-east-1", "eu-central-1", "eu-west-1"]
    assert names.region_fault("us-east-1", known) == ""
    assert names.region_fault("us-east1", known).endswith("; us-east-1 is one")
    assert names.region_fault("EU_WEST_1", known).endswith("; eu-west-1 is one")
    assert names.region_fault("moon", known) == (
        "is no region of AWS, such as us-east-1 or eu-central-1"
    )
