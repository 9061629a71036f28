"""What infrastructure.yaml says, beyond what can be seen on a machine without AWS."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from handler.aws import bucket
from handler.cli.commands.texts.preview import LONGEST
from handler.cli.infrastructure.stacks import (
    DESK,
    TEMPLATE,
    desk_parameters,
    parameters,
    repository_parameters,
)
from handler.core.model.addressing.keys import PAGES, SEARCH
from handler.core.model.media.pictures import FOLDER
from handler.core.model.preview_links import LINKS
from handler.core.pages.cards import card_key
from handler.core.webmentions import requests
from handler.services.author.granting import UPLOADS
from handler.services.read.cache import page_cache
from tests.infrastructure.template import properties, statements, template

STORES = ("ContentBucket", "Table")


def rule(name: str) -> Any:
    rules = properties("ContentBucket")["LifecycleConfiguration"]["Rules"]
    return next(each for each in rules if each["Id"] == name)


@pytest.mark.slow
def test_cfn_lint_finds_nothing_to_complain_of() -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([linter, TEMPLATE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_it_takes_the_parameters_that_provisioning_gives() -> None:
    given = parameters(bucket="b", table="t", role="r", function="f")
    desk = desk_parameters("https://blog.test", is_on=False)
    github = repository_parameters("", "main")
    assert template()["Parameters"].keys() == given.keys() | desk.keys() | github.keys()
    assert template()["Parameters"][DESK]["Default"] == desk[DESK] == "off"


@pytest.mark.parametrize("store", STORES)
def test_bucket_and_table_outlive_the_stack_unless_its_creation_fails(store: str) -> None:
    resource = template()["Resources"][store]
    assert resource["DeletionPolicy"] == "RetainExceptOnCreate"
    assert resource["UpdateReplacePolicy"] == "Retain"


def test_a_table_that_cannot_be_deleted_is_made_last_so_that_a_creation_can_be_undone() -> None:
    made = template()["Resources"]
    others = {name for name in made if "Condition" not in made[name]} - {"Table", "ContentBucket"}
    assert properties("Table")["DeletionProtectionEnabled"] is True
    assert set(template()["Resources"]["Table"]["DependsOn"]) == others


def test_only_encrypted_connections_reach_the_bucket() -> None:
    (statement,) = properties("ContentBucketPolicy")["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == (
        "Deny",
        "*",
        "s3:*",
    )
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_no_version_expires_that_publishing_may_still_fall_back_on() -> None:
    expiration = rule("OldVersions")["NoncurrentVersionExpiration"]
    assert expiration["NewerNoncurrentVersions"] >= bucket._VERSIONS
    assert "ExpirationInDays" not in rule("OldVersions")


def test_long_pages_outlive_the_items_that_point_to_them() -> None:
    long_pages = rule("LongPages")
    assert long_pages["Prefix"] == PAGES
    assert long_pages["ExpirationInDays"] > page_cache.LIFETIME.days
    assert card_key("0").startswith(PAGES)


def test_copies_of_pictures_go_only_once_they_were_removed() -> None:
    copies = rule("RemovedCopies")
    assert copies["Prefix"] == FOLDER
    assert copies["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert "ExpirationInDays" not in copies


def test_old_versions_of_the_search_index_go_at_once_but_never_the_newest() -> None:
    index = rule("SearchIndex")
    assert index["Prefix"] == SEARCH
    assert index["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert "ExpirationInDays" not in index


def test_older_queues_of_mentions_go_at_once_but_never_the_newest() -> None:
    queue = rule("MentionsToLookAt")
    assert requests.FILE.startswith(queue["Prefix"])
    assert queue["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}
    assert "ExpirationInDays" not in queue


def test_links_to_previews_outlive_the_longest_of_them() -> None:
    links = rule("PreviewLinks")
    assert links["Prefix"] == LINKS
    assert links["ExpirationInDays"] > LONGEST


def test_pictures_that_nobody_looked_at_go_within_a_day() -> None:
    uploads = rule("Uploads")
    assert uploads["Prefix"] == UPLOADS
    assert (uploads["ExpirationInDays"], uploads["NoncurrentVersionExpiration"]) == (
        1,
        {"NoncurrentDays": 1},
    )


def test_browsers_put_pictures_there_from_the_desk_alone_if_it_is_on() -> None:
    condition, with_desk, without = properties("ContentBucket")["CorsConfiguration"]["Fn::If"]
    (allowed,) = with_desk["CorsRules"]
    assert condition == "HasDesk"
    assert allowed["AllowedMethods"] == ["POST"]
    assert allowed["AllowedOrigins"] == [{"Ref": "DeskOrigin"}]
    assert "AllowedHeaders" not in allowed
    assert without == {"Ref": "AWS::NoValue"}


def test_the_role_is_for_all_three_services_that_zappa_hands_it_to() -> None:
    (statement,) = properties("ExecutionRole")["AssumeRolePolicyDocument"]["Statement"]
    services = {"lambda.amazonaws.com", "apigateway.amazonaws.com", "events.amazonaws.com"}
    assert set(statement["Principal"]["Service"]) == services


def test_no_statement_allows_everything_of_anything() -> None:
    for statement in (*statements(has_desk=False), *statements(has_desk=True)):
        assert "*" not in str(statement["Action"])
        assert statement["Resource"]["Fn::Sub"].startswith("arn:${AWS::Partition}:")
