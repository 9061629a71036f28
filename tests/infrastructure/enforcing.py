"""The embedded AWS with moto's IAM enforcement, which asks for the rights that AWS asks for.

moto finds who calls, checks the signature, and evaluates the policies; here it is told which
actions on which resources a request needs, takes presigned addresses, and writes down every
decision in the file that the environment variable DECISIONS names.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.iam.access_control import IAMPolicy
from werkzeug.exceptions import BadRequest

from handler.cli.local.embedded.moto_process import main
from tests.infrastructure.needs import applicable, conditions_of, needs
from tests.infrastructure.requests import Request
from tests.support.functions_elsewhere import run_elsewhere

_DECISIONS = Path(os.environ["DECISIONS"])


def authorize(handler: Any, request_class: Any, resource: str = "*") -> None:
    """Ask for the permissions that AWS asks for, in place of moto's own idea of them."""
    if settings.INITIAL_NO_AUTH_ACTION_COUNT > 0:
        return
    presigned = _headers_of_presigned(handler.uri)
    query = urlparse(handler.uri).query
    caller = request_class(
        account_id=handler.current_account,
        method=handler.method,
        path=handler.raw_path + (f"?{query}" if query else ""),
        data=handler.data,
        body=handler.raw_body,
        headers=presigned or handler.headers,
        action=handler._get_action(),
    )
    if not presigned:
        caller.check_signature()
    request = _request(handler, caller, resource)
    _evaluate_conditions(caller, request)
    for action, arn in needs(request):
        caller._action = action
        _decide(caller, action, arn)


def _evaluate_conditions(caller: Any, request: Request) -> None:
    """moto knows no variables, and takes a statement whose condition does not hold for a denial."""
    key = caller._access_key
    collected = [IAMPolicy(policy)._policy_json for policy in key.collect_policies()]
    known = conditions_of(request, user=key.arn.rpartition("/")[2])
    policies = [json.dumps(applicable(policy, known)) for policy in collected]
    key.collect_policies = lambda: policies


def _headers_of_presigned(uri: str) -> dict[str, str] | None:
    """The headers that would say the same as the query of a presigned address.

    Buckets made since June 2020 take only signatures of version 4.
    https://aws.amazon.com/blogs/aws/amazon-s3-update-sigv2-deprecation-period-extended-modified/
    """
    query = {name: values[0] for name, values in parse_qs(urlparse(uri).query).items()}
    if "Signature" in query:
        raise BadRequest("Please use AWS4-HMAC-SHA256.")
    if "X-Amz-Signature" not in query:
        return None
    return {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={query['X-Amz-Credential']}, ",
        "X-Amz-Security-Token": query["X-Amz-Security-Token"],
    }


def _request(handler: Any, caller: Any, resource: str) -> Request:
    service, _, operation = caller._action.partition(":")
    return Request(
        service=service,
        operation=operation,
        method=handler.method,
        path=handler.raw_path,
        query=parse_qs(urlparse(handler.uri).query, keep_blank_values=True),
        body=_text(handler.raw_body),
        resource=resource,
        place=f"{caller._region}:{handler.current_account}",
        form={name: values[0] for name, values in handler.querystring.items() if values},
    )


def _text(body: Any) -> str:
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)


def _decide(caller: Any, action: str, arn: str) -> None:
    decision = "denied"
    try:
        caller.check_action_permitted(arn)
        decision = "allowed"
    finally:
        with _DECISIONS.open("a") as log:
            log.write(f"{decision} {caller._access_key.arn} {action} {arn}\n")


if __name__ == "__main__":
    mixin: Any = ActionAuthenticatorMixin
    mixin._authenticate_and_authorize_action = authorize
    run_elsewhere()
    main(int(sys.argv[1]), int(sys.argv[2]))
