"""What all tests share: an AWS, a browser (Playwright cannot be started twice), and no hurry."""

import gc
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import botocore.loaders
import botocore.session
import hypothesis
import pytest
from botocore.hooks import EventAliaser

from tests.contracts.servers import moto_server
from tests.support.platforms import why_not

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROOT = Path(__file__).parent.parent
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--js-flags=--no-opt",  # No page runs long enough to be worth compiling it so well.
]

hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")

# Each session would read the descriptions of S3 and DynamoDB from disk again, and work out anew
# what hundreds of events are called today, which is half of what a client takes.
botocore.session.create_loader = cache(botocore.loaders.create_loader)
_name_of_today = cache(EventAliaser(None)._alias_event_name)
EventAliaser._alias_event_name = lambda _, name: _name_of_today(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run, and say why."""
    reason_of = cache(lambda path: why_not(path.relative_to(_ROOT), sys.platform))
    for item in items:
        if reason := reason_of(item.path):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through all that was imported again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Run a module's tests in one worker."""
    from tests.support.scheduling import make_scheduler

    return make_scheduler(config, log)


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The address of an embedded AWS, in which each test makes stores of its own."""
    with moto_server() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    from tests.support.patient_browser import launch

    with sync_playwright() as playwright:
        browser = launch(playwright.chromium, _ARGUMENTS)
        yield browser
        browser.close()
