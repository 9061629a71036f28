"""CloudWatch metrics in the embedded metric format: one JSON line an invocation, no call.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import time
from collections.abc import Callable
from contextvars import ContextVar

NAMESPACE = "Coldpress"
_FUNCTION = "FunctionName"

_values: ContextVar[dict[str, list[float]] | None] = ContextVar("values", default=None)


class EmbeddedMetrics:
    """Collects the metrics of an invocation and writes them as one line of the log."""

    def __init__(self, function: str, write: Callable[[str], object]) -> None:
        self._function = function
        self._write = write

    def begin(self) -> None:
        """Start an invocation with nothing noted."""
        _values.set({})

    def add(self, name: str, value: float = 1) -> None:
        """See `Metrics.add`."""
        values = _values.get()
        if values is not None:
            values.setdefault(name, []).append(value)

    def end(self, properties: dict[str, object]) -> None:
        """Write what was noted, with properties that can be searched for in the log."""
        values = _values.get() or {}
        _values.set(None)
        line: dict[str, object] = {**properties, **values, _FUNCTION: self._function}
        line["_aws"] = {
            "Timestamp": int(time.time() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": [[_FUNCTION]],
                    "Metrics": [{"Name": name, "Unit": _unit(name)} for name in values],
                }
            ],
        }
        self._write(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


def _unit(name: str) -> str:
    return "Milliseconds" if name.endswith("Milliseconds") else "Count"
