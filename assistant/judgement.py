"""What a question asks for, of all that has been reviewed, and how surely."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from assistant.calibration import Evidence
from assistant.candidate import Candidate, CandidateEvidence, Ground
from assistant.jurisdiction import of_california
from assistant.match_calibration import MatchEvidence
from corpus import Audience
from corpus.answers import ReviewedAnswer
from index.asked import Matches
from index.passage import Hit
from index.vocabulary import Vocabulary

_LEAST = 1e-6
CHOICES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferred:
    """A candidate and its share of the preference among all of them, 0 to 1."""

    candidate: Candidate
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The candidates by preference, and what speaks for the first."""

    ranked: tuple[Preferred, ...]
    evidence: MatchEvidence
    outside: float
    """Belief that the question is about something else than the policy, 0 to 1."""

    @property
    def best(self) -> Candidate:
        """The candidate that is preferred."""
        return self.ranked[0].candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for a question in the policy and among the ways to ask."""

    question: str
    hits: Sequence[Hit]
    evidence: Evidence
    matches: Matches

    @property
    def asked_by(self) -> Audience:
        """Of whom the question speaks, as far as it says."""
        of_them = of_california(self.question)
        return Audience.CALIFORNIA_RESIDENTS if of_them else Audience.EVERYONE


def judge(
    found: Found,
    answers: Mapping[str, ReviewedAnswer],
    vocabulary: Vocabulary,
    preference: Callable[[CandidateEvidence], float],
) -> Judgement:
    """The candidates in the order of preference, with what speaks for the first one."""
    ground = Ground(answers, found.matches, found.hits, found.evidence)
    ranked = _ranked(ground.candidates(found.matches, found.asked_by), preference)
    best = ranked[0].candidate
    second = log(max(ranked[1].share, _LEAST)) if len(ranked) > 1 else log(_LEAST)
    outside = found.matches.outside
    return Judgement(
        ranked=ranked,
        evidence=MatchEvidence(
            preference=ranked[0].share,
            margin=log(max(ranked[0].share, _LEAST)) - second,
            three=sum(one.share for one in ranked[:CHOICES]),
            silences=sum(one.share for one in ranked if one.candidate.evidence.silence),
            belief=best.evidence.belief,
            wording_behind=best.evidence.wording_behind,
            nearness=best.evidence.nearness,
            agreement=best.evidence.agreement,
            point_agreement=best.evidence.point_agreement,
            score=found.evidence.score,
            coverage=found.evidence.coverage,
            outside=log(max(outside, _LEAST)) - log(max(1 - outside, _LEAST)),
            silence_share=ground.silences,
            strangeness=vocabulary.strangeness(found.question, best.answer_id),
            length=len(found.question) / 100,
        ),
        outside=outside,
    )


def _ranked(
    listed: Sequence[Candidate], preference: Callable[[CandidateEvidence], float]
) -> tuple[Preferred, ...]:
    scored = sorted(((preference(one.evidence), one) for one in listed), key=lambda p: -p[0])
    best = scored[0][0]
    weights = [exp(score - best) for score, _ in scored]
    return tuple(
        Preferred(candidate=one, share=weight / sum(weights))
        for weight, (_, one) in zip(weights, scored, strict=True)
    )
