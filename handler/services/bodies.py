"""The stored bodies of posts and pages, rendered anew when they are stale."""

from collections.abc import Mapping

from handler.core.model.entries import SiteConfig
from handler.core.model.sources import Body
from handler.core.site.config_json import body_renderer
from handler.services.blobs import Blobs
from handler.services.materials import Material
from handler.services.ports import Bucket, Clock, Table, Unavailable
from handler.services.records import config_key, site_in


class Bodies:
    """Gives the valid HTML of bodies; `renderer` is the fingerprint of the code that renders."""

    def __init__(
        self, bucket: Bucket, table: Table, clock: Clock, blobs: Blobs, renderer: str
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._blobs = blobs
        self._renderer = renderer

    def html(self, material: Material, generations: Mapping[str, int], site: SiteConfig) -> str:
        """The HTML of the pinned version, at these generations or newer ones."""
        publication = material.source.publication
        if publication is None:
            raise ValueError(f"{material.source.key} is not published")
        body = material.body
        renderer = body_renderer(self._renderer, site)
        if body is None or not body.is_valid(publication.version, renderer, generations):
            body = self._render(material, generations) or body
        if body is None:
            raise Unavailable(f"bucket: {material.source.key} {publication.version} is lost")
        return body.html

    def source(self, material: Material) -> str:
        """The pinned version as its author wrote it."""
        key, publication = material.source.key, material.source.publication
        version = publication.version if publication else ""
        found = self._bucket.get(key, version=version)
        if found is None or found.data is None:
            raise Unavailable(f"bucket: {key} {version} is lost")
        return found.data.decode("utf-8", "replace").removeprefix("\ufeff")

    def _render(self, material: Material, generations: Mapping[str, int]) -> Body | None:
        # Markdown, Liquid and YAML are imported only here, where a body must be rendered.
        from handler.core.jekyll.evaluation import Context
        from handler.services.rerendering import render_again

        publication = material.source.publication
        if publication is None:
            return None
        site = site_in(self._table.get([config_key()]))
        context = Context(
            site,
            self._clock.now(),
            self._renderer,
            generations["shared"],
            generations["links"],
        )
        return render_again(
            self._bucket, self._table, self._blobs, material.source.key, publication, context
        )
