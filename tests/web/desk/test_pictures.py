"""Pictures are uploaded one or several at a time, with and without scripts."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.web.desk.desk import DeskBlog

JSON = {"Accept": "application/json"}


def png(width: int = 2) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, 1)).save(file, "PNG")
    return file.getvalue()


def files(*named: tuple[str, bytes]) -> dict[str, Any]:
    return {"picture": [(BytesIO(data), name) for name, data in named]}


@pytest.fixture
def blog() -> DeskBlog:
    return DeskBlog()


def test_a_picture_is_there_at_once_and_a_text_can_show_it(blog: DeskBlog) -> None:
    told = blog.do("pictures", files(("My cat.png", png())), JSON).json
    year = blog.clock.now().year
    path = f"/images/{year}/my-cat.png"
    assert told == {"stored": [{"path": path, "text": f"![]({path})"}], "problems": []}
    answer = blog.get(path)
    assert (answer.status_code, answer.data, answer.content_type) == (200, png(), "image/png")


def test_without_scripts_it_tells_the_lines_to_copy(blog: DeskBlog) -> None:
    form = files(("a.png", png()), ("b.png", png(3))) | {"alt": "A [cat]  and\\ me"}
    page = blog.do("pictures", form)
    year = blog.clock.now().year
    for name in "ab":
        assert f"![A \\[cat\\] and\\\\ me](/images/{year}/{name}.png)" in page.text
    assert blog.see("pictures").status_code == 200


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cat.png", b"<html><script>alert(1)</script>"),
        ("cat.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("cat.jpg", b""),
        ("big.png", png() + b"0" * 25_000_000),
    ],
    ids=["html", "svg", "empty", "big"],
)
def test_what_is_no_picture_is_refused(blog: DeskBlog, name: str, data: bytes) -> None:
    before = len(blog.bucket.objects())
    answer = blog.do("pictures", files((name, data)), JSON)
    assert (answer.status_code, len(answer.json["problems"])) == (422, 1)  # type: ignore[index]
    assert len(blog.bucket.objects()) == before


def test_one_that_is_refused_keeps_no_other_out(blog: DeskBlog) -> None:
    answer = blog.do("pictures", files(("a.png", b"no"), ("b.png", png())), JSON).json
    assert answer is not None
    assert (len(answer["stored"]), len(answer["problems"])) == (1, 1)


def test_a_name_leads_nowhere_else(blog: DeskBlog) -> None:
    for name in ("../../_config.yml", "_posts/a.md", ".coldpress/x.png"):
        blog.do("pictures", files((name, png())), JSON)
    keys = [info.key for info in blog.bucket.objects()]
    assert all(key.startswith(("images/", ".coldpress/images/", "_config")) for key in keys)


def test_a_name_in_any_language_is_read_in_the_text_and_leads_to_the_picture(
    blog: DeskBlog,
) -> None:
    stored = blog.do("pictures", files(("밥상 (위) 1.png", png(600))), JSON).json
    assert stored is not None
    year = f"{blog.clock.now():%Y}"
    assert stored["stored"][0]["text"] == f"![](/images/{year}/밥상-위-1.png)"
    blog.post("2020-01-01-a.md", stored["stored"][0]["text"])
    shown = blog.get("/2020/01/01/a/").text
    assert f'src="/images/{year}/밥상-위-1.png"' in shown
    assert 'width="600"' in shown
