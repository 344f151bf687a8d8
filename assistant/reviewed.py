"""Decide what to say to a question from what has been reviewed, and say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.calibration import Evidence
from assistant.candidate import clause_scores
from assistant.judgement import CHOICES, Found, Judgement, judge
from assistant.match_calibration import MatchCalibration
from assistant.reply import Citation
from corpus import Policy
from corpus.answers import ReviewedAnswer, Sentence
from index.asked import Matches
from index.passage import Hit
from index.vocabulary import Vocabulary

# A sentence is said when its nearest clause is this near to the best of all. Less leaves out what
# answers, more says what wasn't asked: docs/answers.md.
NEAR = 0.1
# What has less of the preference than this is no real choice.
_LEAST_CHOICE = 0.1


class QuestionMatch(Protocol):
    """What is needed of a matcher."""

    def matches(self, question: str) -> Matches:
        """Every answer, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One answer is asked for, surely enough."""

    answer: ReviewedAnswer
    probability: float
    """That it is to the point; of a silence, that the policy doesn't answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """One of these is asked for, surely enough; which one is not sure."""

    answers: tuple[ReviewedAnswer, ...]
    probability: float
    """That the best of them is to the point."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The question is about something else than the policy."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What is asked for is out of use; another answer would be a wrong one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """Nothing that was reviewed is surely asked for."""

    probability: float
    """That the policy answers."""


Decision = Use | Choose | Outside | Stale | Unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The reviewed answers of a policy, ready to be matched."""

    answers: Mapping[str, ReviewedAnswer]
    matcher: QuestionMatch
    vocabulary: Vocabulary
    calibration: MatchCalibration

    def decide(self, question: str, hits: Sequence[Hit], evidence: Evidence) -> Decision:
        """What to do about the question."""
        found = Found(
            question=question,
            hits=hits,
            evidence=evidence,
            matches=self.matcher.matches(question),
        )
        judgement = judge(found, self.answers, self.vocabulary, self.calibration.preference)
        if judgement.outside >= self.calibration.outside_from:
            return Outside()
        return self._decided(judgement)

    def _decided(self, judgement: Judgement) -> Decision:
        best = judgement.best.answer
        if best is None:
            return Stale()
        held = self.calibration
        curve = held.silences if best.is_silence else held.answers
        probability = curve.probability(judgement.evidence)
        if probability >= curve.use_from:
            return Use(answer=best, probability=probability)
        if judgement.outside >= held.doubtful_from:
            return Outside()
        choices = _choices(judgement)
        sure = held.choices.probability(judgement.evidence) >= held.choices.use_from
        if sure and len(choices) > 1:
            return Choose(answers=choices, probability=probability)
        answered = held.answers.probability(judgement.evidence)
        return Unsure(probability=1 - probability if best.is_silence else answered)


def _choices(judgement: Judgement) -> tuple[ReviewedAnswer, ...]:
    return tuple(
        one.candidate.answer
        for one in judgement.ranked[:CHOICES]
        if one.candidate.answer is not None and one.share >= _LEAST_CHOICE
    )


def to_the_point(answer: ReviewedAnswer, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
    """The sentences to say: the first one, and those whose clauses are near to the question.

    Of a conflict both sides are said, which its sentences are marked as. Of a silence, the one
    thing nearest to the question is said beside.
    """
    scores = clause_scores(hits)
    best = max(scores.values(), default=0.0)
    point, *others = answer.sentences
    if answer.is_silence:
        return (point, *sorted(others, key=lambda one: -_nearness(one, scores))[:1])
    return (
        point,
        *(one for one in others if one.always or _nearness(one, scores) >= best - NEAR),
    )


def _nearness(sentence: Sentence, scores: Mapping[str, float]) -> float:
    """Of the nearest clause that the sentence rests on; below every score where none was found."""
    return max((scores.get(s.clause_id, -1.0) for s in sentence.supports), default=-1.0)


def vocabulary_of(answers: Mapping[str, ReviewedAnswer], policy: Policy) -> Vocabulary:
    """The words of each answer: as it is asked for, as it is said, and of its clauses."""
    return Vocabulary({answer_id: _words(answer, policy) for answer_id, answer in answers.items()})


def _words(answer: ReviewedAnswer, policy: Policy) -> list[str]:
    clauses = dict.fromkeys(s.clause_id for one in answer.sentences for s in one.supports)
    return [
        *answer.asked,
        *(sentence.text for sentence in answer.sentences),
        *(policy.clause(clause_id).text for clause_id in clauses),
    ]


def reviewed_text(
    policy: Policy, sentences: Sequence[Sentence]
) -> tuple[str, tuple[Citation, ...]]:
    """The sentences, each with the markers of its quotes, and the quotes."""
    markers: dict[tuple[str, int, int], int] = {}
    said = []
    for sentence in sentences:
        spans = [(s.clause_id, s.start, s.end) for s in sentence.supports]
        marks = [markers.setdefault(span, len(markers) + 1) for span in spans]
        said.append(" ".join([sentence.text, *(f"[{mark}]" for mark in dict.fromkeys(marks))]))
    citations = tuple(
        Citation.cut(policy, clause_id, start, end, marker=marker)
        for (clause_id, start, end), marker in markers.items()
    )
    return " ".join(said), citations
