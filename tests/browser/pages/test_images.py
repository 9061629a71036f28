"""Pictures in the browser: it takes a copy that fits, keeps their place, and runs no drawing."""

from io import BytesIO
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Site
from tests.cli.local_server import wait_until

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 1}
PATH = "/2026/01/05/pictures/"
POST = """---
title: Pictures
---
![Large](/images/large.jpg)

![Small](/images/small.jpg)
"""


@pytest.fixture(scope="module")
def post(site: Site) -> str:
    """The path of a post with a large and a small photo, once all three are published."""
    for name, size in (("large", (1600, 1200)), ("small", (300, 200))):
        written = BytesIO()
        Image.effect_noise(size, 60).convert("RGB").save(written, "JPEG", quality=95)
        (site.root / "images" / f"{name}.jpg").write_bytes(written.getvalue())
    (site.root / "_posts" / "2026-01-05-pictures.md").write_text(POST, encoding="utf-8")
    sizes = {'width="1600"', 'width="300"'}
    wait_until(lambda: sizes <= set(text_of(site.url + PATH).split()))
    return PATH


def text_of(url: str) -> str:
    """What is at an address, or nothing."""
    try:
        with urlopen(url) as answer:
            return str(answer.read().decode())
    except HTTPError:
        return ""


@pytest.mark.parametrize("reader", [PHONE], indirect=True)
def test_a_phone_takes_the_smallest_copy_that_fits(post: str, reader: Reader) -> None:
    reader.open(post)
    large = reader.page.get_by_alt_text("Large")
    expect(large).to_have_js_property("complete", True)
    assert large.evaluate("image => image.currentSrc").endswith("/480.webp")
    box = large.bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(4 / 3, abs=0.02)


def test_a_large_picture_leads_to_its_original(post: str, reader: Reader) -> None:
    reader.open(post)
    link = reader.page.get_by_role("link", name="Large")
    assert (link.get_attribute("href") or "").endswith("/images/large.jpg")
    small = reader.page.get_by_alt_text("Small")
    expect(small).to_have_attribute("loading", "lazy")
    box = small.bounding_box()
    assert box
    assert (round(box["width"]), round(box["height"])) == (300, 200)


def test_a_script_in_a_drawing_does_not_run(site: Site, reader: Reader) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="this.id = 1">'
        "<script>document.documentElement.id = 'ran'</script></svg>"
    )
    (site.root / "images" / "hostile.svg").write_text(drawing, encoding="utf-8")
    page = reader.page
    wait_until(lambda: page.request.get(f"{reader.url}/images/hostile.svg").status == 200)
    reader.open("/images/hostile.svg")
    assert page.evaluate("document.documentElement.id") == ""
    assert any("sandbox" in complaint for complaint in reader.complaints)
    reader.complaints.clear()
