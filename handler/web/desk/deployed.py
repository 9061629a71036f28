"""The desk of a blog on AWS: over the content bucket, for those who have signed in.

Imported only once somebody asks for a page of a desk that is on.
"""

from collections.abc import Callable, Sequence

from handler.services.author.authoring import Authoring
from handler.services.author.granting import Granting
from handler.services.author.opened import OpenedVersions
from handler.services.author.remembered import RememberedFiles
from handler.services.author.uploads import Uploads
from handler.services.ports import Outcome
from handler.web.desk.desk import Desk, Guests
from handler.web.desk.signing.guests import SignedGuests
from handler.wiring import Services

MOST_SENT = 4_000_000
"""Bytes of pictures in one form: Lambda is sent 6 MB at most, of which a third is base64."""


def deployed_desk(services: Services, guests: Guests | None = None) -> Desk:
    """The desk for one request: what it reads, it reads once."""
    files = RememberedFiles(services.bucket)
    moved = services.preview_links.follow
    uploads = Uploads(files, services.clock, services.sandbox)
    return Desk(
        services,
        Authoring(files, services.clock, services.sandbox, moved),
        OpenedVersions(files),
        uploads,
        guests or SignedGuests(services.access, services.attempts, services.settings),
        _publishing(services),
        Granting(services.bucket, uploads),
        MOST_SENT,
    )


def _publishing(services: Services) -> Callable[[Sequence[str]], list[Outcome]]:
    return lambda keys: [services.publisher.publish(key) for key in keys]
