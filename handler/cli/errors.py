"""Expected errors as one line and exit code 2, in place of a traceback."""

from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError

from handler.core.model.problems import ColdpressError
from handler.services.ports import Unavailable

_AWS_ADVICE = "Check credentials, region, COLDPRESS_BUCKET and COLDPRESS_TABLE."


class Failure(click.ClickException):
    """What went wrong and what to do about it."""

    exit_code = 2


class FriendlyCommand(click.Command):
    """A command whose expected errors read like usage errors."""

    def invoke(self, ctx: click.Context) -> Any:
        """See `click.Command.invoke`."""
        try:
            return super().invoke(ctx)
        except Unavailable as error:
            advice = "Check the network and the region, then run this again."
            raise Failure(f"AWS does not answer ({error}). {advice}") from error
        except ColdpressError as error:
            raise Failure(str(error)) from error
        except (BotoCoreError, ClientError) as error:
            raise Failure(f"{str(error).rstrip('.')}. {_AWS_ADVICE}") from error
