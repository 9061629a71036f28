"""What several services are built of: settings, ports, templates, and what is kept of texts.

`wiring.py` says in its head what depends on what.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from handler.aws.bucket import S3Bucket
from handler.aws.clients import connect
from handler.aws.table import DynamoTable
from handler.fingerprints import COMPILED_TEMPLATES, TEMPLATES, renderer_fingerprint
from handler.machine import SystemClock, Threads
from handler.memory.metrics import MemoryMetrics
from handler.services.blobs import Blobs
from handler.services.deadlines import LIMITS, Limits
from handler.services.ports import Bucket, Clock, Metrics, Sandbox, Table
from handler.settings import Settings

if TYPE_CHECKING:
    import jinja2

    from handler.core.jekyll.results import Preview
    from handler.core.model.context import PreviewMark
    from handler.services.bodies import Bodies
    from handler.services.computing.page_rendering import PageRenderer
    from handler.services.materials import Materials


class Shared(Threads):
    """What services of one deployment share, over AWS unless they are given other ports.

    Without a `preview` authors see what readers do. Pages with a `mark` are shown by a link only.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        bucket: Bucket | None = None,
        table: Table | None = None,
        clock: Clock | None = None,
        metrics: Metrics | None = None,
        sandbox: Sandbox | None = None,
        preview: "Preview | None" = None,
        mark: "PreviewMark | None" = None,
    ) -> None:
        self.settings = settings
        self.bucket = bucket or S3Bucket(lambda: connect("s3"), settings.bucket)
        self.table = table or DynamoTable(lambda: connect("dynamodb"), settings.table)
        self.clock = clock or SystemClock()
        self.metrics = metrics or MemoryMetrics()
        self._sandbox = sandbox
        self._preview = preview
        self._mark = mark

    @cached_property
    def sandbox(self) -> Sandbox:
        """Where whatever authors wrote is computed."""
        from handler.sandbox.processes import processes

        return self._sandbox or processes()

    @cached_property
    def limits(self) -> Limits:
        """How long readers wait."""
        return LIMITS.times(self.settings.deadline_factor)

    @cached_property
    def blobs(self) -> Blobs:
        """Where compressed bodies and pages are kept."""
        return Blobs(self.bucket)

    @cached_property
    def templates(self) -> "jinja2.Environment":
        """The templates."""
        import jinja2

        from handler.core.pages.rendering import make_environment

        if COMPILED_TEMPLATES.exists():
            return make_environment(jinja2.ModuleLoader(COMPILED_TEMPLATES))
        return make_environment(jinja2.FileSystemLoader(TEMPLATES))

    @cached_property
    def pages(self) -> "PageRenderer":
        """What renders pages."""
        from handler.services.computing.page_rendering import PageRenderer

        return PageRenderer(lambda: self.templates, lambda: self.sandbox, self.clock, self.metrics)

    @cached_property
    def _materials(self) -> "Materials":
        from handler.services.materials import Materials

        return Materials(self.table, self.blobs)

    @cached_property
    def _bodies(self) -> "Bodies":
        from handler.services.bodies import Bodies

        stores = (self.bucket, self.table, self.clock, self.blobs, self.sandbox)
        return Bodies(*stores, renderer_fingerprint(), self._preview)
