"""What CloudFormation does with the rights of who asks it, as moto makes a stack without asking.

Each resource type's schema says which actions making, changing and deleting it takes; here are
those for the properties that our templates set, as far as they are no more than one can be
asked for: it depends on what is there whether all of them are.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
"""

from collections.abc import Iterator, Mapping

from tests.infrastructure.requests import Need

_BUCKET = (
    "CreateBucket",
    "DeleteBucket",
    "DeleteBucketPolicy",
    "GetBucketCORS",
    "GetBucketPolicy",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetEncryptionConfiguration",
    "GetLifecycleConfiguration",
    "ListBucket",
    "PutBucketCORS",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketPublicAccessBlock",
    "PutBucketTagging",
    "PutBucketVersioning",
    "PutEncryptionConfiguration",
    "PutLifecycleConfiguration",
)
_ROLE = (
    "CreateRole",
    "DeleteRole",
    "DeleteRolePolicy",
    "GetRole",
    "GetRolePolicy",
    "ListAttachedRolePolicies",
    "ListRolePolicies",
    "PutRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
)
_TABLE = (
    "CreateTable",
    "DeleteTable",
    "DescribeContinuousBackups",
    "DescribeContributorInsights",
    "DescribeKinesisStreamingDestination",
    "DescribeTable",
    "DescribeTimeToLive",
    "GetResourcePolicy",
    "ListTagsOfResource",
    "TagResource",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateTable",
    "UpdateTimeToLive",
)
_API = ("DELETE", "GET", "PATCH", "POST", "PUT")


def infrastructure_needs(parameters: Mapping[str, str], place: str) -> Iterator[Need]:
    """What a stack of infrastructure.yaml may take, from its creation to its end."""
    account = place.split(":")[1]
    resources = {
        f"arn:aws:s3:::{parameters['ContentBucketName']}": ("s3", _BUCKET),
        f"arn:aws:iam::{account}:role/{parameters['RoleName']}": ("iam", _ROLE),
        f"arn:aws:dynamodb:{place}:table/{parameters['TableName']}": ("dynamodb", _TABLE),
    }
    for arn, (service, actions) in resources.items():
        yield from ((f"{service}:{action}", arn) for action in actions)


def api_needs(place: str) -> Iterator[Need]:
    """What the stack takes that Zappa makes of an API of either kind, with its tags."""
    region = place.split(":")[0]
    gateway = f"arn:aws:apigateway:{region}::"
    for kind in ("restapis", "apis"):
        yield "apigateway:POST", f"{gateway}/{kind}"
        yield from ((f"apigateway:{method}", f"{gateway}/{kind}/a1b2c3d4e5") for method in _API)
    yield "apigateway:PUT", f"{gateway}/tags/arn%3Aaws%3Aapigateway%3A%3A%3A%2Frestapis%2Fa1b2"
    yield "apigateway:DELETE", f"{gateway}/tags/arn%3Aaws%3Aapigateway%3A%3A%3A%2Frestapis%2Fa1b2"
