"""Which of the SDK's errors mean that AWS is out of reach, throttles or fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    ClientError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
)
from botocore.exceptions import ConnectionError as BotoConnectionError
from botocore.parsers import ResponseParserError

from handler.services.ports import Unavailable

_PASSING = {
    "InternalError",
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestTimeout",
    "ServiceUnavailable",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "400",  # An error without a code: its body was cut off, or it answers a HEAD.
}
EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
"""Passing as well: a role's credentials last some hours, then others take their place."""
BROKEN = (
    HTTPClientError,
    BotoConnectionError,
    ResponseParserError,
    IncompleteReadError,
    FlexibleChecksumError,
    UnicodeDecodeError,  # The parser's, of an answer that was cut off within a letter.
)
"""What the SDK raises for connections and answers that break."""
_ADVICE = {
    "AccessDenied": "The role lacks a permission, or the name is another account's.",
    "AccessDeniedException": "The role lacks a permission, or the name is another account's.",
    "NoSuchBucket": "There is no bucket of this name in this region.",
    "ResourceNotFoundException": "There is no table of this name in this region.",
}
_REMEDY = "Compare COLDPRESS_BUCKET and COLDPRESS_TABLE; `coldpress doctor` says what is wrong."


class CredentialsExpired(Unavailable):
    """AWS takes the credentials no more; `code` is what it calls that."""

    def __init__(self, what: str, code: str) -> None:
        super().__init__(f"{what}: {code}, new credentials are needed")
        self.code = code


def code_of(error: ClientError) -> str:
    """The error's code, or its HTTP status where the answer had no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def unavailable(what: str) -> Iterator[None]:
    """Turn time-outs, broken connections and answers, throttling and 5xx into `Unavailable`.

    A refusal for another reason stays what it is, with a note on what to do about it.
    """
    try:
        yield
    except ClientError as error:
        code = code_of(error)
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in EXPIRED:
            raise CredentialsExpired(what, code) from error
        if code in _PASSING or status >= 500:
            raise Unavailable(f"{what}: {code}") from error
        if code in _ADVICE:
            error.add_note(f"{what}: {_ADVICE[code]} {_REMEDY}")
        raise
    except BROKEN as error:
        raise Unavailable(f"{what}: {' '.join(str(error).split())}") from error
