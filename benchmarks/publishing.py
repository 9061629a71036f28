"""Publishing one changed post on an index of 100 and of 5,000 posts."""

from itertools import count

from benchmarks.blog import PARAGRAPHS, make_services, publish_post, publish_posts
from benchmarks.timing import medians, report

_ROUNDS = 60


def run() -> None:
    """Print how publishing grows with the blog: it should not."""
    small, large = (make_services(remembered_seconds=0) for _ in range(2))
    publish_posts(small, 100)
    publish_posts(large, 5_000)
    edits = count()

    def edit(services: object) -> None:
        publish_post(services, 50, f"{PARAGRAPHS}{next(edits)}")  # type: ignore[arg-type]

    times = medians(_ROUNDS, lambda: edit(small), lambda: edit(large))
    report("publish an edit among 5,000 posts", times[1], "among 100 posts", times[0])
