"""The check of zappa_settings.json itself: what it names twice must agree. No IO here."""

from collections.abc import Iterator

from handler.cli.checkup.deployment import CONTENT_CHANGE, TICK, Deployment
from handler.cli.checkup.findings import Finding, right, wrong


def events(deployment: Deployment) -> Finding:
    """The settings let S3 and the clock call us, S3 for the bucket that the blog is in."""
    arn = deployment.bucket_arn
    sources = list(_sources(deployment))
    if sources != [arn]:
        found = ", ".join(sources) or "nothing"
        fix = f'Set "arn": "{arn}" in its event_source, then {deployment.schedule}'
        return wrong(f"{CONTENT_CHANGE} has {found} as its source.", fix)
    if not any(each.get("function") == TICK for each in deployment.stage.remote["events"]):
        event = f'{{"function": "{TICK}", "expression": "rate(1 minute)"}}'
        text = f"No event calls {TICK}."
        return wrong(text, f"Add {event} to events, then {deployment.schedule}")
    return right(f"zappa_settings.json agrees with itself about stage {deployment.stage.name}.")


def _sources(deployment: Deployment) -> Iterator[str]:
    for event in deployment.stage.remote.get("events", []):
        if event.get("function") == CONTENT_CHANGE:
            yield event.get("event_source", {}).get("arn", "")
