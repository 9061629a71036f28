"""What only authors need of a blog: their texts, older versions, lists, links, and who they are.

`wiring.py` says in its head what depends on what.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from handler.fingerprints import renderer_fingerprint
from handler.services.peers import OpenWeb
from handler.shared import Shared

if TYPE_CHECKING:
    from handler.services.author.authoring import Authoring
    from handler.services.author.browsing import Browsing
    from handler.services.author.deletions import Deletions
    from handler.services.author.listing import Listing
    from handler.services.author.preview_links import PreviewLinks
    from handler.services.author.versions import Versions
    from handler.services.people.access import Access
    from handler.services.people.announcing import Announcing
    from handler.services.people.attempts import Attempts
    from handler.services.people.programs import Programs


class AuthorServices(Shared):
    """The services of authors, each built when it is first needed."""

    @cached_property
    def preview_links(self) -> "PreviewLinks":
        """Links to what readers do not see."""
        from handler.services.author.preview_links import PreviewLinks

        return PreviewLinks(self.bucket, self.clock)

    @cached_property
    def authoring(self) -> "Authoring":
        """What authors change their texts with."""
        from handler.services.author.authoring import Authoring

        moved = self.preview_links.follow
        return Authoring(self.bucket, self.clock, self.sandbox, moved)

    @cached_property
    def versions(self) -> "Versions":
        """The older versions of files."""
        from handler.services.author.versions import Versions

        return Versions(self.bucket, self.sandbox, self.together)

    @cached_property
    def deletions(self) -> "Deletions":
        """What was deleted lately."""
        from handler.services.author.deletions import Deletions

        return Deletions(self.bucket, self.clock)

    @cached_property
    def listing(self) -> "Listing":
        """What authors see of their files."""
        from handler.services.author.listing import Listing

        stores = (self.bucket, self.table, self.clock, self.sandbox)
        return Listing(*stores, renderer_fingerprint())

    @cached_property
    def browsing(self) -> "Browsing":
        """What authors look through their files with."""
        from handler.services.author.browsing import Browsing

        return Browsing(self.table)

    @cached_property
    def access(self) -> "Access":
        """Who may come in at the desk."""
        from handler.services.people.access import Access

        return Access(self.bucket, self.clock)

    @cached_property
    def announcing(self) -> "Announcing":
        """What tells readers' pages whether the desk is on."""
        from handler.services.people.announcing import Announcing

        return Announcing(self.table, self.access)

    @cached_property
    def programs(self) -> "Programs":
        """The programs that write for people."""
        from handler.services.people.programs import Programs

        return Programs(self.access, lambda: self.open_web)

    @cached_property
    def open_web(self) -> OpenWeb:
        """Whatever strangers name."""
        from handler.fetching.open_web import PublicWeb

        return PublicWeb()

    @cached_property
    def attempts(self) -> "Attempts":
        """How often strangers tried to come in at the desk."""
        from handler.services.people.attempts import Attempts

        return Attempts(self.clock)
