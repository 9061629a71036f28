"""Publishing one changed post on an index of 100 and of 5,000 posts."""

from itertools import count

from benchmarks.blog import make_services, publish_post, publish_posts, text_of
from benchmarks.report import Result, timed
from benchmarks.timing import medians
from handler.wiring import Services

_ROUNDS = 60


def run() -> list[Result]:
    """How publishing grows with the blog: it should not."""
    small, large = (make_services() for _ in range(2))
    publish_posts(small, 100)
    publish_posts(large, 5_000)
    edits = count()

    def edit(services: Services) -> None:
        publish_post(services, 50, f"{text_of(50)}{next(edits)}")

    times = medians(_ROUNDS, lambda: edit(small), lambda: edit(large))
    return [timed("an edit among 5,000 posts", times[1], "among 100 posts", times[0])]
