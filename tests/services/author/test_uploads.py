"""Pictures that are uploaded get names of their own."""

from io import BytesIO

import pytest

from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError
from handler.services.author.files import Stale
from handler.services.author.uploads import Uploads
from handler.services.ports import Allowance, Unfinished
from tests.services.author.places import NOW, Desk, memory_desk
from tests.services.blog import StoppedClock
from tests.support.open_sandbox import OpenSandbox
from tests.support.picture_files import drawing

PNG, OTHER = drawing(), drawing(3)
SITE = SiteConfig()


def uploads(desk: Desk) -> Uploads:
    return Uploads(desk.files, StoppedClock(NOW), OpenSandbox())


def test_the_same_picture_twice_is_one_file_and_another_of_its_name_is_another() -> None:
    desk = memory_desk()
    names = [uploads(desk).picture("cat.png", data, SITE) for data in (PNG, OTHER, PNG, OTHER)]
    assert names == ["images/2026/cat.png", "images/2026/cat-2.png"] * 2


def test_a_name_that_very_many_pictures_have_is_refused() -> None:
    desk = memory_desk()
    for number in range(1, 100):
        ending = "" if number == 1 else f"-{number}"
        desk.files.replace(f"images/2026/cat{ending}.png", BytesIO(OTHER), "image/png", None)
    with pytest.raises(Stale, match="100 pictures"):
        uploads(desk).picture("cat.png", PNG, SITE)


@pytest.mark.parametrize("data", [b"<script>", PNG[:20], b"\xff\xd8\xff<script>", b""])
def test_what_is_no_picture_is_not_stored(data: bytes) -> None:
    desk = memory_desk()
    with pytest.raises(ContentError):
        uploads(desk).picture("cat.png", data, SITE)
    assert desk.files.head("images/2026/cat.png") is None


def test_a_picture_that_takes_too_long_to_read_is_not_stored() -> None:
    class Tired(OpenSandbox):
        def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
            raise Unfinished("takes too much computing")

    desk = memory_desk()
    with pytest.raises(ContentError, match="can be read: takes too much computing"):
        Uploads(desk.files, StoppedClock(NOW), Tired()).picture("cat.png", PNG, SITE)
    assert desk.files.head("images/2026/cat.png") is None
