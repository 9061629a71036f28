"""Doing many things so that one which fails does not keep the others waiting."""

from collections.abc import Callable

from handler.services.ports import Publishing, Unavailable


class Attempts:
    """Publishes keys and remembers what failed; an AWS that does not answer stops at once."""

    def __init__(self, publisher: Publishing) -> None:
        self._publisher = publisher
        self._failures: list[Exception] = []

    def attempt(self, key: str) -> None:
        """Publish a key, now or never."""
        self.run(lambda: self._publisher.publish(key), f"while publishing {key}")

    def run(self, work: Callable[[], object], note: str) -> None:
        """Do something, now or never; the note says what it was."""
        try:
            work()
        except Unavailable:
            raise
        except Exception as error:
            error.add_note(note)
            self._failures.append(error)

    def raise_any(self) -> None:
        """Fail, if anything did."""
        if self._failures:
            raise ExceptionGroup("some work was not done", self._failures)
