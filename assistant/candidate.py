"""The reviewed answers that a question may be asking for, and what speaks for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from math import log

from assistant.calibration import Evidence
from corpus import Audience
from corpus.answers import ReviewedAnswer
from index.asked import Match, Matches
from index.passage import Hit

# One of the first six rests on a core clause for 97% of answerable labelled questions.
MOST = 6
_LEAST = 1e-9
_NOT_FOUND = -0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateEvidence:
    """What speaks for one answer among those that may be asked for."""

    belief: float
    """Of the classifier, as the logarithm of its share."""
    behind: float
    """By how much the belief is behind that in the best."""
    wording: float
    """Of the question's words alone, as the logarithm of a share."""
    wording_behind: float
    """By how much it is behind that in the answer for which words speak most."""
    nearness: float
    """To the ways in which people ask it, as cosine."""
    nearness_behind: float
    """By how much it is behind the nearest of all."""
    agreement: float
    """Best retrieval score of a clause that it rests on, less that of the best clause of all."""
    point_agreement: float
    """The same of its first sentence."""
    clause_share: float
    """Belief in all answers that rest on one of its clauses."""
    silence: float
    """1 for a silence, else 0."""
    silence_share: float
    """For a silence, the belief in all silences."""
    silence_nearness: float
    """For a silence, its nearness: silences compete with the answers beside them."""
    silence_agreement: float
    """For a silence, its agreement: it rests on what is near, and doesn't answer."""


CANDIDATE_FEATURES = tuple(field.name for field in fields(CandidateEvidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An answer that may be asked for; None where it is out of use."""

    answer_id: str
    answer: ReviewedAnswer | None
    evidence: CandidateEvidence


class Ground:
    """What is found for a question, looked up by answer."""

    def __init__(
        self,
        answers: Mapping[str, ReviewedAnswer],
        matches: Matches,
        hits: Sequence[Hit],
        evidence: Evidence,
    ) -> None:
        self._answers = answers
        self._best_score = evidence.score
        self._scores = clause_scores(hits)
        self._best = matches.ranked[0]
        self._nearest = max(match.nearness for match in matches.ranked)
        self._worded = max(match.wording for match in matches.ranked)
        self.silences = 0.0
        """Belief in all silences."""
        self._clause_shares: dict[str, float] = {}
        for match in matches.ranked:
            if (answer := answers.get(match.answer_id)) is not None:
                self.silences += match.share if answer.is_silence else 0.0
                for clause_id in clause_ids(answer):
                    held = self._clause_shares.get(clause_id, 0.0)
                    self._clause_shares[clause_id] = held + match.share

    def candidates(self, matches: Matches, asked_by: Audience) -> list[Candidate]:
        """The answers that are most likely asked for by these people, best match first."""
        theirs = [one for one in matches.ranked if self._is_for(one, asked_by)] or matches.ranked
        return [self._weigh(match) for match in theirs[:MOST]]

    def _is_for(self, match: Match, asked_by: Audience) -> bool:
        answer = self._answers.get(match.answer_id)
        return answer is None or answer.not_for is not asked_by

    def _weigh(self, match: Match) -> Candidate:
        answer = self._answers.get(match.answer_id)
        rests_on = clause_ids(answer) if answer else frozenset[str]()
        point = support_ids(answer) if answer else frozenset[str]()
        agreement = self._agreement(rests_on)
        silence = float(answer is not None and answer.is_silence)
        belief = log(max(match.share, _LEAST))
        return Candidate(
            answer_id=match.answer_id,
            answer=answer,
            evidence=CandidateEvidence(
                belief=belief,
                behind=belief - log(max(self._best.share, _LEAST)),
                wording=match.wording,
                wording_behind=match.wording - self._worded,
                nearness=match.nearness,
                nearness_behind=match.nearness - self._nearest,
                agreement=agreement,
                point_agreement=self._agreement(point),
                clause_share=max((self._clause_shares[one] for one in rests_on), default=0.0),
                silence=silence,
                silence_share=silence * self.silences,
                silence_nearness=silence * match.nearness,
                silence_agreement=silence * agreement,
            ),
        )

    def _agreement(self, rests_on: frozenset[str]) -> float:
        found = [self._scores.get(one, _NOT_FOUND) for one in rests_on]
        return max(found, default=_NOT_FOUND) - self._best_score


def clause_ids(answer: ReviewedAnswer) -> frozenset[str]:
    """The clauses that an answer rests on."""
    return frozenset(s.clause_id for sentence in answer.sentences for s in sentence.supports)


def support_ids(answer: ReviewedAnswer) -> frozenset[str]:
    """The clauses that its first sentence rests on."""
    return frozenset(support.clause_id for support in answer.sentences[0].supports)


def clause_scores(hits: Sequence[Hit]) -> dict[str, float]:
    """The best score of each clause that was found."""
    scores: dict[str, float] = {}
    for hit in hits:
        scores.setdefault(hit.passage.clause_ids[0], hit.score)
    return scores
