"""Which Python the code of an earlier deploy was made for."""

import pytest

from handler.cli.deployment.rollback import runtime_of


@pytest.mark.parametrize(
    ("files", "runtime"),
    [
        (["handler/entry.py", "handler/__pycache__/entry.cpython-311.pyc"], "python3.11"),
        (["handler/__pycache__/a.cpython-313.pyc", "flask/app.pyc"], "python3.13"),
        (["handler/__pycache__/a.cpython-39.pyc"], "python3.9"),
        (["handler/entry.py", "flask/app.pyc"], ""),
        (["a/__pycache__/a.cpython-311.pyc", "a/__pycache__/a.cpython-313.pyc"], ""),
        ([], ""),
    ],
)
def test_bytecode_tells_the_runtime(files: list[str], runtime: str) -> None:
    assert runtime_of(files) == runtime
