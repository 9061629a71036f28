"""A deployed stage: what an operator does to it, and the function as AWS runs it meanwhile."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from handler.cli.infrastructure.stages import SETTINGS, Stage, read_stage
from tests.cloud.aws.account import Account
from tests.cloud.aws.answers import Form
from tests.cloud.aws.doors import RestAPI
from tests.cloud.aws.function import Fleet, Function, deployed_function, fleet
from tests.cloud.aws.site import Site
from tests.cloud.aws.triggers import Content, Schedule
from tests.cloud.deploying.project import Project

_ADDRESS = re.compile(r"https://(\w+)\.execute-api\.[\w-]+\.amazonaws\.com/\w+")
ENVIRONMENTS = 2
"""More than one, so that none is asked twice in a row and what each remembers shows."""


@dataclass
class Deployment:
    """A deployed stage. Requests and events reach the environments of the code deployed last."""

    project: Project
    stage: Stage
    api_id: str
    folder: Path
    stack: contextlib.ExitStack
    fleets: list[Fleet] = field(default_factory=list)

    @property
    def account(self) -> Account:
        """Where it is deployed."""
        return self.project.account

    @property
    def fleet(self) -> Fleet:
        """The environments of the code that is deployed now; older ones end with the test."""
        return self.fleets[-1]

    @property
    def content(self) -> Content:
        """The content bucket."""
        s3 = self.account.client("s3")
        return Content(self.account, s3, self.stage.bucket, self.invoke_later)

    @property
    def schedule(self) -> Schedule:
        """The rules of the function."""
        return Schedule(self.account, self.stage.function, self.invoke_later)

    def pass_an_hour(self) -> None:
        """Fire every rule for a function on whose clock it is an hour later."""
        with fleet(self.function().an_hour_later(), 1) as later:
            replace(self.schedule, invoke=later.invoke_later).pass_a_minute()

    @property
    def door(self) -> RestAPI:
        """The API that Zappa made, as it set it up."""
        api = self.account.client("apigateway").get_rest_api(restApiId=self.api_id)
        form = Form(tuple(api["binaryMediaTypes"]), api.get("minimumCompressionSize"))
        return RestAPI(self.stage.name, api_id=self.api_id, form=form)

    @property
    def site(self) -> Site:
        """The blog at the address that Zappa printed."""
        return Site(self.door, self.invoke)

    def invoke(self, event: Mapping[str, Any]) -> Any:
        """The function's answer to an event."""
        return self.fleet.invoke(event)

    def invoke_later(self, event: Mapping[str, Any]) -> None:
        """Have the function handle an event that nobody waits for."""
        self.fleet.invoke_later(event)

    def function(self) -> Function:
        """The function as it is deployed now."""
        return deployed_function(self.account, self.stage.function, self.folder)

    def run(self, **environment: str) -> None:
        """Start environments of the code that is deployed now."""
        function = self.function().given(**environment)
        self.fleets.append(self.stack.enter_context(fleet(function, ENVIRONMENTS)))


@contextlib.contextmanager
def deployment(project: Project, name: str, folder: Path) -> Iterator[Deployment]:
    """A stage of the project, provisioned and deployed, until the end."""
    stage = read_stage(name, project.folder / SETTINGS)
    project.coldpress("provision", name, "--yes")
    project.account.read_policies_of(stage.role_name)
    found = _ADDRESS.search(printed := project.zappa("deploy", name))
    assert found, printed
    with contextlib.ExitStack() as stack:
        deployed = Deployment(project, stage, found[1], folder, stack)
        deployed.run()
        yield deployed
