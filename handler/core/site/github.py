"""What `site.github` holds that follows from `_config.yml`, as GitHub Pages has it. No IO here.

https://github.com/jekyll/github-metadata
"""

from dataclasses import replace
from urllib.parse import quote

from handler.core.comments.discussions import issue_named
from handler.core.model.entries import Json, SiteConfig


def edit_address(site: SiteConfig, key: str) -> str:
    """Where GitHub has a file of the blog edited, if `repository` names where the blog is."""
    named = site.data.get("repository")
    issue = issue_named(replace(site, data={"repository": named}), 1) if named else None
    return f"{issue.host}/{issue.repository}/edit/HEAD/{quote(key)}" if issue else ""


def github_of(site: SiteConfig) -> Json:
    """The addresses of the site and of its repository; what is configured counts.

    Themes have an author's name under `github`, which is left as it is.
    """
    given = site.data.get("github")
    if given is not None and not isinstance(given, dict):
        return given
    # Comments may be in a repository of their own.
    issue = issue_named(replace(site, data={**site.data, "comments": None}), 1)
    of_repository: dict[str, Json] = {}
    if issue:
        owner, _, name = issue.repository.partition("/")
        address = f"{issue.host}/{issue.repository}"
        of_repository = {
            "repository_url": address,
            "repository_nwo": issue.repository,
            "repository_name": name,
            "project_title": name,
            "owner_name": owner,
            "owner_url": f"{issue.host}/{owner}",
            "issues_url": f"{address}/issues",
        }
    return {"url": site.url + site.baseurl, **of_repository, **(given or {})}
