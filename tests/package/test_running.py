"""The unpacked package runs by itself, as on Lambda: events, requests, and what is loaded late."""

import json
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handler.aws.bucket import S3Bucket
from handler.aws.clients import connect
from handler.cli.local.embedded.aws import create_stores
from handler.services.people.passkeys import user_handle
from handler.settings import Settings
from tests.contracts.servers import environment, variables
from tests.package.alone import run_alone
from tests.web.desk.authenticator import Authenticator

pytestmark = pytest.mark.xdist_group("package")

BUCKET, TABLE = "coldpress-content-dev", "coldpress-dev"  # As zappa_settings.json names them.
POST = """---
title: Hello
date: 2026-01-01 23:30
tags: [flask]
---
{% assign name = "Liquid" %}**Bold** {{ name | upcase }}

```python
def f(): ...
```

```rust
fn main() {}
```
"""
EVENTS = """
from handler.entry import lambda_handler

for event in json.loads(sys.argv[2]):
    answer = lambda_handler(event, None)
print(json.dumps(answer))
"""
TEMPLATES = """
from handler.entry import lambda_handler

compiled = set()

def watch(event, arguments):
    if event == "compile":
        compiled.add(str(arguments[1]))

sys.addaudithook(watch)
answers = [lambda_handler(event, None) for event in json.loads(sys.argv[2])]
statuses = [answer["statusCode"] for answer in answers]
print(json.dumps([statuses, sorted(name for name in compiled if "template" in name)]))
"""
MODULES = """
import importlib, pkgutil, handler

names = [found.name for found in pkgutil.walk_packages(handler.__path__, "handler.")]
for name in names:
    importlib.import_module(name)
print(json.dumps(names))
"""
LEXERS = """
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.formatters import HtmlFormatter

found = [find_lexer_class(name).name for name, *_ in get_all_lexers(plugins=False)]
print(json.dumps([len(found), HtmlFormatter().name]))
"""
PICTURES = """
from io import BytesIO
from PIL import Image, ImageFont
from handler.core.pages.cards import Card
from handler.core.site.theme.palettes import PALETTES
from handler.services.read.drawing import draw
from handler.services.publish.imaging import copies_of, open_picture

def shapes(form, **options):
    written = BytesIO()
    Image.new("RGB", (600, 400), "red").save(written, form, **options)
    made = copies_of(open_picture(written.getvalue()), 1 << 30)
    return [Image.open(BytesIO(copy)).convert("RGB").size for _, copy in made]

exif = Image.Exif()
exif[0x0112] = 6
found = [shapes("JPEG", exif=exif, progressive=True), *map(shapes, ("PNG", "GIF", "WEBP"))]
card = Card("A", "가", "", PALETTES["light"])
latin = Card("A", "Own", "", PALETTES["light"])
own = draw(latin, ImageFont.load_default(20).path.getvalue())
assert own != draw(latin)
print(json.dumps([found, Image.open(BytesIO(draw(card))).size]))
"""
ZONES = """
import zoneinfo
from datetime import datetime
from dateutil import parser

zoneinfo.reset_tzpath([])
zones = sorted(zoneinfo.available_timezones())
offsets = [str(datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset()) for zone in zones]
print(json.dumps([dict(zip(zones, offsets))["Asia/Seoul"], parser.parse("July 27, 2021").day]))
"""
ENDPOINTS = """
import botocore.session

session = botocore.session.Session()
clients = [session.create_client(service, region_name=region)
           for service, region in json.loads(sys.argv[2])]
print(json.dumps([client.meta.endpoint_url for client in clients]))
"""


def s3_event(*keys: str) -> dict[str, Any]:
    bucket = {"name": BUCKET, "arn": f"arn:aws:s3:::{BUCKET}"}
    stored = [
        {"configurationId": "coldpress-dev", "bucket": bucket, "object": {"key": key}}
        for key in keys
    ]
    return {"Records": [{"eventSource": "aws:s3", "s3": part} for part in stored]}


def tick_event() -> dict[str, Any]:
    rule = "arn:aws:events:us-east-1:123456789012:rule/coldpress-dev-handler.entry.on_tick"
    return {"detail-type": "Scheduled Event", "resources": [rule], "kwargs": {}}


def http_event(path: str, **query: str) -> dict[str, Any]:
    return {
        "httpMethod": "GET",
        "path": path,
        "headers": {"Host": "blog.test"},
        "requestContext": {"stage": "dev", "path": path},
        "queryStringParameters": query or None,
    }


@pytest.fixture(scope="module")
def aws(moto: str) -> Iterator[dict[str, str]]:
    """AWS with the stage's bucket and table, and an upload of which no event came yet."""
    with environment(moto):
        create_stores(Settings(bucket=BUCKET, table=TABLE))
        bucket = S3Bucket(lambda: connect("s3"), BUCKET)
        bucket.put("_config.yml", b"timezone: Asia/Seoul\npermalink: pretty\n", "text/plain")
        bucket.put("_posts/2026-01-01-hello.md", POST.encode(), "text/plain")
        yield variables(moto) | {"COLDPRESS_DEADLINE_FACTOR": "20"}


def handle(unpacked: Path, aws: dict[str, str], *events: dict[str, Any]) -> Any:
    return run_alone(unpacked, EVENTS, json.dumps(events), environment=aws)


@pytest.fixture(scope="module")
def published(unpacked: Path, aws: dict[str, str]) -> Any:
    """What a reader gets once the upload is published."""
    uploads = s3_event("_config.yml", "_posts/2026-01-01-hello.md")
    return handle(unpacked, aws, uploads, tick_event(), http_event("/2026/01/01/hello/"))


def test_it_publishes_ticks_and_answers(
    unpacked: Path, aws: dict[str, str], published: dict[str, Any]
) -> None:
    assert published["statusCode"] == 200
    for part in ("<strong>Bold</strong> LIQUID", '<span class="k">def</span>', "fn</span>"):
        assert part in published["body"]
    answer = handle(unpacked, aws, tick_event(), http_event("/search", q="bold"))
    assert "<mark>Bold</mark>" in answer["body"]


@pytest.mark.usefixtures("published")
def test_no_reader_waits_for_a_template_to_be_compiled(unpacked: Path, aws: dict[str, str]) -> None:
    paths = ("/", "/archive/", "/tags/", "/tags/flask/", "/2026/01/01/hello/", "/search", "/no/")
    events = json.dumps([http_event(path) for path in paths])
    elsewhere = aws | {"COLDPRESS_URL": "https://elsewhere.test"}
    statuses, compiled = run_alone(unpacked, TEMPLATES, events, environment=elsewhere)
    assert (statuses, compiled) == ([200] * 6 + [404], [])


def test_there_is_nothing_of_zappas_that_an_event_could_reach(unpacked: Path) -> None:
    code = "import importlib.util\nprint(json.dumps(importlib.util.find_spec('zappa')))"
    assert run_alone(unpacked, code) is None


def test_every_module_of_ours_finds_what_it_imports(unpacked: Path) -> None:
    modules = run_alone(unpacked, MODULES)
    assert {"handler.entry", "handler.core.liquid", "handler.services.tick.ticking"} <= set(modules)
    assert "handler.cli" not in modules


def test_every_format_of_pictures_is_read_and_cards_are_drawn(unpacked: Path) -> None:
    wide = [[480, 320], [600, 400]]
    assert run_alone(unpacked, PICTURES) == [[[[400, 600]], wide, wide, wide], [1200, 630]]


def test_every_language_can_be_highlighted(unpacked: Path) -> None:
    count, formatter = run_alone(unpacked, LEXERS)
    assert (count > 500, formatter) == (True, "HTML")


def test_every_time_zone_is_known_without_the_systems(unpacked: Path) -> None:
    assert run_alone(unpacked, ZONES) == ["9:00:00", 27]


@pytest.mark.parametrize("zone", [":UTC", "Europe/Berlin", ""])
def test_liquid_loads_under_any_time_zone_of_the_process(unpacked: Path, zone: str) -> None:
    code = "import liquid\nprint(json.dumps(liquid.__name__))"
    assert run_alone(unpacked, code, environment={"TZ": zone}) == "liquid"


def test_clients_find_the_same_endpoints_as_with_all_of_botocore(unpacked: Path) -> None:
    regions = ("us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1", "ap-southeast-7")
    pairs = [(service, region) for service in ("dynamodb", "s3") for region in regions]
    installed = Path(sysconfig.get_path("purelib"))
    ours, all_of_botocores = (
        run_alone(folder, ENDPOINTS, json.dumps(pairs)) for folder in (unpacked, installed)
    )
    assert ours == all_of_botocores


SIGNING_IN = """
from handler.core.people.state import Passkey
from handler.services.people.passkeys import Passkeys
from handler.core.people.tokens import digest_of
from handler.web.desk.signing.managing import code_of
from datetime import UTC, datetime

made, answer, challenge = json.loads(sys.argv[2])
passkeys = Passkeys("https://blog.test", "Blog")
credential = passkeys.created(json.loads(made), challenge)
now = datetime.now(UTC)
passkey = Passkey("id", credential.id, credential.key, 0, "", now, now)
counter = passkeys.check(json.loads(answer), challenge, "ada", passkey)
print(json.dumps([counter, code_of("https://blog.test")[:4]]))
"""


def test_it_judges_passkeys_and_draws_links(unpacked: Path) -> None:
    device = Authenticator("https://blog.test", "blog.test", counts=True)
    challenge = "a" * 43
    asked = {"challenge": challenge, "user": {"id": user_handle("ada")}}
    told = [device.create(asked), device.get(asked), challenge]
    assert run_alone(unpacked, SIGNING_IN, json.dumps(told)) == [1, "<svg"]
