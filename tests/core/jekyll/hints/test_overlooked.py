"""Files that somebody may think are part of the blog."""

import pytest

from handler.core.jekyll.hints.overlooked import overlooked


@pytest.mark.parametrize(
    ("key", "sign"),
    [
        ("id_rsa", "key or password"),
        ("keys/deploy.pem", "key or password"),
        ("prod.env", "key or password"),
        (".env", "key or password"),
        ("zappa_settings.json", "key or password"),
        ("_config.yml.txt", "not read as configuration"),
        ("_Config.yml", "not read as configuration"),
        ("config.yml", "not read as configuration"),
        ("blog/_config.yml", "not read as configuration"),
        ("_Posts/2020-01-01-a.md", "almost as _posts"),
        ("_post/2020-01-01-a.md", "almost as _posts"),
        ("notes/_Drafts/a.md", "almost as _drafts"),
        ("_include/a.html", "almost as _includes"),
        ("_posts/2020-01-01-a.md.txt", "ends in .txt"),
        ("note.markdown.txt", "ends in .txt"),
        ("about.mdx", "is MDX"),
        ("_posts/2020-01-01-a.rst", "a format that Coldpress does not show"),
        ("2020-01-01-a.docx", "a format that Coldpress does not show"),
        ("posts/2020-01-01-a.md", "outside of _posts"),
        ("2020-01-01-a.md", "outside of _posts"),
        ("_posts/cat.png", "a folder for posts"),
    ],
)
def test_each_kind_is_told(key: str, sign: str) -> None:
    (problem,) = overlooked([key])
    assert sign in problem.message
    assert (problem.key, problem.severity) == (key, "warning")
    assert problem.fix


@pytest.mark.parametrize(
    "key",
    [
        *("_config.yml", "_posts/2020-01-01-a.md", "_posts/.DS_Store", "_drafts/a.md", "about.md"),
        "_posts/2020-01-01-a.md~",
        *("posts/index.html", "data/a.json", "assets/cv.docx", "robots.txt", "a/b/_config.yml"),
        *("_posts/2020-01-01-a.md~", "_posts/2020-01-01-a.md.swp", "_drafts/a.md.bak"),
        *("_posts/4913", "_posts/Thumbs.db", "_posts/2020/desktop.ini", "_posts/a.md.tmp"),
        *("_layouts/post.html", "_sass/a.scss", "monkey.md", "config.js", "_tabs/about.md"),
    ],
)
def test_what_is_as_usual_is_not_told(key: str) -> None:
    assert overlooked([key]) == []


def test_who_deploys_from_the_folder_may_leave_the_settings_there() -> None:
    (problem,) = overlooked(["zappa_settings.json"])
    assert "Here it may stay" in (problem.fix or "")
