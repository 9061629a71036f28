"""XMP without the place: whose elements and attributes go, and when all of it has to."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.media.geotags import edited
from handler.core.photos.blocks import INNOCENT
from handler.core.photos.xmp import without_place
from tests.support.geotagged import XMP, secrets_in

NAMES = ["exif:GPSLatitude", "x:City", "x:Title", "drone:GpsLongtitude", "geo:lat", "y:Rating"]
SPACES = "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in ["exif", "x", "drone", "geo", "y"])


def served(data: bytes) -> bytes:
    found = without_place(data)
    assert found is not None
    return edited(data, found.found)


def test_the_place_goes_and_all_else_is_as_it_was() -> None:
    kept = served(XMP)
    assert secrets_in(kept) == []
    assert len(kept) == len(XMP)
    assert kept.count(b"A &lt;tool&gt;") == kept.count(b"<xmp:Rating>4</xmp:Rating>") == 1
    assert without_place(kept) == INNOCENT


@pytest.mark.parametrize(
    "text",
    [
        b'<a dc:title="The city of a country" xmlns:Location="urn:x" exif:GPSVersionID="2.3.0.0"/>',
        b"<dc:description>In the state of mind</dc:description>",
        b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>" + b"\0" * 9,
        b"",
    ],
)
def test_words_are_no_places(text: bytes) -> None:
    found = without_place(text)
    assert found is not None
    assert found.found == ()


@pytest.mark.parametrize(
    "text",
    [
        b"<a x:City='B'>",
        b"</a><b x:City='B'/>",
        b"<a><b x:City='B'></a></b>",
        b"<a><!-- x:City --></a>",
        b"<!DOCTYPE a [<!ENTITY b 'x:City'>]><a>&b;</a>",
        "<a x:City='B'/>".encode("utf-16"),
        b"<a>&lt;exif:GPSLatitude&gt;49&lt;</a>",
        b"<a>" + b"<x:City/>" * 101 + b"</a>",
        b"<a x:City='B'>" + bytes([32]) * 1_000_000 + b"</a>",
    ],
    ids=[
        *("unclosed", "unopened", "crossed", "comment", "entity", "UTF-16", "escaped", "many"),
        "large",
    ],
)
def test_what_could_tell_the_place_in_another_way_goes_as_a_whole(text: bytes) -> None:
    assert without_place(text) is None


def _element(children: list[str], name: str, attributes: list[str]) -> str:
    told = "".join(f" {each}='a &gt; b'" for each in dict.fromkeys(attributes))
    return f"<{name}{told}>{''.join(children)}</{name}>" if children else f"<{name}{told}/>"


@given(
    st.recursive(
        st.text("abc", max_size=3),
        lambda inner: st.builds(
            _element,
            st.lists(inner, max_size=4),
            st.sampled_from(NAMES),
            st.lists(st.sampled_from(NAMES), max_size=3),
        ),
        max_leaves=12,
    )
)
def test_what_is_left_is_well_formed_and_tells_no_place(inner: str) -> None:
    kept = served(f"<a{SPACES}>{inner}</a>".encode())
    found = {
        name for each in ElementTree.fromstring(kept).iter() for name in (each.tag, *each.attrib)
    }
    assert found <= {"a", "{urn:x}Title", "{urn:y}Rating"}


@given(st.text(alphabet="<>/='\" :aCity-!&;\0", max_size=60))
def test_nothing_is_told_twice(text: str) -> None:
    data = b":city " + text.encode()
    if found := without_place(data):
        again = without_place(edited(data, found.found))
        assert again is not None
        assert again.found == ()
