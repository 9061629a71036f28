"""What an import reports: what it found and wrote, what is lost, what is to be looked at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import click

from handler.cli.importing.composing import Composed
from handler.cli.importing.deciding import Step
from handler.cli.importing.exports import Text
from handler.cli.importing.sources import Source
from handler.cli.importing.writing import TreeWriter
from handler.cli.reporting.digest import grouped
from handler.cli.reporting.reports import print_groups

_FEW = 10
_NOTHING_LOST = "no word, link, picture or code block is lost"
_SAID: dict[Step, str] = {"write": "written", "same": "as before", "removed": "removed"}
_WHERE = " (--media FOLDER names where they lie, --fetch asks the old blog)"


@dataclass
class Tally:
    """How much of what was imported."""

    texts: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    comments: int = 0
    redirects: int = 0
    lossy: int = 0

    def add(self, text: Text, composed: Composed) -> None:
        """Count a text."""
        self.texts[f"{_state(text)} {text.kind}"] += 1
        self.forms[composed.form] += 1
        self.comments += len(text.comments)
        self.redirects += len(text.redirects)
        self.lossy += bool(composed.lost)

    def lines(self) -> Iterator[str]:
        """What was imported, in words."""
        counted = [_counted(count, what) for what, count in sorted(self.texts.items())]
        yield f"Found {', '.join(counted) or 'no texts'}; {_counted(self.comments, 'comment')}."
        markdown, html = self.forms["md"], self.forms["html"]
        old = _counted(self.redirects, "old address")
        yield f"{_counted(markdown, 'text')} as Markdown, {html} as HTML; {old} redirected."
        if total := markdown + html:
            lost = f"{self.lossy} lost something" if self.lossy else _NOTHING_LOST
            yield f"Compared {_counted(total, 'text')} before and after: {lost}."


def _state(text: Text) -> str:
    if text.state != "live":
        return text.state
    if text.kind == "post" and text.date is None:
        return "draft"
    now = datetime.now(UTC)
    is_due = (
        text.date is None
        or (text.date if text.date.tzinfo else text.date.replace(tzinfo=UTC)) <= now
    )
    return "live" if is_due else "scheduled"


def print_report(source: Source, writer: TreeWriter, tally: Tally, left: Sequence[str]) -> None:
    """Say what became of an export."""
    print_groups(grouped(source.problems))
    for line in (
        *tally.lines(),
        *_of_files(writer),
        *_of_absent(source),
        *_of_authors(writer, left),
    ):
        click.echo(line)
    click.echo(f"Next: coldpress check {writer.root}; coldpress serve --content {writer.root}")


def _of_files(writer: TreeWriter) -> Iterator[str]:
    counts = dict(
        sorted(writer.counts().items(), key=lambda pair: [*_SAID, pair[0]].index(pair[0]))
    )
    parts = [f"{count:,} {_SAID[step]}" for step, count in counts.items() if step in _SAID]
    yield f"Files: {', '.join(parts) or 'none'}."


def _of_absent(source: Source) -> Iterator[str]:
    if absent := sorted(source.media.absent):
        what = _counted(len(absent), "picture or file")
        where = "" if source.media.fetch else _WHERE
        yield from _listed(f"{what} of the old blog not in the export{where}:", absent)


def _of_authors(writer: TreeWriter, left: Sequence[str]) -> Iterator[str]:
    steps = writer.steps
    for step, said in (
        ("changed in both", "You changed these, and the source did as well; yours are kept:"),
        ("deleted here", "You deleted these; they are left so:"),
    ):
        if keys := sorted(key for key in steps if steps[key] == step):
            yield from _listed(said, keys)
    if left:
        yield from _listed(
            "The source no longer has these, but you changed them; they are kept:", left
        )


def _listed(first: str, names: Iterable[str]) -> Iterator[str]:
    known = list(names)
    yield first
    yield from (f"  {name}" for name in known[:_FEW])
    if len(known) > _FEW:
        yield f"  and {len(known) - _FEW:,} more"


def _counted(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what}"
    plural = what.replace(" or ", "s or ") + ("es" if what.endswith("s") else "s")
    return f"{count:,} {plural}"
