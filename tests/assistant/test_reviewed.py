from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from assistant.calibration import Evidence
from assistant.match_calibration import Curve, MatchCalibration
from assistant.reviewed import (
    NEAR,
    Choose,
    Decision,
    Outside,
    Reviewed,
    Stale,
    Unsure,
    Use,
    reviewed_text,
    to_the_point,
    vocabulary_of,
)
from corpus import Policy
from corpus.answers import ReviewedAnswer, Sentence, Support
from corpus.verdict import Verdict
from index.asked import Match, Matches
from index.passage import Grain, Hit, Passage
from index.vocabulary import Vocabulary

SELLING = "crypjama/california/sharing/5"
MINORS = "crypjama/california/sharing/6"
CHILDREN = "crypjama/children/1"
EVIDENCE = Evidence(score=0.6, coverage=0.5)


class FixedMatches:
    def __init__(self, *matches: Match, outside: float) -> None:
        self._matches = Matches(ranked=matches, outside=outside)

    def matches(self, question: str) -> Matches:  # noqa: ARG002 -- they are fixed
        return self._matches


def match(answer_id: str, share: float, nearness: float = 0.8) -> Match:
    return Match(answer_id=answer_id, share=share, nearness=nearness, wording=-1.0)


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
        answer_id=answer_id, family="selling", topic="Do you sell?", is_silence=verdict is None,
        verdict=verdict,
        asked=("sell data",), sentences=sentences, reviewed_by="us",
        reviewed_on=date(2026, 11, 22), digests={},
    )  # fmt: skip


def curve(use_from: float, *, intercept: float = 0.0, **weights: float) -> Curve:
    return Curve(intercept=intercept, weights=weights, use_from=use_from)


NEVER, ALWAYS = curve(1.0, intercept=-9), curve(0.1, intercept=9)


def reviewed(
    *held: ReviewedAnswer,
    matches: Sequence[Match],
    answers: Curve = NEVER,
    silences: Curve = NEVER,
    choices: Curve = NEVER,
    outside: float = 0.0,
) -> Reviewed:
    calibration = MatchCalibration(
        model="words", weights_sha256="", questions_sha256="", ranking={"belief": 1.0},
        answers=answers, silences=silences, choices=choices, outside_from=0.8,
        doubtful_from=0.5, measured={},
        reliability={},
    )  # fmt: skip
    return Reviewed(
        answers={one.answer_id: one for one in held},
        matcher=FixedMatches(*matches, outside=outside),
        vocabulary=Vocabulary({one.answer_id: one.asked for one in held}),
        calibration=calibration,
    )


def decide(held: Reviewed) -> Decision:
    return held.decide("sell?", [hit(SELLING, 0.6)], EVIDENCE)


@pytest.fixture
def told(policy: Policy) -> ReviewedAnswer:
    return answer(
        sentence(policy, "No.", SELLING),
        sentence(policy, "Not those of minors.", MINORS),
        sentence(policy, "Children may not shop.", CHILDREN),
    )


@pytest.fixture
def silent() -> ReviewedAnswer:
    point = Sentence(text="It doesn't say.", supports=())
    return answer(point, answer_id="keeping", verdict=None)


def test_a_match_that_is_sure_enough_is_used(told: ReviewedAnswer) -> None:
    sure = reviewed(told, matches=[match("selling", 0.9)], answers=curve(0.6, preference=1.0))
    decision = decide(sure)
    assert isinstance(decision, Use)
    assert decision.answer is told
    assert decision.probability == pytest.approx(0.731, abs=0.001)


def test_a_match_that_is_not_sure_enough_is_not_used(told: ReviewedAnswer) -> None:
    unsure = reviewed(told, matches=[match("selling", 0.9)], answers=curve(0.8, preference=1.0))
    decision = decide(unsure)
    assert isinstance(decision, Unsure)
    assert decision.probability == pytest.approx(0.731, abs=0.001)


def test_a_silence_has_a_threshold_of_its_own(silent: ReviewedAnswer) -> None:
    matches = [match("keeping", 0.9)]
    assert isinstance(decide(reviewed(silent, matches=matches, answers=ALWAYS)), Unsure)
    assert isinstance(decide(reviewed(silent, matches=matches, silences=ALWAYS)), Use)


def test_of_an_unsure_silence_it_is_kept_how_likely_the_policy_answers(
    silent: ReviewedAnswer,
) -> None:
    held = reviewed(silent, matches=[match("keeping", 0.9)], silences=curve(0.9, silence_share=1.0))
    decision = decide(held)
    assert isinstance(decision, Unsure)
    assert decision.probability == pytest.approx(1 - 0.711, abs=0.001)


def test_no_other_answer_stands_in_for_one_that_went_stale(told: ReviewedAnswer) -> None:
    matches = [match("gone-stale", 0.8), match("selling", 0.2)]
    assert isinstance(decide(reviewed(told, matches=matches, answers=ALWAYS)), Stale)


def test_where_it_is_close_the_topics_are_offered(
    told: ReviewedAnswer, silent: ReviewedAnswer
) -> None:
    close = [match("selling", 0.5), match("keeping", 0.45), match("gone-stale", 0.05)]
    decision = decide(reviewed(told, silent, matches=close, choices=ALWAYS))
    assert isinstance(decision, Choose)
    assert decision.answers == (told, silent)


def test_a_single_topic_is_no_choice(told: ReviewedAnswer, silent: ReviewedAnswer) -> None:
    clear = [match("selling", 0.95), match("keeping", 0.05)]
    assert isinstance(decide(reviewed(told, silent, matches=clear, choices=ALWAYS)), Unsure)


def test_no_choice_is_offered_that_may_well_hold_nothing(
    told: ReviewedAnswer, silent: ReviewedAnswer
) -> None:
    close = [match("selling", 0.5), match("keeping", 0.45)]
    assert isinstance(decide(reviewed(told, silent, matches=close)), Unsure)


def test_what_is_surely_about_something_else_is_outside_whatever_matches(
    told: ReviewedAnswer,
) -> None:
    held = reviewed(told, matches=[match("selling", 0.9)], answers=ALWAYS, outside=0.85)
    assert isinstance(decide(held), Outside)


def test_what_may_be_about_something_else_is_answered_only_where_that_is_sure(
    told: ReviewedAnswer,
) -> None:
    matches = [match("selling", 0.9)]
    assert isinstance(decide(reviewed(told, matches=matches, answers=ALWAYS, outside=0.6)), Use)
    assert isinstance(decide(reviewed(told, matches=matches, outside=0.6)), Outside)


def test_the_words_of_an_answer_are_how_it_is_asked_said_and_what_it_rests_on(
    policy: Policy, told: ReviewedAnswer
) -> None:
    vocabulary = vocabulary_of({"selling": told}, policy)
    for known in ("data", "shop", "trusted third party marketing"):
        assert vocabulary.strangeness(known, "selling") == 0
    assert vocabulary.strangeness("workout", "selling") == pytest.approx(1)


def test_what_is_far_from_the_question_is_not_said(told: ReviewedAnswer) -> None:
    hits = [hit(SELLING, 0.6), hit(MINORS, 0.6 - NEAR + 0.01, 2), hit(CHILDREN, 0.4, 3)]
    assert [one.text for one in to_the_point(told, hits)] == ["No.", "Not those of minors."]


def test_the_point_is_always_said(told: ReviewedAnswer) -> None:
    assert to_the_point(told, [hit(CHILDREN, 0.9)])[0].text == "No."
    assert to_the_point(told, [])[0].text == "No."


def test_both_sides_of_a_conflict_are_said_however_far_they_are(policy: Policy) -> None:
    side = replace(sentence(policy, "But.", CHILDREN), always=True)
    both = answer(
        sentence(policy, "It depends.", SELLING), side, sentence(policy, "Besides.", MINORS),
        verdict=Verdict.DEPENDS,
    )  # fmt: skip
    said = to_the_point(both, [hit(SELLING, 0.9)])
    assert [one.text for one in said] == ["It depends.", "But."]


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
