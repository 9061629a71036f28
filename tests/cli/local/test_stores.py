"""Where the local blog keeps what it publishes: what is large lies on disk."""

from pathlib import Path

import pytest
from werkzeug.test import Client

from handler.cli.local.application import LocalApplication
from handler.cli.local.notices import Notices
from handler.cli.local.stores import memory_stores
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.web.app import create_app
from tests.cli.local.test_blog import OneThread
from tests.services.blog import SETTINGS
from tests.support.geotagged import jpeg, secrets_in
from tests.support.open_sandbox import OpenSandbox


@pytest.mark.slow
@pytest.mark.parametrize("padding", [0, MAXIMUM_ANSWER, MAXIMUM_BYTES])
def test_an_author_sees_photos_as_readers_get_them(tmp_path: Path, padding: int) -> None:
    path, data = tmp_path / "sea.jpg", jpeg() + bytes(padding)
    path.write_bytes(data)
    stores = memory_stores()
    services = OneThread(SETTINGS, bucket=stores.bucket, table=stores.table, sandbox=OpenSandbox())
    stores.hold("sea.jpg", path)
    services.publisher.publish("sea.jpg")
    app = LocalApplication(create_app(lambda: services), Notices(), stores.find_file)
    answer = Client(app).get("/sea.jpg", follow_redirects=True)
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
    assert (len(answer.data), secrets_in(answer.data)) == (len(data), [])
    assert path.read_bytes() == data
