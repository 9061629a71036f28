"""`coldpress doctor`: what it says of a deployed blog, and of one that is broken."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handler.core.index import items
from handler.core.model.writes import Key, Put, Update
from tests.cli.conftest import Run
from tests.cli.deployed import DeployedBlog, package_of, write_settings

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]


def complaints(output: str) -> list[str]:
    """The checks that are not right, each with its remedy in the same line."""
    _, *lines, _ = output.replace("\n" + " " * 18 + "→", " →").splitlines()
    return [" ".join(line.split()) for line in lines if not line.startswith("✓")]


def test_a_blog_that_is_deployed_right_has_nothing_wrong(run: Run, blog: DeployedBlog) -> None:
    result = run("doctor", "production")
    first, *checks, last = result.output.splitlines()
    assert first == "Looking at production in account 123456789012, us-east-1."
    assert [check for check in checks if not check.startswith("✓ ")] == []
    assert last == f"{len(checks)} checks: {len(checks)} right."
    assert result.exit_code == 0


def listen(blog: DeployedBlog, *listeners: dict[str, Any]) -> None:
    """Let the bucket notify just these, each the function's as Zappa sets it but for changes."""
    usual = {
        "Id": blog.stage.function,
        "LambdaFunctionArn": blog.arn,
        "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
    }
    found = {"LambdaFunctionConfigurations": [usual | changes for changes in listeners]}
    blog.to_bucket("put_bucket_notification_configuration", NotificationConfiguration=found)


def forbid(blog: DeployedBlog, service: str) -> None:
    """Take the right to call the function away from a service."""
    policy = json.loads(blog.to_function("get_policy")["Policy"])
    for statement in policy["Statement"]:
        if statement["Principal"]["Service"] == service:
            blog.to_function("remove_permission", StatementId=statement["Sid"])


def change_rule(blog: DeployedBlog, function: str, operation: str, **changes: str) -> None:
    """Change the EventBridge rule that Zappa made for a function of ours."""
    names = blog.call("events", "list_rule_names_by_target", TargetArn=blog.arn)["RuleNames"]
    (name,) = (name for name in names if name.endswith(f"-{function}"))
    blog.call("events", operation, Name=name, **changes)


def lose_deletion(blog: DeployedBlog, key: str) -> None:
    """Delete a file that was uploaded long ago, without an event."""
    uploaded = {"modified": "2020-01-01T00:00:00+00:00"}
    blog.services.table.write(Update(Key(items.MANIFEST, key), uploaded))
    blog.services.bucket.delete(key)


TICK = "handler.entry.on_tick"
KEEP_WARM = "handler.keep_warm_callback"
AWS = "→ aws --region us-east-1"
POST = "_posts/2020-01-01-a.md"
MEND_TICK = (
    "The tick does not come or fails; mend what is wrong with it above, "
    "else see coldpress logs production"
)
REINDEX = "coldpress reindex production"

Break = Callable[[DeployedBlog], object]
BROKEN: dict[str, tuple[Break, str]] = {
    "versioning": (
        lambda blog: blog.to_bucket(
            "put_bucket_versioning", VersioningConfiguration={"Status": "Suspended"}
        ),
        "✗ versioning Versioning is suspended: a broken upload has no version before it to fall "
        f"back on. {AWS} s3api put-bucket-versioning --bucket NAME "
        "--versioning-configuration Status=Enabled",
    ),
    "privacy": (
        lambda blog: blog.to_bucket("delete_public_access_block"),
        "✗ privacy Drafts could be made public: BlockPublicAcls, IgnorePublicAcls, "
        f"BlockPublicPolicy, RestrictPublicBuckets are off. {AWS} s3api put-public-access-block "
        "--bucket NAME --public-access-block-configuration BlockPublicAcls=true,"
        "IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    ),
    "encryption": (
        lambda blog: blog.to_bucket("delete_bucket_encryption"),
        f"✗ encryption The bucket does not say that files are encrypted. {AWS} s3api "
        "put-bucket-encryption --bucket NAME --server-side-encryption-configuration "
        '\'{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}\'',
    ),
    "trigger": (
        lambda blog: listen(blog),
        "✗ trigger Nothing tells NAME-production of changes in the bucket. "
        "→ coldpress provision production",
    ),
    "trigger without deletions": (
        lambda blog: listen(blog, {"Events": ["s3:ObjectCreated:*"]}),
        "✗ trigger The function does not hear of deleted files. → coldpress provision production",
    ),
    "trigger with a filter": (
        lambda blog: listen(
            blog, {"Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "_posts/"}]}}}
        ),
        "✗ trigger The function hears only of keys with prefix _posts/. "
        "→ coldpress provision production",
    ),
    "another listener": (
        lambda blog: listen(blog, {}, {"Id": "thumbs", "LambdaFunctionArn": f"{blog.arn}-2"}),
        "! other listeners S3 may refuse our trigger, as others listen to the bucket: "
        "thumbs (arn:aws:lambda:us-east-1:123456789012:function:NAME-production-2). "
        "→ If nobody needs them: aws --region us-east-1 s3api "
        "put-bucket-notification-configuration --bucket NAME --notification-configuration '{}' "
        "&& coldpress provision production",
    ),
    "right of S3": (
        lambda blog: forbid(blog, "s3.amazonaws.com"),
        "✗ trigger's right S3 may not call the function, so what it tells is lost. "
        "→ coldpress provision production",
    ),
    "right of strangers": (
        lambda blog: blog.to_function(
            "add_permission",
            StatementId="FunctionURLAllowPublicAccessInvoke",
            Action="lambda:InvokeFunction",
            Principal="*",
        ),
        "✗ strangers Any AWS account may call the function directly "
        "(FunctionURLAllowPublicAccessInvoke). → coldpress provision production",
    ),
    "tick": (
        lambda blog: change_rule(blog, TICK, "disable_rule"),
        f"✗ tick The rule NAME-production-{TICK} is disabled, so the tick does not come. "
        f"{AWS} events enable-rule --name NAME-production-{TICK}",
    ),
    "slow tick": (
        lambda blog: change_rule(blog, TICK, "put_rule", ScheduleExpression="rate(1 hour)"),
        "✗ tick The tick comes at rate(1 hour), so scheduled posts are late. → Set "
        f'"expression": "rate(1 minute)" for {TICK} in zappa_settings.json, '
        "then zappa schedule production",
    ),
    "keep-warm": (
        lambda blog: change_rule(blog, KEEP_WARM, "disable_rule"),
        "! keep-warm Nothing keeps the function warm, so a quiet blog answers its first reader "
        "late. → zappa schedule production",
    ),
    "handler": (
        lambda blog: blog.to_function(
            "update_function_configuration", Handler="handler.lambda_handler"
        ),
        "✗ handler The handler is handler.lambda_handler, but the settings say "
        "handler.entry.lambda_handler. → coldpress deploy production",
    ),
    "time-out": (
        lambda blog: blog.to_function("update_function_configuration", Timeout=30),
        "✗ capacity The function has only 1769 MB and 30 s. "
        '→ Set "timeout_seconds": 60 in zappa_settings.json, then coldpress deploy production',
    ),
    "rights of the role": (
        lambda blog: blog.allow("s3:Get*", "s3:List*", "dynamodb:*", "logs:*", "lambda:*"),
        "✗ permissions It lacks s3:PutObject on arn:aws:s3:::NAME/.coldpress/*. → "
        "coldpress provision production; if that has nothing to do: in the console, give the role "
        "what infrastructure.yaml says",
    ),
    "expiry": (
        lambda blog: blog.to_table(
            "update_time_to_live",
            TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"},
        ),
        f"✗ expiry Time to live is off, so cached pages pile up. {AWS} dynamodb "
        "update-time-to-live --table-name NAME --time-to-live-specification "
        "Enabled=true,AttributeName=expires",
    ),
    "recovery": (
        lambda blog: blog.to_table(
            "update_continuous_backups",
            PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False},
        ),
        "! recovery Point-in-time recovery is off; after a mishap only `coldpress reindex` "
        f"brings it back. {AWS} dynamodb update-continuous-backups --table-name NAME "
        "--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true",
    ),
    "protection": (
        lambda blog: blog.to_table("update_table", DeletionProtectionEnabled=False),
        f"! protection It is not protected from deletion. {AWS} dynamodb update-table "
        "--table-name NAME --deletion-protection-enabled",
    ),
    "lost event": (
        lambda blog: lose_deletion(blog, POST),
        f"✗ lost events The index missed 1 deleted ({POST}). "
        f"→ The hourly comparison mends it; now: {REINDEX}",
    ),
    "stale index": (
        lambda blog: blog.services.table.write(
            Update(Key(items.MANIFEST, POST), {"stamp": "0123456789ab.cdef"})
        ),
        "✗ index Older code planned 1 of 1 files. "
        f"→ The hourly comparison mends it; now: {REINDEX}",
    ),
    "rejected post": (
        lambda blog: blog.publish("about.md", "---\ntitle: [\n---\n"),
        "✗ rejected 1 file is rejected: about.md:3: has a bracket or brace that is not closed. "
        "Close it, or put the value in quotes. → Mend and upload what this lists: "
        f"{REINDEX.replace('reindex', 'status')}",
    ),
    "tick that does nothing": (
        lambda blog: blog.services.table.write(Update(items.JOB, {"finished_at": 1_700_000_000})),
        "✗ comparison Bucket and index were last compared at 2023-11-14 22:13 UTC; the tick should "
        f"do it hourly. → {MEND_TICK}",
    ),
    "overdue post": (
        lambda blog: blog.services.table.write(
            Put(Key(items.SCHEDULED, f"2020-01-01T00:00:00Z#{POST}"), {"key": POST})
        ),
        f"✗ scheduled 1 file is overdue: {POST}. → {MEND_TICK}",
    ),
    "address": (
        lambda blog: blog.change_settings(COLDPRESS_URL="http://127.0.0.1:9"),
        "✗ address http://127.0.0.1:9/healthz does not answer: [Errno 111] Connection refused. "
        "→ Check domain and certificate (COLDPRESS_URL), then coldpress logs production",
    ),
    "no address": (
        lambda blog: blog.change_settings(COLDPRESS_URL=""),
        "– address not checked: there is no API of NAME-production; set COLDPRESS_URL in "
        "zappa_settings.json.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_said_with_what_mends_it(run: Run, blog: DeployedBlog, case: str) -> None:
    damage, expected = BROKEN[case]
    damage(blog)
    result = run("doctor", "production")
    assert complaints(result.output) == [expected.replace("NAME", blog.stage.bucket)]
    assert result.exit_code == expected.startswith("✗")


def test_what_provision_makes_is_right(
    run: Run, aws: dict[str, str], url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in aws.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.chdir(tmp_path)
    write_settings(tmp_path, url)
    assert run("provision", "production", "--yes").exit_code == 0
    lines = run("doctor").output.splitlines()
    right = {line[2:18].rstrip() for line in lines if line.startswith("✓")}
    made = {"bucket", "versioning", "privacy", "encryption", "role", "permissions", "table"}
    assert right >= made | {"table's keys", "billing", "protection", "expiry", "recovery"}


def test_what_does_not_exist_is_said_once(run: Run, blog: DeployedBlog) -> None:
    blog.to_function("delete_function")
    name = blog.stage.function
    first, *others = complaints(run("doctor", "production").output)
    assert first == f"✗ function There is no function {name}. → coldpress deploy production"
    assert {line.partition("not ")[2] for line in others} == {
        f"checked: there is no function {name}."
    }


def test_before_the_first_deploy_it_says_deploy(
    run: Run, aws: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in aws.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.chdir(tmp_path)
    write_settings(tmp_path, "")
    result = run("doctor")
    assert result.exit_code == 1
    assert result.output.count("zappa") == 1  # zappa_settings.json agrees with itself.
    assert result.output.endswith(
        "Nothing of it is there yet: `coldpress deploy production` makes it.\n"
    )


def test_code_that_was_deployed_from_elsewhere_is_noticed(run: Run, blog: DeployedBlog) -> None:
    other = package_of({"COLDPRESS_BUCKET": "other", "COLDPRESS_TABLE": "other"})
    blog.to_function("update_function_code", ZipFile=other)
    zipped = f"{blog.stage.function}.zip"
    assert complaints(run("doctor", "production").output) == [
        f"! build The deployed code is not {zipped}. → coldpress deploy production",
        "– environment not checked: it is inside the deployed code, and no package built here "
        "equals that.",
    ]
    (blog.folder / "dist" / zipped).write_bytes(other)
    name = blog.stage.bucket
    assert complaints(run("doctor", "production").output) == [
        f"✗ environment COLDPRESS_BUCKET is other, not {name}, COLDPRESS_TABLE is other, not "
        f"{name}, where it is deployed. → coldpress deploy production"
    ]


def test_doctor_changes_nothing(run: Run, blog: DeployedBlog) -> None:
    def stored() -> list[object]:
        return [list(blog.services.table.scan()), blog.services.bucket.objects()]

    before = stored()
    run("doctor", "production")
    assert stored() == before
