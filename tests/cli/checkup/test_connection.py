"""What lets bucket and readers call the function: what is kept, removed and added."""

from dataclasses import replace
from typing import Any

from handler.cli.checkup.connection import (
    ADDRESS_STATEMENT,
    BUCKETS_STATEMENT,
    EVENTS,
    Grants,
    differing_grants,
    differing_notifications,
)
from tests.cli.checkup.builders import (
    ACCOUNT,
    BUCKET_ARN,
    FUNCTION_ARN,
    make_deployment,
    make_permission,
)

DEV = make_deployment()
PUBLIC = make_deployment(function_url_enabled=True)
FOR_BUCKET = make_permission(sid=BUCKETS_STATEMENT)
VIA_ADDRESS = {"lambda:invokedviafunctionurl": frozenset({"true"})}
FOR_READERS = make_permission(
    sid=ADDRESS_STATEMENT, principals=frozenset({"*"}), conditions=VIA_ADDRESS
)
ZAPPAS_FOR_READERS = replace(FOR_READERS, conditions={})
GIVEN_TO_BUCKET = {
    "StatementId": BUCKETS_STATEMENT,
    "Action": "lambda:InvokeFunction",
    "Principal": "s3.amazonaws.com",
    "SourceArn": BUCKET_ARN,
    "SourceAccount": ACCOUNT,
}
GIVEN_TO_READERS = {
    "StatementId": ADDRESS_STATEMENT,
    "Action": "lambda:InvokeFunction",
    "Principal": "*",
    "InvokedViaFunctionUrl": True,
}


def make_entry(**changes: Any) -> dict[str, Any]:
    usual = {"Id": "blog-dev", "LambdaFunctionArn": FUNCTION_ARN, "Events": list(EVENTS)}
    return usual | changes


def test_a_new_function_is_opened_to_its_bucket_alone() -> None:
    assert differing_grants([], DEV) == Grants(missing=(GIVEN_TO_BUCKET,))


def test_a_public_address_is_the_only_way_for_strangers() -> None:
    assert differing_grants([FOR_BUCKET], PUBLIC) == Grants(missing=(GIVEN_TO_READERS,))
    found = differing_grants([FOR_BUCKET, ZAPPAS_FOR_READERS], PUBLIC)
    assert found == Grants((ADDRESS_STATEMENT,), (GIVEN_TO_READERS,))


def test_without_a_public_address_nobody_is_let_in_by_one() -> None:
    asked = make_deployment(
        function_url_enabled=True, function_url_config={"authorizer": "AWS_IAM"}
    )
    for deployment in (DEV, asked):
        found = differing_grants([FOR_BUCKET, ZAPPAS_FOR_READERS], deployment)
        assert found == Grants((ADDRESS_STATEMENT,))


def test_what_is_as_it_should_be_stays_untouched() -> None:
    assert differing_grants([FOR_BUCKET, FOR_READERS], PUBLIC) == Grants()
    assert differing_grants([make_permission(sid="ZAPPA123")], DEV) == Grants()


def test_of_what_older_updates_left_one_statement_stays() -> None:
    left = [make_permission(sid=f"ZAPPA{number}") for number in range(100, 156)]
    loose = make_permission(sid="s3-content", conditions={"aws:sourcearn": frozenset({BUCKET_ARN})})
    found = differing_grants([loose, *left], DEV)
    assert found == Grants(("s3-content", *(each.sid for each in left[1:])))


def test_a_statement_for_a_former_bucket_or_account_gives_way() -> None:
    former = make_permission(sid="ZAPPA123", source="arn:aws:s3:::former")
    other = replace(FOR_BUCKET, conditions={"aws:sourcearn": frozenset({BUCKET_ARN})})
    assert differing_grants([former], DEV) == Grants(("ZAPPA123",), (GIVEN_TO_BUCKET,))
    assert differing_grants([other], DEV) == Grants((BUCKETS_STATEMENT,), (GIVEN_TO_BUCKET,))


def test_statements_of_others_stay() -> None:
    others = [
        make_permission(sid="partner", source="arn:aws:s3:::theirs"),
        make_permission("events.amazonaws.com", "arn:aws:events:::rule/a", sid="ZAPPA123"),
    ]
    assert differing_grants([*others, FOR_BUCKET], DEV) == Grants()


def test_a_bucket_that_tells_of_everything_stays_untouched() -> None:
    halves = [make_entry(Id=event, Events=[event]) for event in EVENTS]
    for entries in ([make_entry()], [make_entry(Id="of long ago")], halves):
        assert differing_notifications({"LambdaFunctionConfigurations": entries}, DEV) is None


def test_a_bucket_that_tells_of_less_is_told_to_tell_everything() -> None:
    narrow = {"Key": {"FilterRules": [{"Name": "prefix", "Value": "_posts/"}]}}
    for entries in (
        [],
        [make_entry(Events=["s3:ObjectCreated:*"])],
        [make_entry(Filter=narrow)],
    ):
        found = differing_notifications({"LambdaFunctionConfigurations": entries}, DEV)
        assert found == {"LambdaFunctionConfigurations": [make_entry()]}


def test_what_others_are_told_of_stays() -> None:
    thumbs = make_entry(Id="thumbs", LambdaFunctionArn=f"{FUNCTION_ARN}-thumbs")
    queues = [{"Id": "a", "QueueArn": "arn:aws:sqs:::a", "Events": ["s3:ObjectTagging:*"]}]
    before = {"LambdaFunctionConfigurations": [thumbs], "QueueConfigurations": queues}
    found = differing_notifications(before | {"ResponseMetadata": {}}, DEV)
    assert found == before | {"LambdaFunctionConfigurations": [thumbs, make_entry()]}
