"""Computing in this very process, where nothing is bounded, for tests that want none else."""

import time
from typing import Any

from handler.core.model.problems import failure
from handler.services.computing.tasks import function_named
from handler.services.ports import Allowance, Unfinished


class OpenSandbox:
    """See `Sandbox`."""

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Any:
        """See `Sandbox.run`."""
        started = time.thread_time()
        try:
            return function_named(task)(*arguments)
        except Exception as error:
            raise Unfinished(failure(error)) from error
        finally:
            allowance.seconds -= time.thread_time() - started
