"""Sending files of the bucket: conditional requests, ranges, and Lambda's limit.

https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
"""

import re
from dataclasses import dataclass
from datetime import datetime

from flask import Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date

from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.media.geotags import (
    RECIPE,
    Edit,
    Geotag,
    clean_key,
    edited,
    is_geotagged,
    known_geotag,
)
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Item
from handler.services.deadlines import within
from handler.services.ports import Unavailable
from handler.services.read.replies import AssetReply
from handler.web.headers import IMMUTABLE, brief_headers, file_headers
from handler.web.responses import ConditionalResponse
from handler.wiring import Services

PRESIGNED_SECONDS = 300
"""How long anybody can read a file at the address that a redirect names."""
# A post could load a script from its own blog; with `nosniff` browsers take none that is text.
# https://mimesniff.spec.whatwg.org/#javascript-mime-type
_SCRIPT = re.compile(r".*/(?:x-)?(?:java|ecma|j|live)script[^;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as readers get it: with these edits, or as a whole from a key of the bucket."""

    key: str
    item: Item
    whole: tuple[str, str]
    edits: tuple[Edit, ...] = ()


def send_asset(request: Request, services: Services, reply: AssetReply) -> Response:
    """The answer to a request for a file that the index describes.

    One whose address names its content, which stylesheets alone have, may be kept for ever.
    """
    response = _answer(request, services, reply)
    if reply.names and response.status_code in {200, 206, 304}:
        response.headers["Cache-Control"] = IMMUTABLE
        response.headers["Content-Type"] = "text/css; charset=utf-8"
    return response


def _answer(request: Request, services: Services, reply: AssetReply) -> Response:
    file, s_maxage = _as_served(services, reply), services.settings.s_maxage
    if file is None:
        raise NotFound
    item, size = file.item, int(file.item["size"])
    if request.method == "HEAD" or _is_fresh(request, item):
        known = ConditionalResponse(status=304 if _is_fresh(request, item) else 200)
        return _described(known, item, s_maxage, size)
    start, stop = _range(request, item, size)
    if start >= size > 0:
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    if stop - start > MAXIMUM_ANSWER:
        response = Response(status=302)
        response.location = services.bucket.presigned_url(*file.whole, PRESIGNED_SECONDS)
        return response
    data = _read(services, file.key, str(item["version"]), start, stop) if size else b""
    response = Response(_edited(data, file, start), status=206 if stop - start < size else 200)
    if response.status_code == 206:
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return _described(response, item, s_maxage, stop - start)


def _as_served(services: Services, reply: AssetReply) -> _File | None:
    """A file without the place that it tells; None if it could tell it nevertheless."""
    key, item = reply.key, reply.item
    plain = _File(key, item, (key, str(item["version"])))
    if reply.keeps_place or not is_geotagged(key, item):
        return plain
    known = known_geotag(key, item)
    geotag = known if known is not None else _examined(services, key, item)
    if not geotag:
        return plain
    # What caches have of another size, or of a time when it told the place, is another file.
    served = {name: value for name, value in item.items() if name != "modified"}
    served["etag"] = f"{item['etag']!s}-{RECIPE}"
    return _File(key, served, (clean_key(geotag), ""), geotag.edits) if geotag.fit else None


def _examined(services: Services, key: str, item: Item) -> Geotag:
    """What a file tells that was published before anybody looked."""
    etag, version, kind = (str(item[name]) for name in ("etag", "version", "type"))
    info = ObjectInfo(key, etag, version, _modified(item), int(item["size"]), kind)
    if info.size > MAXIMUM_BYTES:
        raise Unavailable(f"photo: {key} is not looked through yet")
    examining = services.start(lambda: services.photos.examine(info))
    geotag = within(services.limits.file, examining, services.clock)
    if geotag is None:
        raise Unavailable(f"bucket: {key} {info.version} is lost")
    return geotag


def _edited(data: bytes, file: _File, start: int) -> bytes:
    return edited(data, file.edits, start) if file.edits else data


def send_missing(services: Services, key: str, item: Item) -> Response:
    """A file of HTML in place of what is not there, whatever of it was asked for."""
    s_maxage, content_type = services.settings.s_maxage, "text/html; charset=utf-8"
    data = _read(services, key, str(item["version"]), 0, min(int(item["size"]), MAXIMUM_ANSWER))
    headers = file_headers(content_type, s_maxage) | brief_headers(s_maxage)
    return Response(data, 404, headers, content_type=content_type)


def _read(services: Services, key: str, version: str, start: int, stop: int) -> bytes:
    reading = services.start(lambda: services.bucket.read_range(key, version, start, stop))
    data = within(services.limits.file, reading, services.clock)
    if data is None:
        raise Unavailable(f"bucket: {key} {version} is lost")
    return data


def _described(response: Response, item: Item, s_maxage: int, length: int) -> Response:
    content_type = _SCRIPT.sub("text/plain", str(item["type"]))
    if content_type.startswith("text/") and "charset" not in content_type:
        content_type += "; charset=utf-8"
    response.headers.update(file_headers(str(item["type"]), s_maxage))
    response.headers["Content-Type"] = content_type
    response.headers["ETag"] = f'"{item["etag"]!s}"'
    if "modified" in item:
        response.headers["Last-Modified"] = http_date(_modified(item))
    response.automatically_set_content_length = False
    if response.status_code != 304:
        response.headers["Content-Length"] = str(length)
    return response


def _modified(item: Item) -> datetime:
    return datetime.fromisoformat(str(item["modified"]))


def _is_fresh(request: Request, item: Item) -> bool:
    """Whether what the client has is what the bucket has; an ETag goes before a date."""
    if request.if_none_match:
        return request.if_none_match.contains_weak(str(item["etag"]))
    since = request.if_modified_since
    return since is not None and "modified" in item and _modified(item) <= since


def _is_same(request: Request, item: Item) -> bool:
    """Whether the rest of a range is of this version, as `If-Range` has it; weak is not enough."""
    condition = request.if_range
    if condition.date is not None:
        return "modified" in item and condition.date >= _modified(item)
    return condition.etag is None or request.headers["If-Range"] == f'"{item["etag"]!s}"'


def _range(request: Request, item: Item, size: int) -> tuple[int, int]:
    """The bytes asked for, as start and stop; all of them unless one range can be served."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return 0, size
    if not _is_same(request, item):
        return 0, size
    start, stop = wanted.ranges[0]
    if start < 0:
        return max(0, size + start), size
    return start, min(size, stop) if stop is not None else size
