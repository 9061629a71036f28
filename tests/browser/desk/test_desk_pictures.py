"""Pictures at the desk: chosen, pasted and described."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Site
from tests.browser.desk.writing import edit, post, shown

pytestmark = pytest.mark.xdist_group("browser")


def png(colour: str) -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


_PASTE = """([body, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], 'pasted.png', {type: 'image/png'}));
  body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
    cancelable: true}));
}"""


def test_pictures_are_chosen_and_pasted_and_described(site: Site, reader: Reader) -> None:
    path = post(site, "album")
    page = edit(reader, f"_posts/{path.name}")
    files = [
        {"name": f"{name}.png", "mimeType": "image/png", "buffer": data}
        for name, data in (("Red", png("red")), ("blue", png("blue")), ("none", b"<html>"))
    ]
    page.locator("#picture").set_input_files(files)  # type: ignore[arg-type]
    rows = page.locator("#uploads li")
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_contain_text("neither JPEG")
    rows.nth(2).get_by_role("button", name="Not this one").click()
    rows.nth(0).get_by_role("textbox").fill("All red")
    rows.nth(0).get_by_role("button", name="Insert").click()
    insert = rows.nth(0).get_by_role("button", name="Insert")
    insert.click()
    expect(rows.nth(0)).to_contain_text("Without a description")
    insert.click()
    page.evaluate(_PASTE, [page.locator("#body").element_handle(), [*png("green")]])
    rows.first.get_by_role("textbox").fill("Green")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(shown(page).get_by_alt_text("Green")).to_be_visible()
    text = page.locator("#body").input_value()
    for line in ("![All red](/images/", "![](/images/", "![Green](/images/"):
        assert line in text
    [pasted] = site.root.glob("images/*/pasted.png")
    assert pasted.read_bytes() == png("green")
    reader.complaints.clear()  # The refusal of what is none.
    path.unlink()
