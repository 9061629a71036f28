import pytest

from handler.core.people.browsers import browser_name

_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit"
_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605"
_CHROME = "Chrome/131.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{_MAC}/605.1 Version/18 Safari/605.1", "Safari on macOS"),
        (f"{_PHONE} Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        (f"{_PHONE} CriOS/131 Mobile Safari/604.1", "Chrome on iPhone"),
        (f"Mozilla/5.0 (Linux; Android 15) {_CHROME}", "Chrome on Android"),
        (f"Mozilla/5.0 (Windows NT 10.0) {_CHROME} Edg/131.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko Firefox/133.0", "Firefox on Linux"),
        ("curl/8.5", "curl"),
        ("", "?"),
        ("<script>", "?"),
        ("Überbrowser", "?"),
    ],
)
def test_a_browser_has_the_name_that_people_know(agent: str, name: str) -> None:
    assert browser_name(agent) == name
