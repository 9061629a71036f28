"""Posts are counted under their terms, and by the language of their script."""

from dataclasses import replace

from handler.core.index.counters import LANGUAGES, counts, language_keys
from handler.core.model.writes import Update
from tests.core.builders import make_entry, make_source


def test_a_post_is_counted_under_the_language_of_its_script() -> None:
    old, new = (make_source(make_entry(script_lang=lang)) for lang in ("und", "ko"))
    written = [write for write in counts(old, new) if write.key.pk == LANGUAGES]
    assert written == [Update(written[0].key, add={"ko": 1, "und": -1})]
    assert written[0].key in language_keys()
    assert counts(new, new) == []


def test_a_post_is_counted_among_those_of_its_language_beside_that_of_its_script() -> None:
    entry = make_entry(script_lang="ko")
    new = make_source(replace(entry, listed_lang="ko"))
    written = [write for write in counts(make_source(entry), new) if write.key.pk == LANGUAGES]
    assert written == [Update(written[0].key, add={"listed-ko": 1})]
    assert len({write.key for write in counts(None, new)}) == len(counts(None, new))
