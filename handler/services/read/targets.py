"""Which post or page an address means, as readers are led there."""

from handler.core.model.addressing.urls import is_elsewhere, path_in
from handler.services.read.paths.owners import hint
from handler.services.read.reading import Reader
from handler.services.read.replies import Redirect

_MOST_REDIRECTS = 3


def page_at(reader: Reader, path: str) -> str:
    """The own path, without `baseurl`, of the post or page that readers find at a path.

    Nothing if there is none; a few redirects are followed.
    """
    for _ in range(_MOST_REDIRECTS):
        found = reader.found(path)
        if found is None:
            return ""
        request, look, reply = found
        if not isinstance(reply, Redirect):
            owner = None if reply else hint(request.address, look)
            return str(owner.item["to"]) if owner and not owner.export else ""
        if is_elsewhere(reply.to):
            return ""
        path = reader.config.baseurl + path_in(reply.to)
    return ""
