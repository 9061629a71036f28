"""Asking others again who did not answer: when, and how often. No IO here."""

ATTEMPTS = 3
_LATER = frozenset([408, 425, 429])


def due_after(now: int, attempts: int) -> int:
    """The second from which on others are asked again who were asked so often before, and now."""
    waited: int = 600 * 6**attempts
    return now + waited


def is_passing(status: int) -> bool:
    """Whether a page that answers with a status may have another answer later."""
    return status >= 500 or status in _LATER
