"""What AWS takes for the names of a stage, so that a name is refused before anything is made.

No IO here. Each function says what is wrong with a name, or nothing.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
"""

import re
from collections.abc import Collection
from difflib import get_close_matches

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_KEPT_BEFORE = ("xn--", "sthree-", "amzn-s3-demo-")
_KEPT_BEHIND = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_TABLE = re.compile(r"[A-Za-z0-9_.-]{3,255}")
_ROLE = re.compile(r"[A-Za-z0-9_+=,.@-]{1,64}")
_STAGE = re.compile(r"[A-Za-z0-9_]{1,128}")
_FUNCTION = re.compile(r"[a-z][a-z0-9-]{0,63}")


def bucket_fault(name: str) -> str:
    """What S3 does not take in the name of a bucket."""
    if not _BUCKET.fullmatch(name):
        return (
            "has to have 3 to 63 small letters, digits, hyphens or dots, and begin and end with a "
            "letter or digit"
        )
    if ".." in name or _ADDRESS.fullmatch(name):
        return "must not have two dots in a row, or look like an IP address"
    if name.startswith(_KEPT_BEFORE) or name.endswith(_KEPT_BEHIND):
        return "begins or ends with what S3 keeps for itself"
    return ""


def table_fault(name: str) -> str:
    """What DynamoDB does not take in the name of a table."""
    if _TABLE.fullmatch(name):
        return ""
    return "has to have 3 to 255 letters, digits, hyphens, dots or underscores, without accents"


def role_fault(name: str) -> str:
    """What IAM does not take in the name of a role."""
    if _ROLE.fullmatch(name):
        return ""
    return "has to have 1 to 64 letters, digits or any of _+=,.@-"


def stage_fault(name: str) -> str:
    """What API Gateway does not take in the name of a stage."""
    if _STAGE.fullmatch(name):
        return ""
    return "has to have 1 to 128 letters, digits or underscores: no hyphens"


def function_fault(name: str) -> str:
    """What Lambda and CloudFormation do not take in project and stage, joined by a hyphen."""
    if _FUNCTION.fullmatch(name):
        return ""
    return (
        f"makes the name {name!r}, which has to begin with a letter and have at most 64 letters, "
        "digits or hyphens"
    )


def region_fault(name: str, known: Collection[str]) -> str:
    """That there is no such region, and which one may be meant."""
    if name in known:
        return ""
    close = get_close_matches(name.lower().replace("_", "-"), sorted(known), 1)
    hint = f"; {close[0]} is one" if close else ", such as us-east-1 or eu-central-1"
    return f"is no region of AWS{hint}"
