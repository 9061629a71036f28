"""The check that the blog answers. No IO here."""

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import Answer
from handler.cli.checkup.findings import Finding, right, wrong


def answers(answer: Answer, deployment: Deployment) -> Finding:
    """The blog answers at its public address."""
    if answer.status == 200:
        return right(f"{answer.url} answers in {answer.seconds:.1f} s.")
    logs = deployment.logs
    if answer.status:
        return wrong(f"{answer.url} answers {answer.status}.", f"See why: {logs}")
    text = f"{answer.url} does not answer: {answer.reason}."
    return wrong(text, f"Check domain and certificate (COLDPRESS_URL), then {logs}")
