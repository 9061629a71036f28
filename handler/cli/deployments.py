"""Which deployment a command works on: that of a stage, or the one that the shell exports."""

import os
from dataclasses import dataclass

import click

from handler.cli.checkup.cloud import Cloud, CloudError
from handler.cli.checkup.findings import Absent, NotChecked
from handler.cli.checkup.gathering import address
from handler.cli.infrastructure.clients import services_of
from handler.cli.infrastructure.stages import Stage, read_stage
from handler.core.model.context import Links
from handler.services.records import stored_site
from handler.settings import exported, read_settings
from handler.wiring import Services

_PLACE = "coldpress.deployment"


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment; `stage` is None if the shell alone names it."""

    services: Services
    stage: Stage | None = None

    def address(self) -> str | None:
        """Where readers find the blog; None if it is not online yet, empty if nobody can tell."""
        if self.services.settings.url or self.stage is None:
            return self.services.settings.url
        try:
            return address(Cloud(self.stage))
        except Absent:
            return None
        except (CloudError, NotChecked):
            return ""

    def links(self, address: str | None) -> Links:
        """How readers' addresses begin: nobody is told those of the host that is moved from."""
        site = stored_site(self.services.table)
        return Links(address or "", site.baseurl)


def deployed(stage: str | None) -> Deployed:
    """The deployment of a stage; what is exported goes first unless a stage is named."""
    names = exported() if stage is None else {}
    if {"COLDPRESS_BUCKET", "COLDPRESS_TABLE"} <= names.keys():
        return _remembered(Deployed(services_of(read_settings(os.environ))))
    found = read_stage(stage)
    settings = read_settings({**found.variables, **names})
    services = services_of(settings, found.region, found.profile_name)
    return _remembered(Deployed(services, found))


def _remembered(found: Deployed) -> Deployed:
    """For the message if something of it turns out to be missing."""
    click.get_current_context().meta[_PLACE] = found
    return found


def current() -> Deployed | None:
    """The deployment that the command works on, if it does on one."""
    found: Deployed | None = click.get_current_context().meta.get(_PLACE)
    return found
