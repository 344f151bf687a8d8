"""One standalone question: search, judge, decide, write; every quote is checked as it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import wording
from assistant.calibration import Calibration, Evidence
from assistant.explanation import Explanation
from assistant.quoting import citations_of, written
from assistant.reason import Reason
from assistant.reply import Abstention, Answer, Citation, Clarification, Mode, Option
from assistant.reviewed import (
    Choose,
    Decision,
    Outside,
    Reviewed,
    Stale,
    Unsure,
    Use,
    reviewed_text,
    to_the_point,
)
from corpus import Policy
from corpus.answers import ReviewedAnswer
from index.passage import Hit

# The hits whose words count as covering a question: about what an answer would quote.
_COVERING = 5
_NEAREST = 1

Answered = Answer | Abstention | Clarification


class PassageSearch(Protocol):
    """What is needed of a retriever."""

    def search(self, question: str, *, document: str) -> list[Hit]:
        """The passages nearest to the question, best first."""

    def coverage(self, question: str, hits: Sequence[Hit]) -> float:
        """How much of the question's words stand where the hits are read, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers questions about one policy."""

    policy: Policy
    contact: str
    """Where a person is reached."""
    retriever: PassageSearch
    calibration: Calibration
    reviewed: Reviewed | None = None
    """None where the policy has no reviewed answers."""

    def answer(self, question: str, *, may_ask: bool = True) -> Answered:
        """The answer, that there is none, or, where it may be asked back, the choices."""
        hits, evidence, decision = self._decided(question)
        match decision:
            case Use(answer=answer):
                return self.say(answer, hits)
            case Choose(answers=answers) if may_ask:
                return self._clarification(answers)
            case Outside():
                text = f"{wording.OUTSIDE()} {wording.person(self.contact)}"
                return Abstention(text=text, reason=Reason.OUTSIDE_POLICY)
            case Choose(probability=probability) | Unsure(probability=probability):
                return self._nothing(hits, probability)
            case Stale() | None:
                return self._quoted(hits, evidence)

    @property
    def answers(self) -> Mapping[str, ReviewedAnswer]:
        """The reviewed answers that are in use, by id."""
        return self.reviewed.answers if self.reviewed else {}

    def belief(self, text: str) -> float:
        """The classifier's in what the text asks for most likely, 0 to 1."""
        return self.reviewed.matcher.matches(text).ranked[0].share if self.reviewed else 0.0

    def outside(self, text: str) -> float:
        """Belief that the text is about something else than the policy, 0 to 1."""
        return self.reviewed.matcher.matches(text).outside if self.reviewed else 0.0

    def chosen(self, answer_id: str) -> Answered | None:
        """What was chosen among topics; None where it is not in use any more."""
        answer = self.reviewed.answers.get(answer_id) if self.reviewed else None
        if answer is None:
            return None
        return self.say(answer, self._search(answer.topic))

    def explain(self, question: str) -> Explanation:
        """What was found for the question."""
        hits, evidence, decision = self._decided(question)
        found = tuple(dict.fromkeys(hit.passage.clause_ids[0] for hit in hits))
        match decision:
            case Use(answer=answer, probability=probability):
                said = to_the_point(answer, hits)
                probability = 1 - probability if answer.is_silence else probability
                return self._explained(found, reviewed_text(self.policy, said)[1], probability)
            case Choose(answers=answers, probability=probability):
                said = to_the_point(answers[0], hits)
                return self._explained(found, reviewed_text(self.policy, said)[1], probability)
            case Outside():
                return self._explained(found, citations_of(self.policy, hits), 0.0)
            case Unsure(probability=probability):
                return self._explained(found, citations_of(self.policy, hits), probability)
            case Stale() | None:
                probability = self.calibration.probability(evidence)
                return self._explained(found, citations_of(self.policy, hits), probability)

    def say(self, answer: ReviewedAnswer, hits: Sequence[Hit]) -> Answer | Abstention:
        """A reviewed answer, or silence, as far as it is to the point of what was found."""
        text, citations = reviewed_text(self.policy, to_the_point(answer, hits))
        if answer.is_silence:
            return Abstention(
                text=f"{text}\n\n{wording.person(self.contact)}",
                reason=Reason.POLICY_SILENT,
                citations=citations,
                answer_id=answer.answer_id,
            )
        return Answer(
            text=text, citations=citations, mode=Mode.REVIEWED, answer_id=answer.answer_id
        )

    def _search(self, question: str) -> list[Hit]:
        return self.retriever.search(question, document=self.policy.policy_id)

    def _decided(self, question: str) -> tuple[list[Hit], Evidence, Decision | None]:
        """The hits, what they weigh, and what to do; None where nothing was reviewed."""
        hits = self._search(question)
        evidence = weigh(self.retriever, question, hits)
        decision = self.reviewed.decide(question, hits, evidence) if self.reviewed else None
        return hits, evidence, decision

    def _clarification(self, answers: Sequence[ReviewedAnswer]) -> Clarification:
        options = tuple(self._option(answer) for answer in answers)
        return Clarification(lead=wording.WHICH_ONE(), options=options)

    def _option(self, answer: ReviewedAnswer) -> Option:
        reply = self.say(answer, self._search(answer.topic))
        return Option(answer_id=answer.answer_id, text=answer.topic, citations=reply.citations)

    def _nothing(self, hits: Sequence[Hit], probability: float) -> Abstention:
        """What is said where nothing that was reviewed is surely asked for."""
        if probability < 0.5:
            return self._silence(hits, wording.SILENT_LEAD(), Reason.POLICY_SILENT)
        return self._silence(hits, wording.UNSURE_LEAD(), Reason.LOW_CONFIDENCE)

    def _quoted(self, hits: Sequence[Hit], evidence: Evidence) -> Answer | Abstention:
        """The policy's own words, where nothing was reviewed or what was is out of use."""
        if self.calibration.probability(evidence) >= self.calibration.answer_from:
            citations = citations_of(self.policy, hits)
            text = written(self.policy, wording.ANSWER_LEAD(), citations)
            return Answer(text=text, citations=citations)
        if evidence.score < self.calibration.outside_below:
            text = f"{wording.OUTSIDE()} {wording.person(self.contact)}"
            return Abstention(text=text, reason=Reason.OUTSIDE_POLICY)
        return self._silence(hits, wording.SILENT_LEAD(), Reason.POLICY_SILENT)

    def _silence(self, hits: Sequence[Hit], lead: str, reason: Reason) -> Abstention:
        nearest = citations_of(self.policy, hits, most=_NEAREST)
        shown = written(self.policy, f"{lead} {wording.NEAREST_LEAD()}", nearest)
        text = f"{shown}\n\n{wording.person(self.contact)}"
        return Abstention(text=text, reason=reason, citations=nearest)

    def _explained(
        self, found: Sequence[str], citations: tuple[Citation, ...], probability: float
    ) -> Explanation:
        # What an answer rests on is what was found, however near the clauses are.
        first = [citation.clause_id for citation in citations]
        return Explanation(
            clause_ids=tuple(dict.fromkeys((*first, *found))),
            probability=probability,
            citations=citations,
        )


def weigh(retriever: PassageSearch, question: str, hits: Sequence[Hit]) -> Evidence:
    """The evidence in the hits that the policy answers the question."""
    best = hits[0].score if hits else 0.0
    return Evidence(score=best, coverage=retriever.coverage(question, hits[:_COVERING]))
