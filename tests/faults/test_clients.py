"""Every client of AWS has time-outs and a number of attempts; botocore waits 60 s by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import handler
from tests.contracts.servers import production_client
from tests.faults.faults import READ_SECONDS

_CODE = Path(str(handler.__file__)).parent


def made_clients() -> Iterator[tuple[str, set[str | None]]]:
    """Where the program makes clients, and which arguments it names there."""
    for path in sorted(_CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr="create_client"), keywords=keywords):
                    place = f"{path.relative_to(_CODE)}:{node.lineno}"
                    yield place, {keyword.arg for keyword in keywords}


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_a_client_of_the_application_tries_twice_for_at_most_2_seconds(service: str) -> None:
    config = production_client(service, "http://127.0.0.1:1").meta.config
    assert 1 <= config.connect_timeout <= 2
    assert config.read_timeout == READ_SECONDS[service]
    assert config.retries == {"mode": "standard", "total_max_attempts": 2}


@pytest.mark.slow
def test_no_client_is_made_without_saying_how_long_it_waits() -> None:
    made = list(made_clients())
    assert made
    assert [place for place, arguments in made if "config" not in arguments] == []
