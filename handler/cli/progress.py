"""Publishing many files: what others depend on first, then the rest side by side."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from tqdm import tqdm

from handler.cli.interrupting import side_by_side
from handler.core.model.addressing.keys import classify
from handler.services.ports import Outcome
from handler.wiring import Services

_SHARED = {"config", "data", "include", "template"}
_LIMIT = timedelta(hours=1)
_ROUNDS = 3
T = TypeVar("T")


def run(title: str, keys: Sequence[str], work: Callable[[str], T], workers: int) -> list[T]:
    """The results of work on each key, with a progress bar if somebody is looking."""
    results: list[T] = []
    with (
        tqdm(total=len(keys), desc=title, unit="file", leave=False, disable=None) as bar,
        side_by_side(workers) as pool,
    ):
        for result in pool.map(work, keys):
            results.append(result)
            bar.update()
    return results


def publish_all(keys: Sequence[str], work: Callable[[str], T], workers: int) -> list[T]:
    """Publish configuration, data and includes one by one, then everything else."""
    early = [key for key in keys if classify(key) in _SHARED]
    late = [key for key in keys if classify(key) not in _SHARED]
    return run("Preparing", early, work, 1) + run("Publishing", late, work, workers)


def reconcile(services: Services) -> None:
    """Publish again what depends on a file that was published after it, such as a linked post."""
    deadline = services.clock.now() + _LIMIT
    for _ in range(_ROUNDS):
        if services.reconciler.run(deadline):
            return


def reconciled(services: Services, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What became of files after all: those with problems may have been put right."""
    reconcile(services)
    keys = [each.key for each in outcomes if each.problems]
    again = dict(
        zip(keys, run("Publishing again", keys, services.publisher.publish, 1), strict=True)
    )
    return [again.get(each.key, each) for each in outcomes]
