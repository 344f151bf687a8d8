"""What speaks for the answers that a question may be asking for."""

from dataclasses import replace

import pytest

from assistant.candidate import MOST, CandidateEvidence
from assistant.judgement import Found, Judgement, judge
from corpus import Audience, Policy
from corpus.answers import ReviewedAnswer, Sentence
from index.asked import Match, Matches
from index.vocabulary import Vocabulary
from tests.assistant.test_reviewed import (
    CHILDREN,
    EVIDENCE,
    MINORS,
    SELLING,
    answer,
    hit,
    match,
    sentence,
)

HITS = [hit(MINORS, 0.6), hit(SELLING, 0.5, 2), hit(SELLING, 0.3, 3)]


@pytest.fixture
def answers(policy: Policy) -> dict[str, ReviewedAnswer]:
    told = answer(sentence(policy, "No.", SELLING), sentence(policy, "Minors.", MINORS))
    young = answer(sentence(policy, "No.", CHILDREN), answer_id="children")
    silent = answer(
        Sentence(text="It doesn't say.", supports=()), sentence(policy, "But.", SELLING),
        answer_id="keeping", verdict=None,
    )  # fmt: skip
    return {one.answer_id: one for one in (told, young, silent)}


def judged(
    answers: dict[str, ReviewedAnswer],
    *matches: Match,
    outside: float = 0.5,
    question: str = "do you sell workouts",
    **weights: float,
) -> Judgement:
    found = Found(
        question=question, hits=HITS, evidence=EVIDENCE,
        matches=Matches(ranked=matches, outside=outside),
    )  # fmt: skip

    def preference(evidence: CandidateEvidence) -> float:
        return sum(weight * getattr(evidence, name) for name, weight in weights.items())

    vocabulary = Vocabulary({name: ["sell", "children"] for name in answers})
    return judge(found, answers, vocabulary, preference)


def test_what_speaks_for_each_candidate(answers: dict[str, ReviewedAnswer]) -> None:
    found = judged(answers, match("selling", 0.6, 0.7), match("keeping", 0.3, 0.8), belief=1.0)
    selling, keeping = (one.candidate.evidence for one in found.ranked)
    assert selling.belief == pytest.approx(-0.511, abs=0.001)
    assert (selling.behind, keeping.behind) == (0, pytest.approx(-0.693, abs=0.001))
    assert (selling.nearness, keeping.nearness) == (0.7, 0.8)
    assert (selling.nearness_behind, keeping.nearness_behind) == (pytest.approx(-0.1), 0)
    assert (selling.agreement, selling.point_agreement) == (0, pytest.approx(-0.1))
    assert selling.clause_share == pytest.approx(0.9)
    assert (selling.silence, selling.silence_share, selling.silence_nearness) == (0, 0, 0)
    assert (keeping.silence, keeping.silence_share, keeping.silence_nearness) == (1, 0.3, 0.8)
    assert keeping.silence_agreement == keeping.agreement == pytest.approx(-0.1)
    assert keeping.point_agreement == pytest.approx(-0.8)


def test_what_is_preferred_comes_first_whatever_the_classifier_holds(
    answers: dict[str, ReviewedAnswer],
) -> None:
    found = judged(answers, match("selling", 0.9), match("keeping", 0.1), silence=2.0)
    assert found.best.answer_id == "keeping"
    assert [round(one.share, 3) for one in found.ranked] == [0.881, 0.119]


@pytest.mark.parametrize(
    ("question", "best"),
    [("Can I delete it?", "keeping"), ("I'm in California. Can I delete it?", "selling"),
     ("and if I live in Texas?", "keeping")],
)  # fmt: skip
def test_an_answer_that_is_not_for_who_asks_is_no_candidate(
    answers: dict[str, ReviewedAnswer], question: str, best: str
) -> None:
    elsewhere = replace(answers["keeping"], not_for=Audience.CALIFORNIA_RESIDENTS)
    told = {**answers, "keeping": elsewhere}
    matches = (match("keeping", 0.9), match("selling", 0.1))
    assert judged(told, *matches, question=question, belief=1.0).best.answer_id == best


def test_where_no_answer_is_for_who_asks_all_are_candidates(
    answers: dict[str, ReviewedAnswer],
) -> None:
    elsewhere = replace(answers["keeping"], not_for=Audience.CALIFORNIA_RESIDENTS)
    found = judged({"keeping": elsewhere}, match("keeping", 1.0), question="in California?")
    assert found.best.answer_id == "keeping"


def test_no_more_candidates_are_weighed_than_may_be_right(
    answers: dict[str, ReviewedAnswer],
) -> None:
    many = [match("selling", 0.1) for _ in range(MOST + 2)]
    assert len(judged(answers, *many, belief=1.0).ranked) == MOST


def test_what_speaks_for_the_best_of_them(answers: dict[str, ReviewedAnswer]) -> None:
    found = judged(
        answers, match("selling", 0.5), match("children", 0.25), match("keeping", 0.2),
        match("children", 0.05), belief=1.0, outside=0.2,
    )  # fmt: skip
    evidence = found.evidence
    assert evidence.preference == pytest.approx(0.5)
    assert evidence.margin == pytest.approx(0.693, abs=0.001)
    assert evidence.three == pytest.approx(0.95)
    assert evidence.silences == pytest.approx(0.2)
    assert evidence.silence_share == pytest.approx(0.2)
    assert evidence.outside == pytest.approx(-1.386, abs=0.001)
    assert (evidence.score, evidence.coverage) == (EVIDENCE.score, EVIDENCE.coverage)
    assert 0 < evidence.strangeness < 1
    assert evidence.length == pytest.approx(0.2)
    assert found.outside == 0.2


def test_one_that_is_out_of_use_rests_on_nothing(answers: dict[str, ReviewedAnswer]) -> None:
    found = judged(answers, match("gone", 1.0), belief=1.0)
    assert found.best.answer is None
    assert found.best.evidence.clause_share == 0
    assert found.evidence.strangeness == pytest.approx(1)
    assert found.evidence.preference == 1
