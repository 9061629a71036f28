"""Runs `coldpress` from any folder. What lies in that folder is never imported."""

import signal
import sys
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    listens = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if listens:  # Until there is something to leave off, Ctrl-C ends this without a word.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.path.insert(0, str(Path(__file__).absolute().parents[2]))
    from handler.cli.interrupting import ending_at_once
    from handler.cli.program import main

    if listens:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    ending_at_once(partial(main, prog_name="coldpress"))
