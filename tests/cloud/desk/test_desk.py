"""Somebody with a phone writes at the desk of a deployed blog: from the command's link to readers.

Nothing tells the function of what the desk writes into the bucket, so what readers get is what the
desk itself published.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from handler.aws.bucket import S3Bucket
from handler.machine import SystemClock
from handler.services.author.granting import UPLOADS
from handler.services.people.access import Access
from tests.browser.desk.test_signing import sign_in
from tests.browser.desk.writing import PHONE, compose, shown
from tests.cli.local_server import wait_until
from tests.cloud.aws.doors import RestAPI
from tests.cloud.aws.function import fleet
from tests.cloud.aws.gateway import gateway
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment
from tests.cloud.desk.device import Client, article, client, objects
from tests.cloud.desk.program import running
from tests.cloud.desk.visitor import Visitor
from tests.cloud.reading.test_doors import DOORS
from tests.support.geotagged import XMP, exif, secrets_in
from tests.web.desk.desk import form_in

pytestmark = pytest.mark.xdist_group("cloud")


@pytest.fixture(scope="module")
def phone(
    edges: Deployment, desk_link: str, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """A phone at which the desk's owner came in by the link."""
    with client(edges, browser, tmp_path_factory.mktemp("gateway"), PHONE) as phone:
        phone.page.goto(desk_link)
        phone.page.get_by_role("button", name="Make a passkey").tap()
        expect(phone.page.get_by_label("Write something new")).to_be_visible()
        yield phone


def visit(page: Page, address: str) -> None:
    """Open a page of the desk, again if this machine is so busy that AWS did not answer in time."""
    for _ in range(5):
        answer = page.goto(address)
        if answer and answer.status < 500:
            return


def test_a_passkey_alone_opens_it_again(phone: Client) -> None:
    page = phone.page
    visit(page, phone.address)
    page.get_by_role("link", name="Ada").tap()
    page.get_by_role("button", name="Sign out").last.tap()
    sign_in(page)
    expect(page.get_by_label("Write something new")).to_be_visible()


def test_a_post_is_written_and_a_reader_sees_what_the_preview_showed(
    phone: Client, edges: Deployment, tmp_path: Path
) -> None:
    page = phone.page
    (tmp_path / "My cat.jpg").write_bytes(photo())
    visit(page, phone.address)
    page.get_by_label("Write something new").fill("봄밤")
    page.get_by_role("button", name="New post").tap()
    page.get_by_label("Text", exact=True).tap()
    compose(page, ["ㅎ", "하", "한"], "한국어")
    page.keyboard.type(" 글이다.")
    page.locator("#picture").set_input_files(tmp_path / "My cat.jpg")
    page.get_by_label("What does the picture show? My cat.jpg").fill("A cat")
    page.get_by_role("button", name="Insert").tap()
    expect(page.locator("#body")).to_have_value(re.compile(r"!\[A cat\]\(/images/\d{4}/my-cat.jpg"))
    text = page.locator("#body").input_value()
    page.get_by_text("Details", exact=True).tap()
    page.get_by_label("Date").fill("2024-07-05T09:00")  # Without one it is that of publishing.
    dated = shown(page).locator("time.dt-published[datetime^='2024-07-05']")
    expect(dated).to_be_visible()
    expect(shown(page).get_by_text("한국어 글이다.")).to_be_visible()
    expect(shown(page).get_by_role("img", name="A cat")).to_be_visible()
    previewed = phone.previewed()
    page.get_by_role("button", name="Publish", exact=True).tap()
    told = page.get_by_role("status").first
    expect(told).to_contain_text("Published.")
    address = str(told.get_by_role("link").get_attribute("href"))
    answer = edges.site.fetch(address)
    assert (answer.status, "한국어 글이다." in answer.text) == (200, True)
    assert article(answer.text) == previewed
    assert objects(edges, UPLOADS) == []
    (picture,) = re.findall(r"/images/\d{4}/my-cat\.jpg", text)
    edges.content.tell(picture.removeprefix("/"))
    served = edges.site.get(picture)
    assert served.status == 302  # As it is too large for Lambda, S3 sends it.
    with urlopen(served["location"]) as answer:
        assert secrets_in(answer.read()) == []


def test_a_stale_tab_is_refused_with_a_comparison(phone: Client, edges: Deployment) -> None:
    page = phone.page
    edges.content.put("_posts/2024-07-01-tabs.md", "---\ntitle: Tabs\n---\nOne.\n")
    visit(page, f"{phone.address}edit?key=_posts/2024-07-01-tabs.md")
    edges.content.put("_posts/2024-07-01-tabs.md", "---\ntitle: Tabs\n---\nOne.\n\nTheirs.\n")
    page.get_by_label("Title", exact=True).fill("Other tabs")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else has changed it")
    page.get_by_role("button", name="Save both together").tap()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    text = edges.site.get("/2024/07/01/tabs/").text
    assert ("Theirs." in text, "Other tabs" in text) == (True, True)


def test_the_first_version_is_restored(phone: Client, edges: Deployment) -> None:
    page = phone.page
    key = "_posts/2024-07-04-versions.md"
    for words in ("First.", "Second.", "Third."):
        edges.content.put(key, f"---\ntitle: Versions\n---\n{words}\n")
    visit(page, f"{phone.address}history?key={key}")
    page.locator(".past a").last.tap()
    page.get_by_role("button", name="Restore this version").tap()
    expect(page.get_by_label("Text", exact=True)).to_have_value("First.\n")
    assert "First." in edges.site.get("/2024/07/04/versions/").text


def test_a_post_is_scheduled_and_live_by_the_tick(phone: Client, edges: Deployment) -> None:
    page = phone.page
    visit(page, phone.address)
    page.get_by_label("Write something new").fill("Later")
    page.get_by_role("button", name="New post").tap()
    page.get_by_label("Text", exact=True).fill("Not yet.")
    page.get_by_text("More", exact=True).tap()
    due = datetime.now(UTC) + timedelta(minutes=30)
    page.locator("#when").fill(f"{due:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Schedule").tap()
    expect(page.get_by_role("status").first).to_contain_text("Scheduled.")
    path = f"/{due:%Y/%m/%d}/later/"
    edges.schedule.pass_a_minute()
    assert edges.site.get(path).status == 404
    edges.pass_an_hour()
    wait_until(lambda: "Not yet." in edges.site.get(path).text)


def test_a_lost_connection_loses_nothing(phone: Client, edges: Deployment) -> None:
    page = phone.page
    edges.content.put("_posts/2024-07-02-train.md", "---\ntitle: Train\n---\nOne.\n")
    visit(page, f"{phone.address}edit?key=_posts/2024-07-02-train.md")
    page.context.set_offline(True)
    page.get_by_label("Text", exact=True).fill("One.\n\nIn a tunnel.\n")
    expect(page.locator("#status")).to_contain_text("No connection. Your text is kept")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.locator("#status")).to_contain_text("No connection. Your text is kept")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.locator("#status")).to_have_text("Saved.")
    assert "In a tunnel." in edges.site.get("/2024/07/02/train/").text


def test_the_function_is_refused_nothing(phone: Client, edges: Deployment) -> None:
    assert edges.account.denied() == []


@pytest.fixture
def access(edges: Deployment, desk_link: str) -> Access:
    """Who may come in."""
    return Access(S3Bucket(lambda: edges.content.s3, edges.content.bucket), SystemClock())


def write(visitor: Visitor, access: Access, name: str) -> None:
    """Come in, write a post, and see it as readers do."""
    made = access.invite(name, is_owner=False)
    assert visitor.enter(made.token, name).status == 200
    assert list(visitor.cookies) == ["__Host-coldpress"]
    listed = visitor.see()
    assert (listed.status, listed["cache-control"]) == (200, "private, no-store")
    begun = visitor.send("new", token=visitor.token(), title="At a door", kind="post")
    assert (begun.status, begun["location"]) == (303, "edit?key=_drafts%2Fat-a-door.md")
    done = visitor.edit("_drafts/at-a-door.md", body="문을 열다.\r\n", do="publish")
    assert done.status == 303
    key = parse_qs(urlsplit(done["location"]).query)["key"][0]
    told = visitor.see(done["location"]).text
    assert f'<a href="{visitor.address}/' in told
    assert "문을 열다." in visitor.site.get("/" + key[7:].replace("-", "/", 3)[:-3] + "/").text
    assert visitor.edit(key, do="delete").status == 200


def test_a_megabyte_of_korean_is_opened_and_saved(edges: Deployment, access: Access) -> None:
    """Lambda is sent 6 MB at most, and answers no more."""
    key, body = "_posts/2024-07-03-long.md", "긴 글이다.\n\n" * 62_500
    edges.content.put(key, f"---\ntitle: Long\n---\n{body}")
    visitor = Visitor(edges.site, edges.door.root)
    visitor.enter(access.invite("Eve", is_owner=True).token, "Eve")
    assert visitor.edit(key, body=f"{body}끝.\n", do="save").status == 303
    assert "끝." in edges.site.get("/2024/07/03/long/").text


def test_a_program_of_others_finds_the_way_and_writes(
    edges: Deployment, access: Access, tmp_path: Path
) -> None:
    """micropub-helper, from the address of the blog to a post that is deleted and comes back."""
    root, owner = edges.door.root, Visitor(edges.site, edges.door.root)
    owner.enter(access.invite("Zoe", is_owner=True).token, "Zoe")
    square = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(square, "PNG")
    with (
        gateway(tmp_path, edges.site) as proxy,
        running(f"{root}/", proxy, square.getvalue()) as program,
    ):
        asked = program.heard()
        assert asked["endpoints"]["micropubEndpoint"] == f"{root}/_coldpress/micropub"
        page = owner.see(f"authorize?{urlsplit(asked['authorize']).query}")
        assert "May client.test write on your blog?" in page.text
        scopes = ["create", "update", "delete", "undelete", "media"]
        back = owner.send("consent", **form_in(page.text), do="allow", allowed=scopes)
        told = parse_qs(urlsplit(back["location"]).query)
        assert (back.status, told["state"]) == (303, ["a-state"])
        program.tell(told["code"][0])
        done = program.heard()
        assert done["verified"] is True
        assert done["source"]["properties"]["content"] == ["고친 메모."]
        note = edges.site.fetch(done["note"]).text
        assert ("고친 메모." in note, 'alt="A square"' in note, "<h1" in note) == (
            True,
            True,
            False,
        )
        assert ">By parts</h1>" in edges.site.fetch(done["parts"]).text
        assert edges.site.fetch(done["form"]).status == 404
        program.tell("")
        assert program.heard() == {}
        assert "By a form." in edges.site.fetch(done["form"]).text
    assert edges.account.denied() == []


@pytest.mark.parametrize("door", DOORS)
def test_it_is_at_every_door(edges: Deployment, access: Access, door: str) -> None:
    site = Site(DOORS[door], edges.invoke)
    write(Visitor(site, site.door.root), access, door)


def test_it_is_behind_a_cdn_that_adds_the_stage(edges: Deployment, access: Access) -> None:
    behind = edges.function().given(COLDPRESS_URL="https://blog.example", COLDPRESS_PREFIX="/")
    with fleet(behind, 1) as environments:
        site = Site(RestAPI(), environments.invoke)
        write(Visitor(site, "https://blog.example"), access, "CDN")
        assert Visitor(site, "https://evil.example").send("new", title="X").status == 403


def photo() -> bytes:
    """A photo, as large as those of phones are."""
    file = BytesIO()
    noise = Image.effect_noise((3000, 2200), 80).convert("RGB")
    noise.save(file, "JPEG", quality=100, exif=exif(), xmp=XMP)
    assert secrets_in(file.getvalue())
    assert file.tell() > 9_000_000
    return file.getvalue()
