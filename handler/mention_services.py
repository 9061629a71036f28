"""What hears of mentions of the blog, keeps them, and tells others of those that it makes.

`wiring.py` says in its head what depends on what.
"""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from handler.author_services import AuthorServices

if TYPE_CHECKING:
    from handler.services.people.attempts import Attempts
    from handler.services.webmentions.moderating import Moderating
    from handler.services.webmentions.receiving import Receiving
    from handler.services.webmentions.sending import Sending
    from handler.services.webmentions.site import SiteOfTick
    from handler.services.webmentions.store import MentionStore

MOST_ASKED = (60, 300)
"""How many mentions are heard of in 10 minutes from one network, and by one connection."""


class MentionServices(AuthorServices):
    """The services of mentions, each built when it is first needed."""

    @cached_property
    def mention_store(self) -> "MentionStore":
        """The mentions that readers see."""
        from handler.services.webmentions.store import MentionStore

        return MentionStore(self.bucket, self.table, self.clock, self.blobs)

    @cached_property
    def moderating(self) -> "Moderating":
        """The mentions that wait."""
        from handler.services.webmentions.moderating import Moderating

        return Moderating(self.bucket, self.clock, self.mention_store)

    @cached_property
    def _site_of_tick(self) -> "SiteOfTick":
        from handler.services.webmentions.site import SiteOfTick

        return SiteOfTick(self.table)

    @cached_property
    def receiving(self) -> "Receiving":
        """What hears and looks at mentions."""
        from handler.services.webmentions.receiving import Receiving

        return Receiving(
            self.bucket,
            self.clock,
            self._site_of_tick,
            self.open_web,
            self.sandbox,
            self.start,
            self.mention_store,
            self.moderating,
        )

    @cached_property
    def sending(self) -> "Sending":
        """What tells others that the blog mentions them."""
        from handler.services.webmentions.sending import Sending

        return Sending(
            self.bucket,
            self.table,
            self.clock,
            self._site_of_tick,
            self._materials,
            self.open_web,
            self.sandbox,
            self.start,
            self.settings.url,
            timedelta(seconds=2 * self.settings.s_maxage),
        )

    @cached_property
    def askers(self) -> "Attempts":
        """How often strangers told of mentions."""
        from handler.services.people.attempts import Attempts

        return Attempts(self.clock, MOST_ASKED)
