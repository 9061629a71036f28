"""Lighthouse's scores of the sample blog on a mobile phone: the lowest of four for each page.

One of them is made of measured times, so it is the median of several runs.
Needs npm and Chromium, at `CHROME_PATH` or on the PATH.
https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median_low
from typing import Any

from benchmarks.report import Result
from tests.cli.local_server import local_server
from tools.browser import chromium
from tools.node import MissingProgram, module

CONTENT = Path(__file__).parent.parent / "content"
PAGES = {
    "home": "/",
    "post": "/web/2023/09/24/a-page-is-a-function-call/",
    "tag": "/tags/flask/",
    "archive": "/archive/",
    "search": "/search",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_RUNS = 3
_ATTEMPTS = 3
"""It misses the beginning of a page now and then, and asks to be run again."""


def run() -> list[Result]:
    """A score for each page; what costs points is printed."""
    try:
        program, browser = module("lighthouse"), chromium()
    except MissingProgram as error:
        print(f"  Lighthouse is left out: {error}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = Path(shutil.copytree(CONTENT, folder / "content"))
        with local_server(content, folder / "log") as server:
            return [
                _result(
                    page,
                    [_report(program, browser, server.url + path, folder) for _ in range(_RUNS)],
                )
                for page, path in PAGES.items()
            ]


def _report(program: Path, browser: str, address: str, folder: Path) -> dict[str, Any]:
    out = folder / "report.json"
    command = ["node", str(program / "cli" / "index.js"), address, "--quiet", "--output=json"]
    command += [f"--output-path={out}", "--chrome-flags=--headless --no-sandbox --disable-gpu"]
    for attempt in range(_ATTEMPTS):
        done = subprocess.run(command, env={**os.environ, "CHROME_PATH": browser}, check=False)
        if done.returncode == 0:
            break
        print(f"  Lighthouse saw nothing of {address}: attempt {attempt + 1}", file=sys.stderr)
    done.check_returncode()
    return dict(json.loads(out.read_text(encoding="utf-8")))


def _result(page: str, reports: list[dict[str, Any]]) -> Result:
    scores = [_scores(report) for report in reports]
    for report, score in zip(reports, scores, strict=True):
        for loss in _losses(report, [name for name in CATEGORIES if score[name] < 100]):
            print(f"  {page}: {loss}", file=sys.stderr)
    lowest = min(median_low(score[name] for score in scores) for name in CATEGORIES)
    name = f"Lighthouse, {page}: lowest of {len(CATEGORIES)}"
    return Result(name, lowest, "full score", 100, 1.0, "points", is_score=True)


def _scores(report: dict[str, Any]) -> dict[str, float]:
    return {name: 100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES}


def _losses(report: dict[str, Any], categories: list[str]) -> Iterator[str]:
    """What costs points in these categories."""
    for category in categories:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{category}: {audit['title']} {audit.get('displayValue', '')}"
