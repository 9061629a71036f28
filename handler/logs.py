"""Logs of a deployed blog: a JSON object a line, with the id of the request.

Nothing that identifies a reader is logged: no address, no browser, no query.
"""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")


class JSONFormatter(logging.Formatter):
    """Formats records as Lambda's own JSON log format names their fields.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
    """

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter.format`."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "requestId": request_id.get(),
        }
        if record.exc_info:
            line["stackTrace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False) + "\n"  # Lambda's own handler adds none.


def log_as_json() -> None:
    """Have every log line of this process written as JSON."""
    root = logging.getLogger()
    if not root.handlers:
        written = logging.StreamHandler()
        written.terminator = ""
        root.addHandler(written)
    for handler in root.handlers:
        handler.setFormatter(JSONFormatter())
    logging.getLogger("coldpress").setLevel(logging.INFO)
