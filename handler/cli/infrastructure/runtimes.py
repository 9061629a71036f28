"""Lambda's runtimes that a package can be made for. No IO here."""

from datetime import date

RUNTIME = "python3.13"
"""What a function runs on unless its settings name another of these."""
SUPPORTED_UNTIL = {
    "python3.12": date(2028, 10, 31),
    "python3.13": date(2029, 6, 30),
    "python3.14": date(2029, 6, 30),
}
"""All stand on Amazon Linux 2023.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
"""
REMEDY = f'Set "runtime": "{RUNTIME}" in zappa_settings.json'


def runtime_fault(runtime: str) -> str:
    """Why no package can be made for a runtime; empty if one can."""
    if runtime in SUPPORTED_UNTIL:
        return ""
    if runtime == "python3.11":
        return (
            f"{runtime} stands on Amazon Linux 2, which has ended, and new libraries do not fit it"
        )
    return f"{runtime} is no runtime of Lambda that Coldpress runs on"
