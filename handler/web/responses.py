"""Answers that may say that the client has what it asks for."""

from typing import Any

from flask import Response
from werkzeug.datastructures import Headers


class ConditionalResponse(Response):
    """A response that names its media type in a 304 too.

    Werkzeug leaves it out, and then API Gateway says `application/json`, which a CDN takes over
    into its copy of the page.
    """

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """The headers that are sent."""
        headers = super().get_wsgi_headers(environ)
        if self.status_code == 304:
            headers["Content-Type"] = self.headers["Content-Type"]
        return headers
