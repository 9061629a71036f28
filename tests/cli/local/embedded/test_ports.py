"""Ports for servers that are about to begin."""

import socket

import pytest

from handler.cli.local.embedded import ports
from handler.cli.local.embedded.ports import free_port, free_ports


def test_they_differ_and_can_be_listened_on() -> None:
    found = free_ports(20)
    assert len(set(found)) == 20
    for port in found:
        with socket.create_server(("127.0.0.1", port)):
            pass


def test_none_is_taken_or_may_be_given_to_an_outgoing_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        taken = server.getsockname()[1]
        assert taken < 32_768
        monkeypatch.setattr(ports, "_PORTS", range(taken, taken + 1))
        assert free_ports(1) == []
