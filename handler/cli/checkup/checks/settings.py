"""The check of zappa_settings.json itself: who sets up what calls the function. No IO here."""

from handler.cli.checkup.deployment import CONTENT_CHANGE, TICK, Deployment
from handler.cli.checkup.findings import Finding, doubtful, right, wrong

_CONNECT = "tools.package.callback.connect"


def events(deployment: Deployment) -> Finding:
    """Zappa sets up the tick, and leaves the bucket's trigger to us."""
    functions = {each.get("function") for each in deployment.stage.remote.get("events", [])}
    if TICK not in functions:
        event = f'{{"function": "{TICK}", "expression": "rate(1 minute)"}}'
        text = f"No event calls {TICK}."
        return wrong(text, f"Add {event} to events, then {deployment.schedule}")
    if CONTENT_CHANGE in functions:
        text = "Each update by Zappa cuts the bucket's trigger, for minutes perhaps."
        return doubtful(text, f"Remove {CONTENT_CHANGE} from events, then {deployment.update}")
    if deployment.stage.remote.get("callbacks", {}).get("post") != _CONNECT:
        text = "Zappa's deploy does not connect the bucket with the function."
        return wrong(text, f'Add "post": "{_CONNECT}" to callbacks, then {deployment.update}')
    return right(f"zappa_settings.json agrees with itself about stage {deployment.stage.name}.")
