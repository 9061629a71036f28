"""Runs `coldpress` from any folder. What lies in that folder is never imported."""

import sys
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).absolute().parents[2]))
    from handler.cli.interrupting import ending_at_once
    from handler.cli.program import main

    ending_at_once(partial(main, prog_name="coldpress"))
