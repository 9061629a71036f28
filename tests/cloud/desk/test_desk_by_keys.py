"""Somebody with a keyboard alone writes at the desk of a deployed blog, on a wide screen."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk.keyboard import Keyboard
from tests.browser.desk.writing import WIDE
from tests.cloud.deploying.deployment import Deployment
from tests.cloud.desk.by_keys import Writer
from tests.cloud.desk.device import Client, article, client, objects
from tests.support.picture_files import photo

pytestmark = pytest.mark.xdist_group("cloud")
KEY = "_posts/2020-03-01-by-keys.md"


@pytest.fixture
def laptop(edges: Deployment, desk_link: str, browser: Browser, tmp_path: Path) -> Iterator[Client]:
    """A laptop to which the link was sent."""
    with client(edges, browser, tmp_path, WIDE) as laptop:
        laptop.page.goto(desk_link)
        yield laptop


def change(edges: Deployment, key: str, old: str, new: str) -> None:
    """Change a text as somebody does who has the keys of the bucket."""
    place = {"Bucket": edges.content.bucket, "Key": key}
    text = edges.content.s3.get_object(**place)["Body"].read().decode()
    edges.content.s3.put_object(**place, Body=text.replace(old, new).encode())


def wait_for(is_seen: Callable[[], bool]) -> None:
    """Wait until readers get something, as a process remembers pages for some seconds."""
    given_up = time.monotonic() + 120
    while not is_seen():
        assert time.monotonic() < given_up
        time.sleep(1)


def test_all_of_it_by_keyboard_alone(laptop: Client, edges: Deployment, tmp_path: Path) -> None:
    picture = tmp_path / "My cat.jpg"
    picture.write_bytes(photo(800, 600))
    keys = Keyboard(laptop.page)
    writer = Writer(laptop.page, keys)
    writer.come_in()
    due = datetime.now(UTC) + timedelta(minutes=30)
    writer.begin("Later")
    writer.schedule(due)
    later = f"/{due:%Y/%m/%d}/later/"
    assert edges.site.get(later).status == 404
    writer.go_home()
    writer.begin("By keys")
    writer.write()
    writer.show_picture(picture)
    address = writer.publish()
    previewed = laptop.previewed()
    answer = edges.site.fetch(address)
    assert (answer.status, article(answer.text)) == (200, previewed)
    assert "<strong>bold</strong>" in previewed
    writer.bring_together(lambda: change(edges, KEY, "A par", "Theirs: a par"))
    both = "Mine: A paragraph.\nTheirs: a paragraph."
    wait_for(lambda: both in edges.site.fetch(address).text)
    writer.restore_first()
    wait_for(lambda: "Theirs" not in edges.site.fetch(address).text)
    writer.go_home()
    writer.go_out_and_in()
    assert len(keys.places) > 100
    assert len(objects(edges, f"images/{due:%Y}/my-cat")) == 1  # The same picture twice is one.
    edges.pass_an_hour()
    wait_for(lambda: "Not yet." in edges.site.get(later).text)
