"""A request to AWS as far as it decides which rights it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Need = tuple[str, str]
"""An action and the ARN of a resource."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request; `resource` is what moto takes for it, and `place` is `REGION:ACCOUNT`.

    `form` are the fields of a body that is a form.
    """

    service: str
    operation: str
    method: str
    path: str
    query: Mapping[str, Any]
    body: str
    resource: str
    place: str
    form: Mapping[str, str] = field(default_factory=dict)
