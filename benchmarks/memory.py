"""What the process has held at most after it rendered a thousand different pages."""

from benchmarks.blog import copy_index, make_services, path_of, publish_posts
from benchmarks.events import request_event
from benchmarks.lab import Lab
from benchmarks.report import Result

_PAGES = 1_000
_MEGABYTE = 1_000_000


def run(lab: Lab) -> list[Result]:
    """The peak, against 160 MB."""
    published = make_services()
    publish_posts(published, _PAGES)
    copy_index(published, lab.services.settings.table)
    with lab.coldpress.emulator() as emulator:
        for index in range(_PAGES):
            answer = emulator.invoke(request_event(path_of(index)))
            assert answer["statusCode"] == 200, answer
        peak = emulator.peak_memory / _MEGABYTE
    return [Result(f"memory after {_PAGES:,} pages", peak, "limit", 160, 1.0, "MB")]
