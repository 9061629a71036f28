"""Cutting text where a reader expects it. No IO here."""

from handler.core.model.languages.graphemes import cluster_start


def shorten(text: str, limit: int) -> str:
    """Text on one line, cut between words if it is longer than the limit."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    words, _, last = line[: cluster_start(line, limit)].rpartition(" ")
    # Languages written without spaces are cut anywhere.
    kept = words if len(words) > limit // 2 else words + " " + last
    return kept.strip().rstrip(",;:.–—-") + "…"
