from dataclasses import replace
from pathlib import Path

import pytest

from assistant.calibration import Calibration
from evals.elsewhere.privacyqa import (
    Choice,
    answerability_table,
    choices,
    matched,
    selection_table,
)
from evals.elsewhere.public_sets import read_evidence_questions, read_sentence_policies
from evals.elsewhere.sentence_choice import Judge, Judgement, NearestSentences
from index.embedder import Embedder

# The probability is a half where the score is, and quickly goes to 0 and 1 around it.
HALF = Calibration(
    model="words", weights_sha256="", recipe={}, questions="", questions_sha256="", counts={},
    intercept=-20.0, per_score=40.0, per_coverage=0.0, answer_from=0.5, stated_risk=0.1,
    outside_below=0.0, auc=0.5, curve=(), reliability=(),
)  # fmt: skip


@pytest.fixture
def judge(tiny_set: Path, counting: Embedder) -> Judge:
    return Judge(read_sentence_policies(tiny_set), counting, HALF)


def test_the_sentence_that_would_be_quoted_is_chosen(judge: Judge, tiny_set: Path) -> None:
    cookies, name, _ = read_evidence_questions(tiny_set)
    assert judge.judgement(cookies).quoted == {0}
    assert judge.judgement(name).quoted == {1}


def test_below_the_threshold_nothing_is_chosen(
    judge: Judge, tiny_set: Path, counting: Embedder
) -> None:
    questions = read_evidence_questions(tiny_set)
    doubt = [
        replace(judge.judgement(question), probability=probability)
        for question, probability in zip(questions, (0.5, 0.49, 0.0), strict=True)
    ]
    nearest = NearestSentences(read_sentence_policies(tiny_set), counting)
    shipped, talkative, first, _, nothing = choices(judge, doubt, nearest, questions)
    assert shipped.sentences[:2] == (frozenset({0}), frozenset())
    assert talkative.sentences[1] == {1}
    assert first.sentences[:2] == (frozenset({0}), frozenset({1}))
    assert set(nothing.sentences) == {frozenset()}


def test_the_nearest_sentences_are_as_many_as_asked_for(tiny_set: Path, counting: Embedder) -> None:
    nearest = NearestSentences(read_sentence_policies(tiny_set), counting)
    question = read_evidence_questions(tiny_set)[0]
    assert nearest.first(question, 1) == {0}
    assert nearest.first(question, 3) == {0, 1}


def test_a_row_averages_over_questions_and_over_all_sentences() -> None:
    choice = Choice(name="x", sentences=(frozenset({1, 2}), frozenset(), frozenset({3})))
    row = matched(choice, [frozenset({1}), frozenset(), frozenset({4})])
    assert row.precision.value == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert row.recall.value == pytest.approx((1 + 1 + 0) / 3)
    assert row.f1.value == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert row.f1_where_any == pytest.approx((2 / 3 + 0) / 2)
    assert (row.corpus.precision, row.corpus.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


def test_no_answer_is_right_as_often_as_there_is_no_evidence(tiny_set: Path) -> None:
    questions = read_evidence_questions(tiny_set)
    nothing = Choice(name="no answer", sentences=(frozenset(),) * 3)
    lines = list(selection_table([nothing], questions))
    against_majority, against_anyone = (
        line for line in lines if line.startswith("| no answer | ") and " to " in line
    )
    assert "| 66.7 | 66.7 | 66.7 (" in against_majority
    assert "| 33.3 | 33.3 | 33.3 (" in against_anyone


def test_the_output_says_that_this_is_not_the_official_test_set(tiny_set: Path) -> None:
    lines = list(selection_table([], read_evidence_questions(tiny_set)))
    assert any("not the official test set" in line for line in lines)
    assert "| human | 68.8 | 69.0 | 68.9 |" in lines


def test_answerability_counts_what_is_answered_of_either_kind(tiny_set: Path) -> None:
    questions = read_evidence_questions(tiny_set)
    sure = [Judgement(probability=p, score=p, quoted=frozenset()) for p in (0.9, 0.8, 0.1)]
    majority, anyone = list(answerability_table(sure, questions, 0.5))[-2:]
    # Of three, the first is answerable to a majority, the first two to anyone.
    assert majority.startswith("| a majority found | 1 of 3 | 1.000 (")
    assert " | 66.7 (" in majority
    assert majority.endswith(" | 33.3 | 100.0 | 50.0 |")
    assert anyone.endswith(" | 66.7 | 100.0 | 0.0 |")
