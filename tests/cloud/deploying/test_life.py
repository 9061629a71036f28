"""The life of a deployment, from `zappa deploy` to `zappa undeploy`, with a reader in a browser."""

import base64
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import CONTENT, Reader
from tests.cloud.aws.account import Account
from tests.cloud.aws.function import Fleet
from tests.cloud.aws.gateway import gateway
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment, deployment
from tests.cloud.deploying.project import copy_project

pytestmark = pytest.mark.xdist_group("life")

BOUND = 5
"""Seconds after a publish in which a reader may still see the page of before."""
PRESS = "_posts/2024-11-05-press.md"
PRESS_PATH = "/2024/11/05/press/"
RENDERED = "images = (*images_in(root, entry.path, site)"
POSTS = ["/about/", "/life/2020/05/02/blue-waves/", "/uses/", "/colophon/"]


@pytest.fixture(scope="module")
def blog(aws: Account, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The stage `production` with the sample blog, of a project that may be changed."""
    folder = tmp_path_factory.mktemp("production")
    with deployment(copy_project(folder / "project", aws), "production", folder) as deployed:
        deployed.content.put_folder(CONTENT)
        yield deployed


@pytest.fixture
def reader(blog: Deployment, browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    """A reader at the address that Zappa printed, whom nothing may go wrong for."""
    with gateway(tmp_path, blog.site) as proxy:
        context = browser.new_context(proxy={"server": proxy}, ignore_https_errors=True)
        reader = Reader(context.new_page(), blog.door.root)
        reader.watch()
        yield reader
        context.close()
        assert reader.complaints == []


def test_what_runs_is_what_was_packaged(blog: Deployment) -> None:
    found = blog.account.client("lambda").get_function(FunctionName=blog.stage.function)
    packaged = blog.project.folder / "package.zip"
    blog.project.zappa("package", blog.stage.name, "--output", str(packaged))
    digest = base64.b64encode(hashlib.sha256(packaged.read_bytes()).digest()).decode()
    assert found["Configuration"]["CodeSha256"] == digest


def test_a_reader_walks_from_the_home_page_into_the_blog(reader: Reader) -> None:
    page = reader.open("/")
    expect(page).to_have_title(re.compile("^Marine Layer"))
    page.locator("article h2 a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    page.locator(".tags a").first.click()
    expect(page.locator("article h2").first).to_be_visible()
    page.goto(reader.url + "/")
    page.get_by_role("link", name="Older posts").click()
    expect(page).to_have_url(re.compile(re.escape(reader.url) + "/before/"))
    page.get_by_role("link", name="About").first.click()
    expect(page).to_have_url(reader.url + "/about/")


def test_a_reader_sees_every_picture_and_the_style(reader: Reader) -> None:
    page = reader.open("/life/2020/05/02/blue-waves/")
    assert page.locator("article img").count() > 0
    for image in page.locator("article img").all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")


def test_a_blog_with_an_address_of_its_own_names_that_wherever_it_is_read(blog: Deployment) -> None:
    text = blog.site.get("/about/").text
    assert '<link rel="canonical" href="https://blog.example.com/about/"' in text
    feed = blog.site.get("/feed.xml").text
    assert "execute-api" not in feed
    assert "https://blog.example.com/" in feed


def test_an_author_publishes_edits_breaks_and_deletes_a_post(
    blog: Deployment, reader: Reader
) -> None:
    page = reader.open("/")
    expect(page.get_by_role("link", name="Hot off the press")).to_have_count(0)
    blog.content.put(PRESS, "---\ntitle: Hot off the press\n---\nStill wet.\n")
    assert "Still wet." in page_of(blog, PRESS_PATH)
    eventually(lambda: "Hot off the press" in page_of(blog, "/2024/"))
    blog.content.put(PRESS, "---\ntitle: Hot off the press\n---\nDry by now.\n")
    eventually(lambda: "Dry by now." in page_of(blog, PRESS_PATH))
    blog.content.put(PRESS, "---\ntitle: [Hot off\n---\nTorn.\n")
    expect(reader.open(PRESS_PATH).get_by_text("Dry by now.")).to_be_visible()
    assert re.search(rf"rejected\b.*{PRESS}", status(blog))
    blog.content.delete(PRESS)
    eventually(lambda: blog.site.get(PRESS_PATH).status == 404)
    eventually(lambda: "Hot off the press" not in page_of(blog, "/2024/"))


def test_an_update_shows_its_own_pages_at_once_and_a_rollback_those_of_before(
    blog: Deployment,
) -> None:
    first = blog.fleet
    assert looks(blog, first) == looks(blog, first) == {(False, False)}
    blog.project.edit("templates/partials/footer.html", "</footer>", "<p>Footer 2</p></footer>")
    blog.project.edit(
        "handler/core/jekyll/bodies/rendering.py", RENDERED, f"text += '<p>Body 2</p>'; {RENDERED}"
    )
    blog.project.zappa("update", blog.stage.name)
    blog.run()
    second = blog.fleet
    for _ in range(2):
        assert looks(blog, second) == {(True, True)}
        assert looks(blog, first) == {(False, False)}
    blog.project.zappa("rollback", blog.stage.name, "-n", "1")
    blog.run()
    for _ in range(2):
        assert looks(blog, blog.fleet) == {(False, False)}
        assert looks(blog, second) == {(True, True)}


def test_what_is_published_after_an_update_reaches_the_code_that_runs_then(
    blog: Deployment,
) -> None:
    blog.content.put(PRESS, "---\ntitle: Hot off the press\n---\nAfter all that.\n")
    assert "After all that." in page_of(blog, PRESS_PATH)
    assert len(blog.schedule.pass_a_minute()) == 2


def test_a_rollback_brings_back_the_runtime_that_the_code_was_made_for(blog: Deployment) -> None:
    client, function = blog.account.client("lambda"), {"FunctionName": blog.stage.function}
    made_for = client.get_function_configuration(**function)["Runtime"]
    client.update_function_configuration(**function, Runtime="python3.12")
    said = blog.project.coldpress("rollback", blog.stage.name, "--yes")
    assert f"Its runtime is {made_for} again; it was python3.12." in said
    assert client.get_function_configuration(**function)["Runtime"] == made_for


def test_an_undeployed_blog_keeps_its_bucket_and_table(blog: Deployment) -> None:
    def kept() -> tuple[int, int]:
        objects = blog.content.s3.list_object_versions(Bucket=blog.stage.bucket)["Versions"]
        table = blog.account.client("dynamodb").scan(TableName=blog.stage.table, Select="COUNT")
        return len(objects), table["Count"]

    before = kept()
    blog.project.zappa("undeploy", blog.stage.name, "--yes")
    assert kept() == before > (30, 100)
    functions = blog.account.client("lambda").list_functions()["Functions"]
    assert blog.stage.function not in {function["FunctionName"] for function in functions}
    assert blog.schedule.pass_a_minute() == []


def page_of(blog: Deployment, path: str) -> str:
    """A page that must be there."""
    answer = blog.site.get(path)
    assert answer.status == 200
    return answer.text


def eventually(is_shown: Callable[[], bool]) -> None:
    """Wait until readers see a change; nobody who comes later than `BOUND` may still not."""
    published = came = time.monotonic()
    while not is_shown():
        assert came - published <= BOUND
        time.sleep(0.05)
        came = time.monotonic()


def status(blog: Deployment) -> str:
    """What `flask status` prints."""
    names = {"COLDPRESS_BUCKET": blog.stage.bucket, "COLDPRESS_TABLE": blog.stage.table}
    return blog.project.coldpress("status", **names)


def looks(blog: Deployment, environments: Fleet) -> set[tuple[bool, bool]]:
    """Whether pages show the second footer and the second body, in whichever environment."""
    site = Site(blog.door, environments.invoke)
    texts = [site.get(path).text for path in POSTS for _ in environments.emulators]
    return {("Footer 2" in text, "Body 2" in text) for text in texts}
