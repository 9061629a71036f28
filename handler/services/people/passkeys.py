"""WebAuthn: what browsers are asked, and whether their answers are right.

Only coming in imports this, as the library that judges signatures does not come for nothing.
https://www.w3.org/TR/webauthn-3/
"""

import base64
import struct
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
)

from handler.core.people.state import Passkey, Refused
from handler.services.people.access import Credential

_VERIFIED = "required"
_LONGEST_CREDENTIAL = 1400
"""Letters of an id that has the 1,023 bytes it may have."""
_LONGEST_KEY = 2000
_MINUTES = 5 * 60 * 1000
_ALGORITHMS = (-8, -7, -257)
"""EdDSA, ES256 and RS256, which all authenticators between them know."""


class Passkeys:
    """What is asked of passkeys at one origin, and judged."""

    def __init__(self, origin: str, title: str) -> None:
        self._host = urlsplit(origin).hostname or ""
        self._title = title
        self._server = Fido2Server(
            PublicKeyCredentialRpEntity(id=self._host, name=title or self._host),
            attestation="none",  # type: ignore[arg-type]
            verify_origin=lambda given: given == origin,
        )

    def to_create(
        self, challenge: str, member_id: str, name: str, known: Iterable[Passkey]
    ) -> dict[str, Any]:
        """What a browser is asked that is to make a passkey, as JSON has it."""
        user = {"id": user_handle(member_id), "name": name, "displayName": name}
        return {
            "rp": {"id": self._host, "name": self._title or self._host},
            "user": user,
            "challenge": challenge,
            "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in _ALGORITHMS],
            "timeout": _MINUTES,
            "excludeCredentials": [{"type": "public-key", "id": each.credential} for each in known],
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": True,
                "userVerification": _VERIFIED,
            },
            "attestation": "none",
        }

    def created(self, answer: Mapping[str, Any], challenge: str) -> Credential:
        """The passkey that a browser made; raises `Refused`."""
        try:
            found = RegistrationResponse.from_dict(answer)
            data = self._server.register_complete(_state(challenge), found)
            made = data.credential_data
        except _WRONG:
            raise Refused("passkey") from None
        if made is None or made.public_key.ALGORITHM not in _ALGORITHMS:
            raise Refused("passkey")
        credential = Credential(
            websafe_encode(made.credential_id), _encoded(made.public_key), data.counter
        )
        if len(credential.id) > _LONGEST_CREDENTIAL or len(credential.key) > _LONGEST_KEY:
            raise Refused("passkey")
        return credential

    def to_sign_in(self, challenge: str) -> dict[str, Any]:
        """What a browser is asked whose passkey is to sign in, whichever it has."""
        return {
            "rpId": self._host,
            "challenge": challenge,
            "timeout": _MINUTES,
            "allowCredentials": [],
            "userVerification": _VERIFIED,
        }

    def check(
        self, answer: Mapping[str, Any], challenge: str, member_id: str, passkey: Passkey
    ) -> int:
        """The counter of a right answer of a member's passkey; raises `Refused`."""
        try:
            found = AuthenticationResponse.from_dict(answer)
            known = _attested(passkey)
            self._server.authenticate_complete(_state(challenge), [known], found)
            handle = found.response.user_handle
        except _WRONG:
            raise Refused("passkey") from None
        if handle is None or websafe_encode(handle) != user_handle(member_id):
            raise Refused("passkey")
        return AuthenticatorData(found.response.authenticator_data).counter


_WRONG = (
    *(ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError),
    struct.error,
)
"""What the library raises for answers that are wrong or none."""


def user_handle(member_id: str) -> str:
    """What authenticators call a member."""
    return websafe_encode(member_id.encode())


def asked_in(answer: Mapping[str, Any]) -> str:
    """The challenge that an answer says it is for; raises `Refused`."""
    try:
        raw = RegistrationResponse if "attestationObject" in answer["response"] else None
        data = (raw or AuthenticationResponse).from_dict(answer).response.client_data
        return websafe_encode(data.challenge)
    except _WRONG:
        raise Refused("passkey") from None


def _state(challenge: str) -> dict[str, str]:
    return {"challenge": challenge, "user_verification": _VERIFIED}


def _attested(passkey: Passkey) -> AttestedCredentialData:
    key = CoseKey.parse(_decoded_key(passkey.key))
    return AttestedCredentialData.create(Aaguid.NONE, websafe_decode(passkey.credential), key)


def _encoded(key: CoseKey) -> str:
    from fido2 import cbor

    return base64.b64encode(cbor.encode(dict(key))).decode()


def _decoded_key(text: str) -> Any:
    from fido2 import cbor

    return cbor.decode(base64.b64decode(text))
