"""Checks of what calls the function by the clock. No IO here."""

from collections.abc import Sequence

from handler.cli.checkup.deployment import TICK, Deployment
from handler.cli.checkup.facts import FunctionPolicy, Rule
from handler.cli.checkup.findings import Finding, doubtful, right, wrong
from handler.cli.checkup.policies import may_invoke

_EVERY_MINUTE = {"rate(1 minute)", "cron(* * * * ? *)"}
_KEEP_WARM = "handler.keep_warm_callback"


def tick(rules: Sequence[Rule], deployment: Deployment) -> Finding:
    """The tick comes every minute."""
    rule = _rule_for(TICK, rules)
    if rule is None:
        text = f"Nothing calls {TICK}: scheduled posts stay away, lost events are not noticed."
        return wrong(text, deployment.schedule)
    if rule.state != "ENABLED":
        text = f"The rule {rule.name} is {rule.state.lower()}, so the tick does not come."
        return wrong(text, deployment.aws(f"events enable-rule --name {rule.name}"))
    if rule.expression not in _EVERY_MINUTE:
        text = f"The tick comes at {rule.expression}, so scheduled posts are late."
        setting = f'"expression": "rate(1 minute)" for {TICK} in zappa_settings.json'
        return wrong(text, f"Set {setting}, then {deployment.schedule}")
    return right("The tick comes every minute.")


def keep_warm(rules: Sequence[Rule], deployment: Deployment) -> Finding:
    """Zappa keeps the function warm, if the settings say so."""
    rule = _rule_for(_KEEP_WARM, rules)
    if not deployment.keep_warm:
        return right("The settings do not ask for it.")
    if rule is None or rule.state != "ENABLED":
        text = "Nothing keeps the function warm, so a quiet blog answers its first reader late."
        return doubtful(text, deployment.schedule)
    return right(f"The function is called at {rule.expression}.")


def _rule_for(function: str, rules: Sequence[Rule]) -> Rule | None:
    """The rule for a function of ours; Zappa finds it after the last hyphen of the name."""
    return next((each for each in rules if each.name.rpartition("-")[2] == function), None)


def permission(rules: Sequence[Rule], policy: FunctionPolicy, deployment: Deployment) -> Finding:
    """The function's policy lets EventBridge call it for each of its rules."""
    service, account = "events.amazonaws.com", deployment.account
    refused = [
        rule.name
        for rule in rules
        if not may_invoke(policy.statements, service=service, source=rule.arn, account=account)
    ]
    if refused:
        text = f"EventBridge may not call the function for {', '.join(refused)}."
        return wrong(text, deployment.schedule)
    return right("EventBridge may call the function.")
