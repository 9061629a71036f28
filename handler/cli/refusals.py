"""What AWS's refusals mean to who types a command, and what to do about them. No IO here."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConfigParseError,
    CredentialRetrievalError,
    LoginError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)

from handler.aws.errors import EXPIRED, code_of

SIGN_IN = "run `aws configure` or `aws sso login`, until `aws sts get-caller-identity` answers"
POLICY = "docs/deployer-policy.json"
"""What somebody who deploys may do, as the guide hands it out."""
_RENEW = f"Get new ones: {SIGN_IN}."
_UNKNOWN = {
    "AuthFailure",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidToken",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
_LATE = {"InvalidSignatureException", "RequestInTheFuture", "RequestTimeTooSkewed"}
DENIED = {"403", "AccessDenied", "AccessDeniedException", "Forbidden", "UnauthorizedOperation"}
"""AWS's words for a right that is lacking."""
_MISSING = {
    "404": "bucket",
    "NoSuchBucket": "bucket",
    "ResourceNotFoundException": "table",
    "TableNotFoundException": "table",
}


def expired(code: str) -> str:
    """That credentials were good once."""
    return f"Your AWS credentials have expired ({code}). {_RENEW}"


def explained(error: BotoCoreError | ClientError) -> str:
    """What a refusal means, whatever it was that AWS was asked for; empty if it is another."""
    if isinstance(error, ClientError):
        return _of_answer(code_of(error), str(error).rstrip("."))
    text = str(error).rstrip(".")
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return f"{text}. Set AWS_PROFILE, or {SIGN_IN}."
    if isinstance(error, SSOError | LoginError | TokenRetrievalError | CredentialRetrievalError):
        return f"There are no valid AWS credentials: {text}. {_RENEW}"
    if isinstance(error, ProfileNotFound | ConfigParseError):
        return f"{text}. Correct AWS_PROFILE, or profile_name in zappa_settings.json."
    if isinstance(error, NoRegionError):
        return f"{text}. Name a STAGE, or export AWS_DEFAULT_REGION."
    return ""


def _of_answer(code: str, text: str) -> str:
    if code in EXPIRED:
        return expired(code)
    if code in _UNKNOWN:
        return f"AWS does not know your credentials ({code}). Correct them: {SIGN_IN}."
    if code in _LATE:
        return f"AWS refuses the time of this request ({code}). Set this machine's clock right."
    if code in DENIED:
        return f"Your AWS credentials do not allow this: {text}. {POLICY} has what deploying takes."
    return ""


def missing(error: ClientError) -> str:
    """What does not exist: `bucket`, `table`, or nothing of the kind."""
    return _MISSING.get(code_of(error), "")
