"""The process that is AWS for a deployment: moto's server, and what Zappa needs that moto lacks.

Zappa asks for function URLs on every update, sets what an API compresses and takes for binary,
and to roll back it asks for a version by a partial ARN and downloads its code. What a role or a
user does is checked as tests/infrastructure does; the operator may do everything.
"""

import json
import os
import re
import sys
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from moto.apigateway.models import RestAPI
from moto.awslambda.models import LambdaFunction, LambdaStorage, lambda_backends
from moto.core.authorization import ActionAuthenticatorMixin
from moto.iam.access_control import IAMRequestBase
from moto.server import (  # type: ignore[attr-defined]
    DomainDispatcherApplication,
    create_backend_app,
)
from werkzeug.wrappers import Request, Response

from handler.cli.local.embedded.moto_process import patch_moto, server_of
from tests.cloud.aws.account import ACCOUNT, OPERATOR, REGION
from tests.infrastructure.enforcing import authorize
from tests.support.functions_elsewhere import run_elsewhere
from tests.support.lambda_policies import complete_policies

_CODE = "/control-plane/code/{name}/{version}"
_CODE_PATH = re.compile(_CODE.format(name="([^/]+)", version="([^/]+)"))
_URLS_PATH = re.compile(r"/2021-10-31/functions/([^/]+)/urls")
_TOKEN = "X-Amz-Security-Token"
_CALLER = re.compile(r"Credential=([^/%]+)")
_MEDIA_TYPE = "/binaryMediaTypes/"

_get_code = LambdaFunction.get_code
_get_function = LambdaStorage.get_function_by_name_or_arn_with_qualifier
_patch_api = RestAPI.apply_patch_operations


class ControlPlane:
    """moto's application, with the answers that it lacks put before it."""

    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self._answer(Request(environ)) or self._moto
        return answer(environ, start_response)

    def _answer(self, request: Request) -> Response | None:
        if request.method == "GET" and (found := _URLS_PATH.fullmatch(request.path)):
            listed = json.dumps({"FunctionUrlConfigs": _addresses(found[1])})
            return Response(listed, content_type="application/json")
        if found := _CODE_PATH.fullmatch(request.path):
            function: Any = lambda_backends[ACCOUNT][REGION].get_function(*found.groups())
            return Response(function.code_bytes, content_type="application/zip")
        return None


def _addresses(name: str) -> list[dict[str, Any]]:
    """What moto knows of a function's own address, if it has one."""
    function = lambda_backends[ACCOUNT][REGION].get_function(name.rpartition(":")[2])
    config: Any = function.url_config
    return [config.to_dict()] if config else []


def _get_function_by_partial_arn(
    storage: LambdaStorage, name: str, qualifier: str | None = None
) -> LambdaFunction:
    return _get_function(storage, name.removeprefix("function:"), qualifier)


def _patch_api_by_pointers(api: RestAPI, operations: list[dict[str, str]]) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html"""
    for operation in operations:
        path = operation["path"]
        if path == "/minimumCompressionSize":
            api.minimum_compression_size = _number(operation)
        elif operation["op"] == "add" and path.startswith(_MEDIA_TYPE):
            api.binaryMediaTypes.append(path.removeprefix(_MEDIA_TYPE).replace("~1", "/"))
        else:
            _patch_api(api, [operation])


def _number(operation: Mapping[str, str]) -> int | None:
    return int(operation["value"]) if "value" in operation else None


def _authorize_others(handler: Any, request_class: Any, resource: str = "*") -> None:
    """Check what anybody but the operator does; a presigned address says who in its query."""
    caller = _CALLER.search(handler.headers.get("Authorization", handler.uri))
    if _TOKEN in handler.headers or (caller and caller[1] != OPERATOR):
        authorize(handler, request_class, resource)


def _trust_signature(_caller: IAMRequestBase) -> None:
    """moto calculates another signature where a path has escapes."""


def _complete_moto(address: str) -> None:
    def get_code(function: LambdaFunction) -> dict[str, Any]:
        answer = _get_code(function)
        path = _CODE.format(name=function.function_name, version=function.version)
        answer["Code"]["Location"] = address + path
        return answer

    function: Any = LambdaFunction
    function.get_code = get_code
    storage: Any = LambdaStorage
    storage.get_function_by_name_or_arn_with_qualifier = _get_function_by_partial_arn
    api: Any = RestAPI
    mixin: Any = ActionAuthenticatorMixin
    mixin._authenticate_and_authorize_action = _authorize_others
    caller: Any = IAMRequestBase
    caller.check_signature = _trust_signature
    api.apply_patch_operations = _patch_api_by_pointers


def _end_with_input() -> None:
    """A parent that is killed leaves no process behind: its end of the pipe is closed."""
    sys.stdin.read()
    os._exit(0)


def main(port: int) -> None:
    """Answer on 127.0.0.1 until terminated, or until standard input ends."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    patch_moto()
    from handler.cli.local.embedded.stacks import patch_cloudformation  # It reads less by now.

    patch_cloudformation()
    complete_policies()
    run_elsewhere()
    _complete_moto(f"http://127.0.0.1:{port}")
    server_of(ControlPlane(), port).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
