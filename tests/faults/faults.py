"""The ways in which a call of AWS fails."""

from tests.faults.aws import Exchange, Fault

_TRICKLING = 100
_TRICKLE_SECONDS = 0.1
_SLOW_SECONDS = 0.6
READ_SECONDS = {"dynamodb": 1, "s3": 2}
"""How long the application's clients wait for a byte."""


def error(exchange: Exchange) -> None:
    """The service fails."""
    code = "InternalError" if exchange.service == "s3" else "InternalServerError"
    exchange.fail(500, code)


def throttled(exchange: Exchange) -> None:
    """The service refuses for load."""
    if exchange.service == "s3":
        exchange.fail(503, "SlowDown")
    else:
        exchange.fail(400, "ThrottlingException")


def cut(exchange: Exchange) -> None:
    """The connection breaks before the service heard of the request."""
    exchange.cut()


def silent(exchange: Exchange) -> None:
    """Nothing comes, until the client's time is up."""
    exchange.time_out(READ_SECONDS[exchange.service])


def answer_lost(exchange: Exchange) -> None:
    """The service does what it was asked, but the connection breaks before its answer."""
    exchange.forward()
    exchange.cut()


def answer_late(exchange: Exchange) -> None:
    """The service does what it was asked, but its answer does not come in time."""
    exchange.forward()
    exchange.time_out(READ_SECONDS[exchange.service])


def half_an_answer(exchange: Exchange) -> None:
    """The connection breaks in the middle of the answer."""
    answer = exchange.forward()
    exchange.answer(answer, only=len(answer.body) // 2)
    exchange.cut()


def trickle(exchange: Exchange) -> None:
    """The answer comes, but for ten seconds byte by byte, so that no time-out strikes."""
    answer = exchange.forward()
    exchange.answer(answer, only=0)
    slowly, rest = answer.body[:_TRICKLING], answer.body[_TRICKLING:]
    for byte in slowly:
        exchange.pause(_TRICKLE_SECONDS)
        exchange.wfile.write(bytes([byte]))
    exchange.wfile.write(rest)
    exchange.cut()


def busy(exchange: Exchange) -> None:
    """The service fails and asks the client to come back in five seconds."""
    exchange.fail(500, "InternalServerError", {"x-amz-retry-after": "5000"})


def slow(exchange: Exchange) -> None:
    """The answer comes late, but in time."""
    exchange.pause(_SLOW_SECONDS)
    exchange.answer(exchange.forward())


def refused(code: str, status: int = 400) -> Fault:
    """The service refuses for another reason than load."""
    return lambda exchange: exchange.fail(status, code)
