"""What a browser is called in lists, by what it says of itself."""

import re

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
_OTHER = re.compile(r"[A-Za-z][A-Za-z0-9 ]{0,19}")


def browser_name(user_agent: str) -> str:
    """As `Firefox on Windows`; the first word for one that nobody knows."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    named = " on ".join(filter(None, [browser, system]))
    other = _OTHER.match(user_agent)
    return named or (other[0] if other else "?")
