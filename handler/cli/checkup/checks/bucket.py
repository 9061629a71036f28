"""Checks of the content bucket. No IO here."""

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.findings import Finding, doubtful, right, wrong

PRIVATE = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
"""The four switches that, all on, keep a bucket private."""


def missing(deployment: Deployment) -> Finding:
    """There is no bucket."""
    stage = deployment.stage
    place = f"--create-bucket-configuration LocationConstraint={stage.region}"
    create = f"s3api create-bucket --bucket {stage.bucket}"
    option = (
        "" if stage.region == "us-east-1" else f" {place}"
    )  # S3 refuses to be told the default.
    fix = deployment.provision_or(deployment.aws(create + option))
    return wrong(f"There is no bucket {stage.bucket}.", fix)


def region(region: str, deployment: Deployment) -> Finding:
    """The bucket is there, in the function's region."""
    stage = deployment.stage
    if region not in {"", stage.region}:
        text = f"{stage.bucket} is in {region}, but S3 notifies only functions of its own region."
        return wrong(text, f'Set "aws_region": "{region}", or name another COLDPRESS_BUCKET.')
    return right(f"{stage.bucket} is there, in {stage.region}.")


def versioning(status: str, deployment: Deployment) -> Finding:
    """Versions are kept: a broken upload falls back on the one before, and nothing is lost."""
    if status == "Enabled":
        return right("Older versions of files are kept.")
    was = "suspended" if status == "Suspended" else "off"
    text = f"Versioning is {was}: a broken upload has no version before it to fall back on."
    command = f"s3api put-bucket-versioning --bucket {deployment.stage.bucket}"
    return wrong(text, deployment.aws(f"{command} --versioning-configuration Status=Enabled"))


def privacy(switches: frozenset[str], deployment: Deployment) -> Finding:
    """Nobody can make the bucket or a file in it public, as drafts lie there."""
    off = [name for name in PRIVATE if name not in switches]
    if not off:
        return right("Public access is blocked.")
    text = f"Drafts could be made public: {', '.join(off)} {'is' if len(off) == 1 else 'are'} off."
    configuration = ",".join(f"{name}=true" for name in PRIVATE)
    command = f"s3api put-public-access-block --bucket {deployment.stage.bucket}"
    option = f"--public-access-block-configuration {configuration}"
    return wrong(text, deployment.aws(f"{command} {option}"))


def encryption(algorithm: str, deployment: Deployment) -> Finding:
    """Files are encrypted at rest, by a key that the function may use."""
    if algorithm == "AES256":
        return right("Files are encrypted by S3's own key.")
    if algorithm:
        text = f"Files are encrypted by {algorithm}; without rights on the key nothing can be read."
        fix = "If it is your own, allow the role kms:Decrypt and kms:GenerateDataKey on it, or use"
        role = deployment.stage.role_name
        return doubtful(text, f"{fix} AES256 (docs/operator.md says how). Role: {role}")
    command = f"s3api put-bucket-encryption --bucket {deployment.stage.bucket}"
    rule = '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'
    text = "The bucket does not say that files are encrypted."
    option = f"--server-side-encryption-configuration '{rule}'"
    return wrong(text, deployment.aws(f"{command} {option}"))
