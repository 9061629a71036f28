"""The least that Flask can do."""

from flask import Flask

app = Flask(__name__)


@app.get("/<path:path>")
def hello(path: str) -> str:  # noqa: ARG001 - Flask passes it
    """The same word at every path."""
    return "hello"
