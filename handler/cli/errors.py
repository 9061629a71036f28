"""Expected errors as one line and exit code 2, in place of a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from botocore.exceptions import BotoCoreError, ClientError

from handler.aws.errors import CredentialsExpired, code_of
from handler.cli.interrupting import was_interrupted
from handler.cli.refusals import expired, explained, missing
from handler.core.model.problems import ColdpressError
from handler.services.ports import Unavailable

_ADVICE = "`coldpress doctor` looks at all that a blog needs."


class Failure(click.ClickException):
    """What went wrong and what to do about it."""

    exit_code = 2


class FriendlyCommand(click.Command):
    """A command whose expected errors read like usage errors."""

    def __init__(self, *arguments: Any, **extra: Any) -> None:
        super().__init__(*arguments, **extra)
        self.context_settings.setdefault("help_option_names", ["-h", "--help"])

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """See `click.Command.make_context`."""
        try:
            with _said_plainly():
                return super().make_context(*arguments, **extra)
        except click.Abort as error:
            if was_interrupted(error):
                raise
            advice = "Give as options what is asked; --help lists them."
            raise Failure(f"Nobody answers. {advice}") from error

    def invoke(self, ctx: click.Context) -> Any:
        """See `click.Command.invoke`."""
        with _said_plainly():
            return super().invoke(ctx)


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except CredentialsExpired as error:
        raise Failure(expired(error.code)) from error
    except Unavailable as error:
        advice = "Check the network and the region, then run this again."
        raise Failure(f"AWS does not answer ({error}). {advice}") from error
    except ColdpressError as error:
        raise Failure(str(error)) from error
    except (BotoCoreError, ClientError) as error:
        raise Failure(_explained(error)) from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # Nobody reads on, which click knows.
        place = f"{error.filename}: " if error.filename else ""
        raise Failure(f"{place}{error.strerror or error}.") from error


def _explained(error: BotoCoreError | ClientError) -> str:
    if isinstance(error, ClientError) and (kind := missing(error)):
        return _absence(kind, code_of(error))
    return explained(error) or f"{str(error).rstrip('.')}. {_ADVICE}"


def _absence(kind: str, code: str) -> str:
    """That the bucket or table of the deployment is missing, by its name."""
    from handler.cli.deployments import current

    found = current()
    if found is None:
        return f"AWS knows no such {kind} ({code}). {_ADVICE}"
    settings = found.services.settings
    name = settings.bucket if kind == "bucket" else settings.table
    if found.stage is None:
        advice = f"Correct COLDPRESS_{kind.upper()} or AWS_DEFAULT_REGION, or name a STAGE."
        return f"There is no {kind} {name} in the region that the shell names ({code}). {advice}"
    stage = found.stage.name
    advice = f"`coldpress deploy {stage}` makes it; `coldpress doctor {stage}` looks at the rest."
    return f"There is no {kind} {name} in {found.stage.region} ({code}). {advice}"
