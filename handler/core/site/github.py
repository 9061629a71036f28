"""What `site.github` holds that follows from `_config.yml`, as GitHub Pages has it. No IO here.

https://github.com/jekyll/github-metadata
"""

from dataclasses import replace

from handler.core.comments.discussions import issue_named
from handler.core.model.entries import Json, SiteConfig


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
