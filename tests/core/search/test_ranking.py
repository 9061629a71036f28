"""Ranking by what all documents have together."""

import pytest

from handler.core.search.ranking import Corpus, Places, rank

TITLE: Places = ([0], [], [], [])
PROSE: Places = ([], [], [0], [])
NOWHERE: Places = ([], [], [], [])


def test_what_few_documents_have_counts_more_than_what_many_have() -> None:
    corpus = Corpus(documents=100, words=1000)
    assert corpus.weight(1) > corpus.weight(10) > corpus.weight(90) > 0


def test_a_title_a_short_text_and_more_phrases_are_better() -> None:
    ranking = rank(Corpus(100, 1000), [5, 5])
    best, shorter, plain = (
        ranking.score([TITLE, NOWHERE], 10),
        ranking.score([PROSE, NOWHERE], 5),
        ranking.score([PROSE, NOWHERE], 10),
    )
    assert best < shorter < plain
    assert ranking.score([PROSE, PROSE], 10) == pytest.approx(2 * plain)


@pytest.mark.parametrize("corpus", [Corpus(), Corpus(0, 9), Corpus(3, 0), Corpus(1, -5)])
def test_no_statistics_are_an_error(corpus: Corpus) -> None:
    assert rank(corpus, [0, 7]).score([TITLE, PROSE], 0) < 0
