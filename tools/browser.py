"""The browser that tests, measurements and pictures use."""

import os
import shutil

from tools.node import MissingProgram

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_WITHOUT_WINDOWS = "chromium-headless-shell"


def headless_chromium() -> str:
    """Where Chromium is that has no windows, and a third of the cost; else what has them."""
    return os.environ.get("CHROME_PATH") or shutil.which(_WITHOUT_WINDOWS) or chromium()


def chromium() -> str:
    """Where Chromium is: at `CHROME_PATH`, else on the PATH."""
    found = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise MissingProgram("Chromium is missing: run tools/install-chromium.")
    return found
