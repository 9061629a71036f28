"""AWS's refusals, told by what they mean."""

import pytest
from botocore.exceptions import (
    ClientError,
    NoCredentialsError,
    NoRegionError,
    ProfileNotFound,
    SSOTokenLoadError,
)

from handler.cli.refusals import explained, missing


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "No."}}, "Query")


@pytest.mark.parametrize("code", ["ExpiredToken", "ExpiredTokenException"])
def test_credentials_expire(code: str) -> None:
    assert explained(refusal(code)).startswith(f"Your AWS credentials have expired ({code}). Get")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("InvalidClientTokenId", "AWS does not know your credentials (InvalidClientTokenId)."),
        ("UnrecognizedClientException", "AWS does not know your credentials"),
        ("RequestTimeTooSkewed", "Set this machine's clock right."),
        (
            "AccessDenied",
            "Your AWS credentials do not allow this: An error occurred (AccessDenied)",
        ),
        ("Forbidden", "docs/deployer-policy.json has what deploying takes."),
    ],
)
def test_what_credentials_are_refused_for_is_told(code: str, said: str) -> None:
    assert said in explained(refusal(code))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "Set AWS_PROFILE, or run `aws configure`"),
        (SSOTokenLoadError(error_msg="gone"), "There are no valid AWS credentials: "),
        (ProfileNotFound(profile="nobody"), "The config profile (nobody) could not be found. "),
        (NoRegionError(), "Name a STAGE, or export AWS_DEFAULT_REGION."),
    ],
)
def test_what_never_reaches_aws_is_told(error: Exception, said: str) -> None:
    assert said in explained(error)


def test_other_refusals_are_for_others_to_tell() -> None:
    assert explained(refusal("ValidationError")) == ""


def test_it_is_told_what_is_missing() -> None:
    codes = ("NoSuchBucket", "ResourceNotFoundException", "NoSuchKey")
    assert [missing(refusal(code)) for code in codes] == ["bucket", "table", ""]
