"""Checks of the table. No IO here."""

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import TableState
from handler.cli.checkup.findings import Finding, doubtful, right, wrong

EXPIRY = "expires"
"""The attribute that says when an item is of no use any more."""
KEYS = ("pk HASH S", "sk RANGE S")


def missing(deployment: Deployment) -> Finding:
    """There is no table."""
    table = deployment.stage.table
    types = " ".join(f"AttributeName={name},AttributeType=S" for name in ("pk", "sk"))
    kinds = "AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE"
    create = (
        f"dynamodb create-table --table-name {table} --billing-mode PAY_PER_REQUEST "
        f"--attribute-definitions {types} --key-schema {kinds}"
    )
    fix = f"{deployment.provision_or(deployment.aws(create))}; then {deployment.reindex}"
    return wrong(f"There is no table {table}.", fix)


def status(table: TableState, deployment: Deployment) -> Finding:
    """The table answers."""
    name = deployment.stage.table
    if table.status not in {"ACTIVE", "UPDATING"}:
        return wrong(f"{name} is {table.status}.", "Wait until it is ACTIVE; else restore it.")
    return right(f"{name} is there and active.")


def keys(table: TableState, deployment: Deployment) -> Finding:
    """The table has the keys that all items are found by."""
    if table.keys == KEYS:
        return right("Its keys are pk and sk.")
    text = f"Its keys are {', '.join(table.keys)}; they must be {', '.join(KEYS)}."
    return wrong(text, f"Name another COLDPRESS_TABLE, then {deployment.provision}")


def billing(table: TableState, deployment: Deployment) -> Finding:
    """The table takes whatever comes, and costs nothing when nothing does."""
    if table.on_demand:
        return right("It is paid on demand.")
    text = "Its capacity is provisioned: a bulk upload or many readers are throttled."
    return doubtful(text, f"{_update(deployment)} --billing-mode PAY_PER_REQUEST")


def protection(table: TableState, deployment: Deployment) -> Finding:
    """Nobody deletes the table by mistake."""
    if table.protected:
        return right("It is protected from deletion.")
    text = "It is not protected from deletion."
    return doubtful(text, f"{_update(deployment)} --deletion-protection-enabled")


def _update(deployment: Deployment) -> str:
    return deployment.aws(f"dynamodb update-table --table-name {deployment.stage.table}")


def expiry(attribute: str, deployment: Deployment) -> Finding:
    """DynamoDB removes what has expired; an empty attribute means that it does not."""
    if attribute == EXPIRY:
        return right(f"Items go when `{EXPIRY}` has passed.")
    table = deployment.stage.table
    command = deployment.aws(f"dynamodb update-time-to-live --table-name {table}")
    on = f"Enabled=true,AttributeName={EXPIRY}"
    if attribute:
        text = f"Time to live looks at `{attribute}`, but items carry `{EXPIRY}`."
        off = f"Enabled=false,AttributeName={attribute}"
        fix = f"{command} --time-to-live-specification {off}, and an hour later with {on}"
        return wrong(text, fix)
    text = "Time to live is off, so cached pages pile up."
    return wrong(text, f"{command} --time-to-live-specification {on}")


def recovery(enabled: bool, deployment: Deployment) -> Finding:
    """The table can be set back to any second of the last weeks."""
    if enabled:
        return right("Point-in-time recovery is on.")
    table = deployment.stage.table
    command = deployment.aws(f"dynamodb update-continuous-backups --table-name {table}")
    specification = "--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true"
    text = "Point-in-time recovery is off; after a mishap only `coldpress reindex` brings it back."
    return doubtful(text, f"{command} {specification}")
