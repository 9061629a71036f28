"""All that somebody does to AWS who deploys a blog, keeps it going and takes it down again."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cloud.aws.account import REGION, Account
from tests.cloud.deploying.project import Project, copy_project
from tests.cloud.deploying.typed import ROOT, lines_of

DOMAIN = "blog.example.org"
NAME = "coldpress-production"
BUCKET, UPLOADS = "my-blog-content-production", "my-blog-deployments"
_CERTIFICATE = f"arn:aws:acm:{REGION}:123456789012:certificate/a"
_POST = "_posts/2026-01-01-hello.md"
_PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"
_KEEP_WARM = f"{NAME}-zappa-keep-warm-handler.keep_warm_callback"
_COMMANDS = """
import sys
from handler.cli.commands import COMMANDS
for line in sys.argv[1:]:
    name, *rest = line.split()
    try:
        COMMANDS[name].main(rest, standalone_mode=False)
    except SystemExit as ended:
        print(name, "ended with", ended.code)
"""
"""Several commands in one process, as most of a short one's time is its imports."""


def filled_in(**names: str) -> str:
    """The policy as the guide's line fills it in, for a shell with these variables."""
    typed = lines_of("docs/operator.md")
    (line,) = (each for each in typed if each.endswith("docs/deployer-policy.json)"))
    script = f'set -eu\n{line}\nprintf %s "$POLICY"'
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **names},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def own_project(folder: Path, deployer: Account) -> Project:
    """A project with a domain, whose package is Zappa's own, which is empty."""
    project = copy_project(folder / "project", deployer)
    domain = f'"domain": "{DOMAIN}", "route53_enabled": false, "certificate_arn": "{_CERTIFICATE}"'
    project.edit("zappa_settings.json", '"touch": false', f'"touch": false, {domain}')
    project.edit("zappa_settings.json", '"zip": "tools.package.callback.replace",', "")
    return project


def small_blog(folder: Path) -> Path:
    """A blog with a text and a picture."""
    for name, text in {_POST: "---\ntitle: Hello\n---\nText.", "images/a.svg": _PICTURE}.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    return folder


def put_online(project: Project) -> str:
    """Choose names, provision after a refusal, deploy, update; what was printed."""
    names = f"init --name my-blog --region {REGION} --domain {DOMAIN}"
    printed = commands(project, names, "provision", "provision --yes")
    steps = ("deploy", "update", "status")
    return "".join((printed, *(project.zappa(each, "production") for each in steps)))


def keep_going(project: Project, blog: Path) -> str:
    """Push and look, go back, take a domain; what was printed."""
    printed = commands(
        project,
        f"push {blog} production --yes",
        *("status production", "reindex production", "purge production"),
        *("open production", "logs production", "doctor production", "rollback production --yes"),
    )
    return printed + project.zappa("certify", "production", "--yes")


def commands(project: Project, *lines: str) -> str:
    """What commands of ours print."""
    return project.python("-c", _COMMANDS, *lines)


def type_rest(deployer: Account) -> None:
    """What the guide types, and the doctor advises, for Amazon's own tool."""
    _about_function(deployer)
    _about_content(deployer)
    _about_domain(deployer)
    name = {"logGroupName": f"/aws/lambda/{NAME}"}
    deployer.own_client("logs").put_retention_policy(**name, retentionInDays=30)
    deployer.own_client("logs").describe_log_streams(**name)
    deployer.own_client("events").enable_rule(Name=_KEEP_WARM)
    found = deployer.own_client("cloudformation").describe_stack_resource(
        StackName=NAME, LogicalResourceId="Api"
    )
    deployer.own_client("apigateway").update_stage(
        restApiId=found["StackResourceDetail"]["PhysicalResourceId"],
        stageName="production",
        patchOperations=[
            {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "100"},
        ],
    )


def _about_function(deployer: Account) -> None:
    """Also what Zappa does for a Function URL, and for `lambda_concurrency`."""
    client, name = deployer.own_client("lambda"), {"FunctionName": NAME}
    client.update_function_configuration(**name, Environment={"Variables": {"A": "a"}})
    client.put_function_concurrency(**name, ReservedConcurrentExecutions=20)
    client.create_function_url_config(**name, AuthType="NONE")
    client.update_function_url_config(**name, AuthType="NONE")
    client.get_function_url_config(**name)
    client.delete_function_url_config(**name)


def _about_content(deployer: Account) -> None:
    client, key = deployer.own_client("s3"), {"Bucket": BUCKET, "Key": _POST}
    client.list_object_versions(Bucket=BUCKET, Prefix=_POST)
    client.get_object(**key)
    client.delete_object(**key)
    upload = {"Bucket": UPLOADS, "Key": "large.zip"}
    started = client.create_multipart_upload(**upload)
    client.abort_multipart_upload(**upload, UploadId=started["UploadId"])


def _about_domain(deployer: Account) -> None:
    client = deployer.own_client("acm")
    made = client.request_certificate(DomainName=DOMAIN, ValidationMethod="DNS")
    client.describe_certificate(CertificateArn=made["CertificateArn"])
    client = deployer.own_client("apigateway")
    (zappas,) = client.get_base_path_mappings(domainName=DOMAIN)["items"]
    client.update_base_path_mapping(
        domainName=DOMAIN,
        basePath=zappas["basePath"],
        patchOperations=[{"op": "replace", "path": "/basePath", "value": "blog"}],
    )


def take_down(project: Project, deployer: Account) -> str:
    """The guide's tear-down as far as it leaves the content; what was printed.

    moto's stacks do not know that bucket and table are to be kept.
    """
    deployer.own_client("s3").put_bucket_notification_configuration(
        Bucket=BUCKET, NotificationConfiguration={}
    )
    printed = project.zappa("undeploy", "production", "--yes", "--remove-logs")
    stack = f"{NAME}-infrastructure"
    deployer.own_client("apigateway").delete_domain_name(domainName=DOMAIN)
    deployer.own_client("dynamodb").update_table(TableName=NAME, DeletionProtectionEnabled=False)
    deployer.own_client("cloudformation").delete_stack(StackName=stack)
    deployer.own_client("s3").delete_bucket(Bucket=UPLOADS)
    return printed


PROBES: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "Stacks": ("cloudformation", "describe_stacks", {"StackName": NAME}),
    "Role": ("iam", "get_role", {"RoleName": NAME}),
    "HandOnRole": (
        "events",
        "put_rule",
        {
            "Name": _KEEP_WARM,
            "ScheduleExpression": "rate(4 minutes)",
            "RoleArn": f"arn:aws:iam::123456789012:role/{NAME}",
        },
    ),
    "ContentBucket": ("s3", "get_bucket_versioning", {"Bucket": BUCKET}),
    "Content": ("s3", "get_object", {"Bucket": BUCKET, "Key": _POST}),
    "UploadsBucket": ("s3", "head_bucket", {"Bucket": UPLOADS}),
    "Uploads": ("s3", "delete_object", {"Bucket": UPLOADS, "Key": "a.zip"}),
    "Table": ("dynamodb", "describe_table", {"TableName": NAME}),
    "Function": ("lambda", "get_function", {"FunctionName": NAME}),
    "API": ("apigateway", "get_rest_apis", {}),
    "KeysOfAPIs": ("apigateway", "get_api_keys", {}),
    "Schedule": ("events", "describe_rule", {"Name": _KEEP_WARM}),
    "WithoutResource": ("events", "list_rule_names_by_target", {"TargetArn": "arn:a"}),
    "Log": ("logs", "describe_log_streams", {"logGroupName": f"/aws/lambda/{NAME}"}),
    "Domain": ("apigateway", "get_domain_name", {"domainName": DOMAIN}),
    "DomainsRole": (
        "apigateway",
        "create_domain_name",
        {"domainName": "other.example.org", "certificateArn": _CERTIFICATE},
    ),
    "DomainWithoutResource": ("acm", "request_certificate", {"DomainName": DOMAIN}),
    "Certificate": ("acm", "describe_certificate", {"CertificateArn": _CERTIFICATE}),
}
"""For each statement a call that it alone allows."""
