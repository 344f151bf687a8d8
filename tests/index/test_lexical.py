"""Retrieval by shared words."""

import pytest

from index.lexical import LexicalIndex

TEXTS = ["We sell cookies and data.", "Cookies can be refused.", "Write to the carrier."]


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex(TEXTS)


def test_the_text_that_shares_most_words_scores_one(lexical: LexicalIndex) -> None:
    scores = lexical.scores("Which data do they sell?")
    assert list(scores) == [1.0, 0.0, 0.0]


def test_a_word_is_found_in_another_form(lexical: LexicalIndex) -> None:
    assert lexical.scores("refusing")[1] == 1.0


def test_scores_lie_between_nothing_and_one(lexical: LexicalIndex) -> None:
    scores = lexical.scores("refuse cookies")
    assert scores[1] == 1.0
    assert 0.0 < scores[0] < 1.0


@pytest.mark.parametrize("question", ["", "the of and", "zebra", "?!", "\0"])
def test_a_question_without_a_known_word_scores_nothing(
    lexical: LexicalIndex, question: str
) -> None:
    assert list(lexical.scores(question)) == [0.0, 0.0, 0.0]


def test_a_question_whose_words_all_stand_there_is_covered(lexical: LexicalIndex) -> None:
    assert lexical.coverage("sell the data?", [0]) == pytest.approx(1.0)


def test_words_may_stand_in_several_places(lexical: LexicalIndex) -> None:
    assert lexical.coverage("carrier data", [0, 2]) == pytest.approx(1.0)


def test_a_rare_word_that_is_missing_costs_more_than_a_common_one(lexical: LexicalIndex) -> None:
    assert lexical.coverage("carrier cookies", [2]) > lexical.coverage("carrier cookies", [1])


def test_a_word_that_no_text_holds_costs_most(lexical: LexicalIndex) -> None:
    assert lexical.coverage("zebra sell", [0]) < lexical.coverage("carrier sell", [0])


@pytest.mark.parametrize(("question", "places"), [("the of", [0]), ("", [0]), ("sell", [])])
def test_nothing_asked_or_nowhere_to_look_is_no_coverage(
    lexical: LexicalIndex, question: str, places: list[int]
) -> None:
    assert lexical.coverage(question, places) == 0.0


def test_texts_without_words_can_be_indexed() -> None:
    lexical = LexicalIndex(["the of", "---"])
    assert list(lexical.scores("the data")) == [0.0, 0.0]
    assert lexical.coverage("data", [0, 1]) == 0.0
