"""Whom a version of a text tells, and what is known of that afterwards."""

from handler.core.webmentions.telling import Link, Status, Told, of_version, with_answers

KNOWN = Told("https://blog.test/a/", "v1", (Link("https://a.test/", status="told"),))


def test_a_version_that_is_known_tells_nobody_again() -> None:
    assert of_version(KNOWN, KNOWN.source, "v1", ["https://a.test/"]) is KNOWN
    again = of_version(KNOWN, KNOWN.source, "v2", ["https://a.test/"])
    assert again.links == (Link("https://a.test/"),)


def test_answers_to_a_version_say_nothing_of_another() -> None:
    asked = Told(KNOWN.source, "v2", (Link("https://a.test/"),))
    answers: dict[str, Status] = {"https://a.test/": "refused"}
    assert with_answers(asked, "v1", answers) is asked
    assert with_answers(asked, "v2", answers).links == (Link("https://a.test/", status="refused"),)
