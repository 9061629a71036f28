"""docs/operator.md names nothing that does not exist, and leaves nothing out."""

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
import pytest

from handler.cli.checkup.checks.bucket import encryption
from handler.cli.commands import COMMANDS
from handler.cli.infrastructure.stages import SETTINGS, read_stage
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.webmentions.mentions import ENDPOINT
from handler.web.assets import PRESIGNED_SECONDS
from handler.web.desk.desk import PREFIX
from handler.web.desk.signing.names import INDIEAUTH, MEDIA, MICROPUB
from tests.cli.checkup.builders import make_deployment
from tests.infrastructure.template import template

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs"
PAGE = (FOLDER / "operator.md").read_text(encoding="utf-8")
WITHOUT_AWS = {"check", "import", "render", "serve"}
AUTHORS = {
    *("diff", "history", "mv", "new", "preview", "publish", "pull", "restore", "schedule"),
    *("export", "theme", "unpublish"),
}
"""Commands of the guides for authors, to the theme and to leaving."""


def sources(*folders: str) -> str:
    """All the code in these folders."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return "".join(path.read_text(encoding="utf-8") for path in files)


def commands(program: str) -> list[tuple[str, list[str]]]:
    """What the page types of a program: each subcommand, with its options."""
    found = re.findall(rf"(?:^ {{4}}|`){program} ([a-z-]+)([^`\n]*)", PAGE, re.MULTILINE)
    return [(name, re.findall(r" (--?[a-z][a-z-]*)", rest)) for name, rest in found]


def options(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


def test_every_command_of_ours_and_option_that_the_page_types_exists() -> None:
    for name, used in commands("coldpress"):
        assert set(used) <= options(COMMANDS[name]), name


def test_every_command_that_works_on_a_deployment_is_on_the_page() -> None:
    assert {name for name, _ in commands("coldpress")} | WITHOUT_AWS | AUTHORS == set(COMMANDS)


def test_every_zappa_command_and_option_that_the_page_types_exists(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from zappa.cli import ZappaCLI

    for name, used in commands("zappa"):
        with pytest.raises(SystemExit, match="0"):
            ZappaCLI().handle([name, "--help"])
        assert set(used) <= set(re.findall(r"--?[a-z][a-z-]*", capsys.readouterr().out)), name


def test_every_target_of_make_that_the_page_types_exists() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {name for name, _ in commands("make")} <= set(targets)


def test_the_page_explains_just_the_variables_that_are_read() -> None:
    read = re.findall(r'"(COLDPRESS_[A-Z_]+)"', (ROOT / "handler/settings.py").read_text())
    assert set(re.findall(r"COLDPRESS_[A-Z_]+", PAGE)) == set(read)


def test_the_page_explains_just_the_metrics_that_are_written() -> None:
    written = re.findall(r'metrics\.add\("([A-Za-z]+)"', sources("handler"))
    section = PAGE.partition("| metric |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `([A-Za-z]+)` \|", section, re.MULTILINE)) == set(written)


def test_every_alarm_on_our_own_metrics_is_on_one_that_exists() -> None:
    alarms = re.findall(r"^    alarm Coldpress ([A-Za-z]+)", PAGE, re.MULTILINE)
    assert alarms
    assert all(f"| `{name}` |" in PAGE for name in alarms)


def test_the_page_counts_its_metrics_and_alarms_of_one_kind_of_api() -> None:
    alarms = re.findall(r"^    alarm (?!AWS/ApiGateway|AWS/Lambda Url)", PAGE, re.MULTILINE)
    section = PAGE.partition("| metric |")[2].partition("\n\n")[0]
    metrics = re.findall(r"^\| `", section, re.MULTILINE)
    assert f"| {len(metrics)} metrics of $0.30 and {len(alarms) + 1} alarms of $0.10;" in PAGE


def test_what_an_update_drops_can_be_said_where_it_stays() -> None:
    from zappa.cli import ZappaCLI

    (name,) = re.findall(r'`"(\w+_concurrency)": \d+`', PAGE)
    assert hasattr(ZappaCLI, name)


def test_the_page_says_what_becomes_of_files_that_lambda_cannot_answer() -> None:
    section = PAGE.partition("## Large files")[2].partition("\n## ")[0]
    assert f"{MAXIMUM_ANSWER:,} bytes of a file" in section
    assert f"signed for {PRESIGNED_SECONDS} seconds" in section


def test_the_rights_on_a_key_are_those_that_doctor_names() -> None:
    advice = encryption("aws:kms", make_deployment()).fix
    rights = set(re.findall(r"kms:\w+", PAGE))
    assert rights == set(re.findall(r"kms:\w+", advice))
    assert "docs/operator.md" in advice


def test_the_names_on_the_page_are_those_in_the_settings() -> None:
    stage = read_stage("production", ROOT / SETTINGS)
    names = (stage.bucket, stage.table, stage.role_name, stage.function, stage.deployments)
    assert [name for name in (*names, stage.stack, stage.region) if name not in PAGE] == []


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https:)([^)#]+)", PAGE)
    assert [link for link in links if not (FOLDER / link).is_file()] == []


@pytest.mark.slow
def test_cfn_lint_finds_nothing_to_complain_of_in_the_template_for_cloudfront() -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    template = FOLDER / "cloudfront.yaml"
    done = subprocess.run([linter, template], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def cloudfront() -> tuple[dict[str, Any], dict[str, Any]]:
    """The template's resources, and the configuration of its distribution."""
    found = template(FOLDER / "cloudfront.yaml")
    resources = found["Resources"]
    return resources, resources["Distribution"]["Properties"]["DistributionConfig"]


CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
"""https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html"""


def behavior_of(path: str) -> dict[str, Any]:
    """How the distribution treats a path: as the first pattern that fits says."""
    _, distribution = cloudfront()
    fitting = [b for b in distribution["CacheBehaviors"] if fnmatch(path, b["PathPattern"])]
    return dict([*fitting, distribution["DefaultCacheBehavior"]][0])


@pytest.mark.parametrize("path", ["", "edit", "files/desk.css", "sign-in/ask"])
def test_behind_cloudfront_the_desk_is_reached_and_nothing_of_it_is_kept(path: str) -> None:
    for before in ("", "/blog"):
        found = behavior_of(f"{before}{PREFIX}{path}")
        assert "POST" in found["AllowedMethods"]
        assert found["CachePolicyId"] == CACHING_DISABLED
        assert found["OriginRequestPolicyId"] == ALL_BUT_HOST


@pytest.mark.parametrize("path", [MICROPUB, MEDIA, f"{INDIEAUTH}token", f"{INDIEAUTH}metadata"])
def test_behind_cloudfront_programs_write_and_nothing_of_it_is_kept(path: str) -> None:
    for before in ("", "/blog"):
        found = behavior_of(f"{before}{path}")
        assert {"POST", "OPTIONS"} <= {*found["AllowedMethods"]}
        assert found["CachePolicyId"] == CACHING_DISABLED
        assert found["OriginRequestPolicyId"] == ALL_BUT_HOST


def test_behind_cloudfront_others_send_mentions_and_nothing_of_it_is_kept() -> None:
    for before in ("", "/blog"):
        found = behavior_of(f"{before}{ENDPOINT}")
        assert "POST" in found["AllowedMethods"]
        assert found["CachePolicyId"] == CACHING_DISABLED


@pytest.mark.parametrize(
    "path", ["/", "/search", "/_coldpress/preview/x", "/_coldpress/github", "/desk/", "/a/edit"]
)
def test_behind_cloudfront_nothing_else_can_be_changed_or_told_by_cookies(path: str) -> None:
    found = behavior_of(path)
    assert "AllowedMethods" not in found
    assert "OriginRequestPolicyId" not in found


@pytest.mark.parametrize("path", ["/search", "/blog/search", "/search/", "/blog/search/"])
def test_behind_cloudfront_a_search_arrives_with_its_query(path: str) -> None:
    resources, distribution = cloudfront()
    (behavior,) = (
        each for each in distribution["CacheBehaviors"] if fnmatch(path, each["PathPattern"])
    )
    policy = resources[behavior["CachePolicyId"]["Ref"]]["Properties"]["CachePolicyConfig"]
    sent = policy["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"]
    assert set(sent["QueryStrings"]) == {"q", "page", "format"}


@pytest.mark.parametrize("status", [404, 500, 502, 503, 504])
def test_cloudfront_keeps_no_error_longer_than_the_blog_says(status: int) -> None:
    _, distribution = cloudfront()
    kept = {e["ErrorCode"]: e["ErrorCachingMinTTL"] for e in distribution["CustomErrorResponses"]}
    assert kept[status] == 0


def test_cloudfront_is_reached_by_ipv6_and_reaches_the_blog_by_todays_tls() -> None:
    _, distribution = cloudfront()
    (origin,) = distribution["Origins"]
    assert distribution["IPV6Enabled"] is True
    assert origin["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


@pytest.mark.parametrize(
    "alarm",
    [
        "alarm AWS/ApiGateway 5XXError --dimensions Name=ApiName,Value=coldpress-production",
        'alarm AWS/ApiGateway 5xx --dimensions "Name=ApiId,Value=$API"',
        "alarm AWS/Lambda Url5xxCount",
    ],
)
def test_each_kind_of_api_has_an_alarm_for_its_failures(alarm: str) -> None:
    assert f"    {alarm}\n" in PAGE


def test_the_api_stands_in_the_blogs_own_region() -> None:
    assert {
        stage: read_stage(stage, ROOT / SETTINGS).remote["endpoint_configuration"]
        for stage in ("production", "dev")
    } == {"production": ["REGIONAL"], "dev": ["REGIONAL"]}


def test_the_parameters_that_the_page_gives_to_that_template_are_its_own() -> None:
    template = (FOLDER / "cloudfront.yaml").read_text(encoding="utf-8")
    declared = template.partition("Parameters:")[2].partition("Resources:")[0]
    given = PAGE.partition("--parameter-overrides ")[2].partition("\n")[0]
    names = re.findall(r"^  ([A-Za-z]+):$", declared, re.MULTILINE)
    assert re.findall(r"(\w+)=", given) == names
