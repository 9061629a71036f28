"""moto's policies of functions as Lambda keeps them: conditions, the limit of size, one id once.

Run as a program it is the embedded AWS with such policies.
"""

import json
import sys
from typing import Any

from moto.awslambda.policy import Policy
from moto.core.exceptions import JsonRESTError

from handler.cli.local.embedded.moto_process import main

MAXIMUM_POLICY = 20_480
"""https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
_add_statement = Policy.add_statement
_merge = Policy.condition_merge


class _Conflict(JsonRESTError):
    code = 409


class _TooLong(JsonRESTError):
    code = 400


def _with_all_conditions(policy: Policy, statement: dict[str, Any]) -> None:
    _merge(policy, statement)
    conditions = statement.setdefault("Condition", {})
    if statement.pop("InvokedViaFunctionUrl", False):
        conditions["Bool"] = {"lambda:InvokedViaFunctionUrl": "true"}
    if kind := statement.pop("FunctionUrlAuthType", ""):
        conditions["StringEquals"] = {"lambda:FunctionUrlAuthType": kind}
    if not conditions:
        del statement["Condition"]


def _add_within_limits(policy: Policy, raw: str, qualifier: str | None = None) -> Any:
    sid = json.loads(raw)["StatementId"]
    if sid in {each["Sid"] for each in policy.statements}:
        raise _Conflict("ResourceConflictException", f"The statement id ({sid}) already exists.")
    added = _add_statement(policy, raw, qualifier)
    document = {"Version": "2012-10-17", "Id": "default", "Statement": policy.statements}
    if len(json.dumps(document, separators=(",", ":"))) > MAXIMUM_POLICY:
        policy.del_statement(sid)
        raise _TooLong("PolicyLengthExceededException", "The final policy size is too large.")
    return added


def complete_policies() -> None:
    """Let moto keep policies as Lambda does."""
    kind: Any = Policy
    kind.condition_merge = _with_all_conditions
    kind.add_statement = _add_within_limits


if __name__ == "__main__":
    complete_policies()
    main(int(sys.argv[1]), int(sys.argv[2]))
