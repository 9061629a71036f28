"""Gathering facts about a deployment from AWS's control plane. Nothing is changed, or judged."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from handler.aws.errors import code_of
from handler.cli.checkup.checks.bucket import PRIVATE
from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.checkup.facts import (
    Answer,
    Function,
    FunctionPolicy,
    Listener,
    Rule,
    Statement,
    TableState,
)
from handler.cli.checkup.findings import Absent, NotChecked
from handler.cli.checkup.policies import statements_of

_ANSWER_SECONDS = 10
_UNSET = {
    "NoSuchPublicAccessBlockConfiguration",
    "ServerSideEncryptionConfigurationNotFoundError",
}


def _bucket(cloud: Cloud, operation: str, right: str) -> Mapping[str, Any]:
    """What S3 says of the content bucket, nothing if that was never set."""
    name = cloud.deployment.stage.bucket
    with looking_at(f"bucket {name}", needs=right):
        return _set(lambda: getattr(cloud.client("s3"), operation)(Bucket=name))


def _set(call: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    try:
        return call()
    except ClientError as error:
        if code_of(error) in _UNSET:
            return {}
        raise


def bucket_region(cloud: Cloud) -> str:
    """Where the content bucket is; empty if S3 does not say."""
    return str(_bucket(cloud, "head_bucket", "s3:ListBucket").get("BucketRegion", ""))


def versioning(cloud: Cloud) -> str:
    """`Enabled`, `Suspended` or nothing."""
    answer = _bucket(cloud, "get_bucket_versioning", "s3:GetBucketVersioning")
    return str(answer.get("Status", ""))


def private_switches(cloud: Cloud) -> frozenset[str]:
    """Which switches against public access are on."""
    answer = _bucket(cloud, "get_public_access_block", "s3:GetBucketPublicAccessBlock")
    switches = answer.get("PublicAccessBlockConfiguration", {})
    return frozenset(name for name in PRIVATE if switches.get(name))


def encryption(cloud: Cloud) -> str:
    """The algorithm by which files are encrypted, if any."""
    answer = _bucket(cloud, "get_bucket_encryption", "s3:GetEncryptionConfiguration")
    rules = answer.get("ServerSideEncryptionConfiguration", {}).get("Rules", [])
    defaults = (rule.get("ApplyServerSideEncryptionByDefault", {}) for rule in rules)
    return next((str(each["SSEAlgorithm"]) for each in defaults if each), "")


def listeners(cloud: Cloud) -> tuple[Listener, ...]:
    """What the bucket notifies: functions, queues and topics."""
    right = "s3:GetBucketNotification"
    answer = _bucket(cloud, "get_bucket_notification_configuration", right)
    kinds = {"LambdaFunction": "LambdaFunctionArn", "Queue": "QueueArn", "Topic": "TopicArn"}
    return tuple(
        Listener(raw.get("Id", ""), raw[target], frozenset(raw["Events"]), _filters(raw))
        for kind, target in kinds.items()
        for raw in answer.get(f"{kind}Configurations", [])
    )


def _filters(raw: Mapping[str, Any]) -> tuple[str, ...]:
    rules = raw.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    return tuple(f"{rule['Name'].lower()} {rule['Value']}" for rule in rules if rule["Value"])


def function(cloud: Cloud) -> Function:
    """The function's configuration."""
    name = cloud.deployment.stage.function
    with looking_at(f"function {name}", needs="lambda:GetFunctionConfiguration"):
        raw = cloud.client("lambda").get_function_configuration(FunctionName=name)
    return Function(
        state=raw.get("State", "Active"),
        state_reason=raw.get("StateReason", ""),
        update=raw.get("LastUpdateStatus", ""),
        update_reason=raw.get("LastUpdateStatusReason", ""),
        handler=raw.get("Handler", ""),
        runtime=raw.get("Runtime", ""),
        memory=raw["MemorySize"],
        seconds=raw["Timeout"],
        role=raw["Role"],
        sha256=raw["CodeSha256"],
        disk=raw.get("EphemeralStorage", {}).get("Size", 512),
        variables=raw.get("Environment", {}).get("Variables", {}),
    )


def function_policy(cloud: Cloud) -> FunctionPolicy:
    """Who may call the function; a function that nobody may call has no policy."""
    name = cloud.deployment.stage.function
    try:
        with looking_at(f"policy of {name}", needs="lambda:GetPolicy"):
            text = cloud.client("lambda").get_policy(FunctionName=name)["Policy"]
    except Absent:
        function(cloud)  # It is this that is absent, perhaps; AWS answers alike.
        return FunctionPolicy()
    return FunctionPolicy(statements_of(json.loads(text)), len(text))


def rules(cloud: Cloud) -> tuple[Rule, ...]:
    """The EventBridge rules whose target is the function."""
    client = cloud.client("events")
    with looking_at("rule", needs="events:ListRuleNamesByTarget and events:DescribeRule"):
        names = _all(client.list_rule_names_by_target, TargetArn=cloud.deployment.function_arn)
        return tuple(_rule(client.describe_rule(Name=name)) for name in names)


def _all(call: Callable[..., Mapping[str, Any]], **arguments: str) -> Iterator[str]:
    while True:
        answer = call(**arguments)
        yield from answer["RuleNames"]
        if not answer.get("NextToken"):
            return
        arguments["NextToken"] = answer["NextToken"]


def _rule(raw: Mapping[str, Any]) -> Rule:
    return Rule(raw["Name"], raw["Arn"], raw["State"], raw.get("ScheduleExpression", "an event"))


def table(cloud: Cloud) -> TableState:
    """How the table is made."""
    name = cloud.deployment.stage.table
    with looking_at(f"table {name}", needs="dynamodb:DescribeTable"):
        raw = cloud.client("dynamodb").describe_table(TableName=name)["Table"]
    types = {each["AttributeName"]: each["AttributeType"] for each in raw["AttributeDefinitions"]}
    return TableState(
        status=raw["TableStatus"],
        keys=tuple(
            f"{each['AttributeName']} {each['KeyType']} {types[each['AttributeName']]}"
            for each in raw["KeySchema"]
        ),
        on_demand=raw.get("BillingModeSummary", {}).get("BillingMode") == "PAY_PER_REQUEST",
        protected=raw.get("DeletionProtectionEnabled", False),
    )


def expiry(cloud: Cloud) -> str:
    """The attribute by which items expire, empty if none do."""
    name = cloud.deployment.stage.table
    with looking_at(f"table {name}", needs="dynamodb:DescribeTimeToLive"):
        answer = cloud.client("dynamodb").describe_time_to_live(TableName=name)
    found = answer["TimeToLiveDescription"]
    is_on = found["TimeToLiveStatus"] in {"ENABLED", "ENABLING"}
    return str(found["AttributeName"]) if is_on else ""


def recovery(cloud: Cloud) -> bool:
    """Whether the table can be set back in time."""
    name = cloud.deployment.stage.table
    with looking_at(f"table {name}", needs="dynamodb:DescribeContinuousBackups"):
        answer = cloud.client("dynamodb").describe_continuous_backups(TableName=name)
    found = answer["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
    return bool(found.get("PointInTimeRecoveryStatus") == "ENABLED")


def trust(cloud: Cloud) -> tuple[Statement, ...]:
    """Who may take on the role."""
    name = cloud.deployment.stage.role_name
    with looking_at(f"role {name}", needs="iam:GetRole"):
        role = cloud.client("iam").get_role(RoleName=name)["Role"]
    return statements_of(role["AssumeRolePolicyDocument"])


def answer(cloud: Cloud) -> Answer:
    """What the blog answers at its public address."""
    url = f"{address(cloud)}/healthz"
    started = time.monotonic()
    try:
        with urllib.request.urlopen(url, timeout=_ANSWER_SECONDS) as response:
            return Answer(url, response.status, time.monotonic() - started)
    except urllib.error.HTTPError as error:
        return Answer(url, error.code, time.monotonic() - started)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return Answer(url, 0, time.monotonic() - started, str(reason))


def address(cloud: Cloud) -> str:
    """Where readers find the blog, without a slash at its end; raises `NotChecked`."""
    return cloud.deployment.url or endpoint(cloud)


def endpoint(cloud: Cloud) -> str:
    """The address that AWS gave the blog, whatever domain leads there."""
    return _api_url(cloud) if cloud.deployment.stage.has_api else _function_url(cloud)


def _function_url(cloud: Cloud) -> str:
    name = cloud.deployment.stage.function
    with looking_at(f"address of {name}", needs="lambda:GetFunctionUrlConfig"):
        found = cloud.client("lambda").get_function_url_config(FunctionName=name)
    return str(found["FunctionUrl"]).rstrip("/")


def _api_url(cloud: Cloud) -> str:
    """The address of the API that Zappa made, by the stack that it made it with."""
    stage, call = cloud.deployment.stage, cloud.client("cloudformation").describe_stack_resource
    resource = "ApiV2" if stage.remote.get("apigateway_version") == "v2" else "Api"
    try:
        with looking_at(f"API of {stage.function}", needs="cloudformation:DescribeStackResource"):
            found = call(StackName=stage.function, LogicalResourceId=resource)
            api = found["StackResourceDetail"]["PhysicalResourceId"]
    except NotChecked as error:
        raise type(error)(f"{error}; set COLDPRESS_URL in zappa_settings.json") from error
    return f"https://{api}.execute-api.{stage.region}.amazonaws.com/{stage.name}"
