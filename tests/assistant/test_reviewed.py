from datetime import date

import pytest

from assistant.calibration import Evidence
from assistant.match_calibration import Curve, MatchCalibration
from assistant.reviewed import NEAR, Reviewed, candidate, reviewed_text, to_the_point
from corpus import Policy
from corpus.answers import ReviewedAnswer, Sentence, Support
from corpus.verdict import Verdict
from index.asked import Match
from index.passage import Grain, Hit, Passage

SELLING = "crypjama/california/sharing/5"
MINORS = "crypjama/california/sharing/6"
CHILDREN = "crypjama/children/1"
EVIDENCE = Evidence(score=0.6, coverage=0.5)


class FixedMatches:
    def __init__(self, *matches: Match) -> None:
        self._matches = list(matches)

    def matches(self, question: str) -> list[Match]:  # noqa: ARG002 -- they are fixed
        return self._matches


def match(answer_id: str, share: float, nearness: float = 0.8) -> Match:
    return Match(answer_id=answer_id, share=share, nearness=nearness)


def hit(clause_id: str, score: float, rank: int = 1) -> Hit:
    passage = Passage(
        passage_id=f"{clause_id}#{rank}", document="crypjama", grain=Grain.SENTENCE,
        clause_ids=(clause_id,), start=0, end=1, text="…",
    )  # fmt: skip
    return Hit(passage=passage, score=score, rank=rank)


def sentence(policy: Policy, text: str, *clause_ids: str) -> Sentence:
    clauses = [policy.clause(clause_id) for clause_id in clause_ids]
    supports = tuple(Support(clause_id=c.clause_id, start=c.start, end=c.end) for c in clauses)
    return Sentence(text=text, supports=supports)


def answer(
    *sentences: Sentence, answer_id: str = "selling", verdict: Verdict | None = Verdict.NO
) -> ReviewedAnswer:
    return ReviewedAnswer(
        answer_id=answer_id, family="selling", topic="Do you sell?", is_silence=verdict is None, verdict=verdict,
        asked=("sell data",), sentences=sentences, reviewed_by="us",
        reviewed_on=date(2026, 11, 22), digests={},
    )  # fmt: skip


def always(use_from: float, *, intercept: float = 0.0, share: float = 0.0) -> Curve:
    return Curve(intercept=intercept, weights={"share": share}, use_from=use_from)


def reviewed(held: ReviewedAnswer, *matches: Match, curve: Curve) -> Reviewed:
    calibration = MatchCalibration(
        model="words", weights_sha256="", questions_sha256="", answers=curve,
        silences=always(1.0, intercept=-9), measured={},
    )  # fmt: skip
    return Reviewed(
        answers={held.answer_id: held}, matcher=FixedMatches(*matches), calibration=calibration
    )


@pytest.fixture
def told(policy: Policy) -> ReviewedAnswer:
    return answer(
        sentence(policy, "No.", SELLING),
        sentence(policy, "Not those of minors.", MINORS),
        sentence(policy, "Children may not shop.", CHILDREN),
    )


def test_a_match_that_is_sure_enough_is_used(told: ReviewedAnswer) -> None:
    sure = reviewed(told, match("selling", 0.9), curve=always(0.6, share=1.0))
    chosen = sure.chosen("sell?", [hit(SELLING, 0.6)], EVIDENCE)
    assert chosen is not None
    assert chosen.answer is told
    assert chosen.probability == pytest.approx(0.711, abs=0.001)


def test_a_match_that_is_not_sure_enough_is_not_used(told: ReviewedAnswer) -> None:
    unsure = reviewed(told, match("selling", 0.9), curve=always(0.8, share=1.0))
    assert unsure.chosen("sell?", [hit(SELLING, 0.6)], EVIDENCE) is None


def test_a_silence_has_a_threshold_of_its_own() -> None:
    silent = answer(Sentence(text="It doesn't say.", supports=()), verdict=None)
    held = reviewed(silent, match("selling", 0.9), curve=always(0.1, intercept=5))
    assert held.chosen("sell?", [], EVIDENCE) is None


def test_no_other_answer_stands_in_for_one_that_went_stale(told: ReviewedAnswer) -> None:
    held = reviewed(
        told, match("gone-stale", 0.8), match("selling", 0.2), curve=always(0.1, intercept=5)
    )
    assert held.chosen("sell?", [hit(SELLING, 0.6)], EVIDENCE) is None


def test_what_speaks_for_a_match_is_measured(told: ReviewedAnswer) -> None:
    hits = [hit(CHILDREN, 0.6), hit(SELLING, 0.5, 2), hit(SELLING, 0.3, 3)]
    matches = [match("selling", 0.8), match("other", 0.2)]
    evidence = candidate({"selling": told}, matches, hits[1:], EVIDENCE).evidence
    assert evidence.margin == pytest.approx(1.386, abs=0.001)
    assert evidence.agreement == pytest.approx(-0.1)
    assert (evidence.share, evidence.nearness, evidence.silence_share) == (0.8, 0.8, 0)


def test_what_is_far_from_the_question_is_not_said(told: ReviewedAnswer) -> None:
    hits = [hit(SELLING, 0.6), hit(MINORS, 0.6 - NEAR + 0.01, 2), hit(CHILDREN, 0.4, 3)]
    assert [one.text for one in to_the_point(told, hits)] == ["No.", "Not those of minors."]


def test_the_point_is_always_said(told: ReviewedAnswer) -> None:
    assert to_the_point(told, [hit(CHILDREN, 0.9)])[0].text == "No."
    assert to_the_point(told, [])[0].text == "No."


def test_an_answer_that_depends_is_said_whole(policy: Policy) -> None:
    both = answer(
        sentence(policy, "It depends.", SELLING), sentence(policy, "But.", CHILDREN),
        verdict=Verdict.DEPENDS,
    )  # fmt: skip
    assert to_the_point(both, [hit(SELLING, 0.9)]) == both.sentences


def test_beside_a_silence_the_one_nearest_thing_is_said(policy: Policy) -> None:
    silent = answer(
        Sentence(text="It doesn't say.", supports=()),
        sentence(policy, "Far.", CHILDREN), sentence(policy, "Near.", SELLING), verdict=None,
    )  # fmt: skip
    hits = [hit(SELLING, 0.5), hit(CHILDREN, 0.2, 2)]
    assert [one.text for one in to_the_point(silent, hits)] == ["It doesn't say.", "Near."]


def test_each_sentence_is_followed_by_the_markers_of_its_quotes(
    policy: Policy, told: ReviewedAnswer
) -> None:
    twice = (*told.sentences[:2], sentence(policy, "Never.", SELLING, MINORS))
    text, citations = reviewed_text(policy, twice)
    assert text == "No. [1] Not those of minors. [2] Never. [1] [2]"
    assert [(c.marker, c.clause_id) for c in citations] == [(1, SELLING), (2, MINORS)]
    assert all(policy.text[c.start : c.end] == c.quote for c in citations)
