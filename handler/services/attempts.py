"""Publishing many keys so that one which fails does not keep the others waiting."""

from handler.services.ports import Unavailable
from handler.services.publishing import Publisher


class Attempts:
    """Publishes keys and remembers what failed; an AWS that does not answer stops at once."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._failures: list[Exception] = []

    def attempt(self, key: str) -> None:
        """Publish a key, now or never."""
        try:
            self._publisher.publish(key)
        except Unavailable:
            raise
        except Exception as error:
            error.add_note(f"while publishing {key}")
            self._failures.append(error)

    def raise_any(self) -> None:
        """Fail, if anything did."""
        if self._failures:
            raise ExceptionGroup("some keys were not published", self._failures)
