"""Runs a package's function in a process of its own, which can import nothing but the package.

Its arguments are the package's folder, the function, and a file with an event. It answers each
number of calls on standard input with the CPU seconds that one of them took.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

CONTEXT = SimpleNamespace(
    aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
    function_name="function",
    function_version="$LATEST",
    invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:function",
    memory_limit_in_mb="512",
)


def main(folder: str, handler: str, event_file: str) -> None:
    """Call the function as often as told."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # The function's own output is none of ours.
    sys.path.insert(0, folder)
    module, _, name = handler.rpartition(".")
    function = getattr(importlib.import_module(module), name)
    event = json.loads(Path(event_file).read_text())
    for line in sys.stdin:
        calls = int(line)
        started = time.process_time()
        for _ in range(calls):
            function(event, CONTEXT)
        print((time.process_time() - started) / calls, file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
