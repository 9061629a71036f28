"""A program of others, which writes on a blog over HTTP: npm's micropub-helper, in a process."""

import base64
import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from tools.node import MissingProgram, module

HERE = Path(__file__).parents[1] / "node"


@dataclass(frozen=True, slots=True)
class Program:
    """The process, with which lines are exchanged."""

    told: IO[str]
    said: IO[str]

    def tell(self, line: str) -> None:
        """Say something to it."""
        self.told.write(f"{line}\n")
        self.told.flush()

    def heard(self) -> Any:
        """The next that it says."""
        return json.loads(self.said.readline() or "null")


@contextlib.contextmanager
def running(address: str, gateway: str, picture: bytes) -> Iterator[Program]:
    """The program, which was given the address of a blog, and knows a way to its host."""
    try:
        module("micropub-helper", ("node",), HERE)
    except MissingProgram as error:
        pytest.skip(str(error))
    encoded = base64.b64encode(picture).decode()
    process = subprocess.Popen(
        ["node", "program.mjs", address, gateway, encoded],
        cwd=HERE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Program(process.stdin, process.stdout)
    finally:
        process.kill()
        process.communicate()
