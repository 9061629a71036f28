"""Which of the SDK's errors mean that AWS is out of reach, throttles or fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, HTTPClientError
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
    "ThrottlingException",
}


def code_of(error: ClientError) -> str:
    """The error's code, or its HTTP status where the answer had no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def unavailable(what: str) -> Iterator[None]:
    """Turn time-outs, broken connections and answers, throttling and 5xx into `Unavailable`."""
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code_of(error) in _PASSING or status >= 500:
            raise Unavailable(f"{what}: {code_of(error)}") from error
        raise
    except (HTTPClientError, BotoConnectionError, ResponseParserError) as error:
        raise Unavailable(f"{what}: {error}") from error
