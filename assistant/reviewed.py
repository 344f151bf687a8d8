"""Find the reviewed answer that a question asks for, and say it with what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from assistant.calibration import Evidence
from assistant.match_calibration import MatchCalibration, MatchEvidence
from assistant.reply import Citation
from corpus import Policy
from corpus.answers import ReviewedAnswer, Sentence
from corpus.verdict import Verdict
from index.asked import Match
from index.passage import Hit

# A sentence is said when its nearest clause is this near to the best of all. Less leaves out what
# answers, more says what wasn't asked: docs/answers.md.
NEAR = 0.1
_LEAST = 1e-9


class QuestionMatch(Protocol):
    """What is needed of a matcher."""

    def matches(self, question: str) -> list[Match]:
        """Every answer, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The best match of a question, and what speaks for it."""

    answer: ReviewedAnswer
    evidence: MatchEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The answer to use."""

    answer: ReviewedAnswer
    probability: float
    """That it is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The reviewed answers of a policy, ready to be matched."""

    answers: Mapping[str, ReviewedAnswer]
    matcher: QuestionMatch
    calibration: MatchCalibration

    def chosen(self, question: str, hits: Sequence[Hit], evidence: Evidence) -> Chosen | None:
        """The answer to use; None where none is sure enough."""
        matches = self.matcher.matches(question)
        # An answer that went stale is still what was asked for: another one would be a wrong one.
        if not matches or matches[0].answer_id not in self.answers:
            return None
        best = candidate(self.answers, matches, hits, evidence)
        silent = best.answer.is_silence
        curve = self.calibration.silences if silent else self.calibration.answers
        probability = curve.probability(best.evidence)
        if probability < curve.use_from:
            return None
        return Chosen(answer=best.answer, probability=probability)


def candidate(
    answers: Mapping[str, ReviewedAnswer],
    matches: Sequence[Match],
    hits: Sequence[Hit],
    evidence: Evidence,
) -> Candidate:
    """The best match with what speaks for it."""
    best = matches[0]
    second = matches[1].share if len(matches) > 1 else 0.0
    answer = answers[best.answer_id]
    rests_on = clause_ids(answer)
    scores = [hit.score for hit in hits if hit.passage.clause_ids[0] in rests_on]
    return Candidate(
        answer=answer,
        evidence=MatchEvidence(
            margin=log(max(best.share, _LEAST)) - log(max(second, _LEAST)),
            share=best.share,
            nearness=best.nearness,
            agreement=max(scores, default=0.0) - evidence.score,
            score=evidence.score,
            coverage=evidence.coverage,
            silence_share=sum(
                match.share
                for match in matches
                if match.answer_id in answers and answers[match.answer_id].is_silence
            ),
        ),
    )


def clause_ids(answer: ReviewedAnswer) -> frozenset[str]:
    """The clauses that an answer rests on."""
    return frozenset(s.clause_id for sentence in answer.sentences for s in sentence.supports)


def to_the_point(answer: ReviewedAnswer, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
    """The sentences to say: the first one, and those whose clauses are near to the question.

    An answer that depends is said whole, or one side of it would be held back. Of a silence, the
    one thing nearest to the question is said beside.
    """
    if answer.verdict is Verdict.DEPENDS:
        return answer.sentences
    scores = _clause_scores(hits)
    best = max(scores.values(), default=0.0)
    point, *others = answer.sentences
    if answer.is_silence:
        return (point, *sorted(others, key=lambda one: -_nearness(one, scores))[:1])
    return (point, *(one for one in others if _nearness(one, scores) >= best - NEAR))


def _clause_scores(hits: Sequence[Hit]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for hit in hits:
        scores.setdefault(hit.passage.clause_ids[0], hit.score)
    return scores


def _nearness(sentence: Sentence, scores: Mapping[str, float]) -> float:
    """Of the nearest clause that the sentence rests on; below every score where none was found."""
    return max((scores.get(s.clause_id, -1.0) for s in sentence.supports), default=-1.0)


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
