"""The role of a repository's workflows: all that a push from git does, and nothing more."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from handler.cli.deployments import Deployed as Target
from handler.cli.git.pushing import Wishes, push_commit
from tests.cli.git.repository import Repository
from tests.infrastructure.cloud import Cloud, deployed
from tests.infrastructure.template import properties, statements_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("infrastructure")]

REPOSITORY = "jo/blog"
STATEMENTS = statements_of("PublisherRole")
ACTIONS = {action for each in STATEMENTS if each["Effect"] == "Allow" for action in each["Action"]}
POST = "---\ntitle: A\ntags: [flask]\n---\n{% include note.html %} "
LONG = "A word or two. " * 30_000
HISTORY: list[Mapping[str, str | None]] = [
    {"_config.yml": "title: A\n", "_posts/2026-01-01-a.md": POST, "_includes/note.html": "Note."},
    {"_posts/2026-01-01-a.md": "---\ntitle: [\n---\n", "_posts/2026-01-02-b.md": f"{POST}{LONG}"},
    {"_posts/2026-01-02-b.md": None, "_includes/note.html": "Other.", "about.md": "---\n---\nI."},
]


def test_a_push_needs_just_what_the_role_may(cloud: Cloud, tmp_path: Path) -> None:
    with deployed(cloud, repository=REPOSITORY) as blog:
        repository = Repository(tmp_path / "repository")
        for files in HISTORY:
            repository.commit(files)
            push_commit(repository.folder, Target(blog.services), Wishes(many=True))
        decided = cloud.decided(f"{blog.name}-PublisherRole")
        assert {(decision, action) for decision, action, _ in decided} == {
            ("allowed", action) for action in ACTIONS
        }
        with pytest.raises(ClientError, match="AccessDenied"):
            blog.services.bucket.put(".coldpress/desk/people.json", b"", "application/json")


def test_only_workflows_of_one_branch_of_one_repository_have_the_role() -> None:
    (statement,) = properties("PublisherRole")["AssumeRolePolicyDocument"]["Statement"]
    issuer = "token.actions.githubusercontent.com"
    subject = "repo:${GitHubRepository}:ref:refs/heads/${GitHubBranch}"
    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Principal"]["Federated"]["Fn::Sub"].endswith(f":oidc-provider/{issuer}")
    assert statement["Condition"] == {
        "StringEquals": {
            f"{issuer}:aud": "sts.amazonaws.com",
            f"{issuer}:sub": {"Fn::Sub": subject},
        }
    }
