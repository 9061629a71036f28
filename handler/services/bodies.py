"""The stored bodies of posts and pages, rendered anew when they are stale."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handler.core.model.entries import SiteConfig
from handler.core.model.sources import Body
from handler.core.site.config_json import body_renderer
from handler.services.blobs import Blobs
from handler.services.materials import Material
from handler.services.ports import Allowance, Bucket, Clock, Sandbox, Table, Unavailable
from handler.services.records import stored_site

if TYPE_CHECKING:
    from handler.core.jekyll.results import Preview


class Bodies:
    """Gives the valid HTML of bodies; `renderer` is the fingerprint of the code that renders."""

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        blobs: Blobs,
        sandbox: Sandbox,
        renderer: str,
        preview: "Preview | None" = None,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._blobs = blobs
        self._sandbox = sandbox
        self._renderer = renderer
        self._preview = preview

    def html(
        self,
        material: Material,
        generations: Mapping[str, int],
        site: SiteConfig,
        allowance: Allowance,
    ) -> str:
        """The HTML of the pinned version, at these generations or newer ones.

        If it cannot be rendered within the allowance, it is the one that is stored.
        """
        publication = material.source.publication
        assert publication  # Only what is published has material.
        body = material.body
        renderer = body_renderer(self._renderer, site)
        if body is None or not body.is_valid(publication.version, renderer, generations):
            rendered = self._render(material, generations, allowance)
            allowance.fell_short |= rendered is None
            body = rendered or body
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

    def _render(
        self, material: Material, generations: Mapping[str, int], allowance: Allowance
    ) -> Body | None:
        # Hardly any request gets here.
        from handler.core.jekyll.results import AS_READERS, Context
        from handler.services.computing.rerendering import Rerenderer

        publication = material.source.publication
        if publication is None or allowance.seconds <= 0:
            return None
        site = stored_site(self._table)
        context = Context(
            site,
            self._clock.now(),
            self._renderer,
            generations["shared"],
            generations["links"],
            self._preview or AS_READERS,
        )
        rerenderer = Rerenderer(self._bucket, self._table, self._blobs, self._sandbox)
        return rerenderer.render(material.source.key, publication, context, allowance)
