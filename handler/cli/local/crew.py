"""Publishing many files side by side, while open pages and the terminal see how far it is."""

import os
import threading
from collections.abc import Callable

from tqdm import tqdm

from handler.cli.local.backlog import Backlog
from handler.cli.local.notices import Notices
from handler.services.ports import Outcome

_WORKERS = min(4, os.cpu_count() or 1)
_STEP_SECONDS = 1.0
"""How often open pages look whether they changed."""


def work_off(
    backlog: Backlog,
    publish: Callable[[str], Outcome],
    notices: Notices,
    step: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """What became of each key that waited; there is a `step` about once a second."""
    outcomes: list[Outcome] = []

    def work() -> None:
        while key := backlog.take():
            outcomes.append(publish(key))

    # Not those of a pool, which Python waits for before it ends.
    threads = [threading.Thread(target=work, daemon=True) for _ in range(_WORKERS)]
    for thread in threads:
        thread.start()
    with tqdm(total=backlog.total, desc="Publishing", leave=False, disable=None) as bar:
        while running := [thread for thread in threads if thread.is_alive()]:
            running[0].join(_STEP_SECONDS)
            bar.update(backlog.done - bar.n)
            notices.change()
            notices.progress(backlog.done, backlog.total)
            step()
    return outcomes
