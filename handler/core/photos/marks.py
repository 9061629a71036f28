"""What gives away a place in data whose make nobody but its maker knows. No IO here."""

from mmap import mmap

Data = bytes | mmap
"""The bytes of a file, which need not be in memory."""

_MARKS = (
    b"Exif\0",
    b"exif:GPS",
    b"GPSLat",
    b"GPSLon",
    b"GPSPos",
    b"GPSInfo",
    b"GPS5",
    b"GPS9",
    b"GpsL",
    b"GpsP",
    b"gpsl",
    b"gps:",
    b"gps_",
    b'"gps',
    b"Latitude",
    b"latitude",
    b"Longitude",
    b"longitude",
    b"LATITUDE",
    b"LONGITUDE",
    b"\xa9xyz",
    b"loci\0",
    b"ISO6709",
    b"Raw profile",
    # `Exif` in a picture that is in another as Base64, at each of three places.
    b"RXhpZg",
    b"V4aWYA",
    b"FeGlmA",
)


def tells(data: Data, start: int = 0, stop: int | None = None) -> bool:
    """Whether there is anything that tells a place, or may."""
    stop = len(data) if stop is None else stop
    return any(data.find(mark, start, stop) >= 0 for mark in _MARKS)
