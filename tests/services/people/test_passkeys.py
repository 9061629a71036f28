"""Which passkeys are taken; what they answer is in `tests/web/desk/test_signing.py`."""

import json

import pytest

from handler.core.people.state import Refused
from handler.services.people.passkeys import Passkeys
from tests.web.desk.authenticator import Authenticator

ORIGIN, HOST, CHALLENGE = "https://blog.test", "blog.test", "Y2hhbGxlbmdl"


@pytest.mark.parametrize(
    ("bent", "is_taken"),
    [
        ({}, True),
        ({"credential": bytes(1023)}, True),
        ({"credential": bytes(1051)}, False),
        ({"algorithm": -35}, False),
        ({"algorithm": -65535}, False),
    ],
)
def test_a_passkey_has_a_short_name_and_a_key_of_a_known_kind(
    bent: dict[str, bytes | int], is_taken: bool
) -> None:
    passkeys = Passkeys(ORIGIN, "Blog")
    device = Authenticator(ORIGIN, HOST, **bent)  # type: ignore[arg-type]
    answer = json.loads(device.create(passkeys.to_create(CHALLENGE, "ada", "Ada", ())))
    if is_taken:
        assert passkeys.created(answer, CHALLENGE).id == answer["id"]
        return
    with pytest.raises(Refused, match="passkey"):
        passkeys.created(answer, CHALLENGE)
