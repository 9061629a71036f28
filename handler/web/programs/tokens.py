"""IndieAuth's endpoints for programs: what there is, and tokens for codes.

Where somebody lets a program write is a page of the desk (`desk/signing/consenting.py`).
https://indieauth.spec.indieweb.org
"""

from flask import Response

from handler.core.people.programs import SCOPES, scopes_in
from handler.core.people.state import WRITING, Member, People, Program, Refused
from handler.services.people.programs import Claim, Granted
from handler.web.desk.desk import Visit
from handler.web.desk.signing.names import issuer_of, profile_of
from handler.web.programs.answers import Refusal, data
from handler.web.programs.asking import bearer, called
from handler.web.programs.places import root_of

AUTHORIZE = "/_coldpress/desk/authorize"
_BY_CODE, _BY_REFRESH = "authorization_code", "refresh_token"


def describe(visit: Visit, _people: People) -> Response:
    """What there is, for programs that have found the blog."""
    own = issuer_of(visit)
    return data(
        {
            "issuer": own,
            "authorization_endpoint": f"{root_of(visit)}{AUTHORIZE}",
            "token_endpoint": f"{own}token",
            "introspection_endpoint": f"{own}introspect",
            "introspection_endpoint_auth_methods_supported": ["Bearer"],
            "revocation_endpoint": f"{own}revoke",
            "revocation_endpoint_auth_methods_supported": ["none"],
            "userinfo_endpoint": f"{own}userinfo",
            "scopes_supported": [*SCOPES],
            "response_types_supported": ["code"],
            "grant_types_supported": [_BY_CODE, _BY_REFRESH],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
    )


def give(visit: Visit, people: People) -> Response:
    """A token for a code or for one that renews."""
    given = visit.request.form
    programs = visit.desk.services.programs
    if given.get("action") == "revoke":
        return revoke(visit, people)
    match given.get("grant_type", _BY_CODE):
        case "authorization_code":
            return _given(visit, programs.grant(people, _claim(visit)))
        case "refresh_token":
            named = (given.get("refresh_token", ""), given.get("client_id", ""))
            return _given(visit, programs.renew(*named, scopes_in(given.get("scope", ""))))
    raise Refusal(400, "unsupported_grant_type", "It is neither by code nor by a refresh token.")


def identify(visit: Visit, people: People) -> Response:
    """Who let a program know who they are; it writes nothing with that."""
    granted = visit.desk.services.programs.identify(people, _claim(visit))
    return data(_identity(visit, granted))


def verify(visit: Visit, people: People) -> Response:
    """Whose the token is that comes along, as older programs ask for it."""
    call = called(visit, people)
    return data(_described(visit, people, bearer(visit)) | {"client_id": call.program.client})


def introspect(visit: Visit, people: People) -> Response:
    """What a token is good for, for who has one."""
    called(visit, people)
    try:
        return data({"active": True, **_described(visit, people, _token(visit))})
    except Refused:
        return data({"active": False})


def revoke(visit: Visit, _people: People) -> Response:
    """Let a token be good no more; nobody is told whether it was."""
    visit.desk.services.programs.revoke(_token(visit))
    return data({})


def tell(visit: Visit, people: People) -> Response:
    """Who somebody is that let a program know."""
    called(visit, people).need("profile")
    member = _member(visit, people, bearer(visit))[0]
    return data(_profile(visit, member))


def _described(visit: Visit, people: People, token: str) -> dict[str, object]:
    member, program = _member(visit, people, token)
    times = {"exp": int(program.until.timestamp()), "iat": int(program.made.timestamp())}
    named = {"me": profile_of(visit, member), "client_id": program.client}
    return {**named, "scope": program.scopes, **times}


def _member(visit: Visit, people: People, token: str) -> tuple[Member, Program]:
    found = visit.desk.services.programs.of(people, token)
    if found is None:
        raise Refused("token")
    return found


def _token(visit: Visit) -> str:
    return visit.request.form.get("token", "")


def _claim(visit: Visit) -> Claim:
    names = ("code", "client_id", "redirect_uri", "code_verifier")
    return Claim(*(visit.request.form.get(name, "") for name in names))


def _given(visit: Visit, granted: Granted) -> Response:
    return data(
        {
            "access_token": granted.token,
            "token_type": "Bearer",
            "scope": granted.scopes,
            "expires_in": int(WRITING.total_seconds()),
            "refresh_token": granted.refresh,
            **_identity(visit, granted),
        }
    )


def _identity(visit: Visit, granted: Granted) -> dict[str, object]:
    is_asked = "profile" in granted.scopes.split()
    profile = {"profile": _profile(visit, granted.member)} if is_asked else {}
    return {"me": profile_of(visit, granted.member), **profile}


def _profile(visit: Visit, member: Member) -> dict[str, object]:
    return {"name": member.name, "url": profile_of(visit, member)}
