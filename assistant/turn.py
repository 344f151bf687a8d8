"""One turn: guard, route, retrieve, decide, write; every quote is checked as it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant import wording
from assistant.calibration import Calibration, Evidence
from assistant.conversation import Conversation
from assistant.explanation import Explanation
from assistant.guard import passed
from assistant.quoting import citations_of, whole_clauses, written
from assistant.reply import (
    Abstention,
    Answer,
    Handoff,
    Mode,
    Reason,
    Reply,
    RightsIntake,
    SmallTalk,
)
from assistant.reviewed import Chosen, Reviewed, reviewed_text, to_the_point
from assistant.route import RequestRoute, Route, right_asked_about, route
from corpus import Policy, Right
from corpus.answers import ReviewedAnswer
from index.passage import Hit

# The hits whose words count as covering a question: about what an answer would quote.
_COVERING = 5
_NEAREST = 1


class PassageSearch(Protocol):
    """What a turn needs of a retriever."""

    def search(self, question: str, *, document: str) -> list[Hit]:
        """The passages nearest to the question, best first."""

    def coverage(self, question: str, hits: Sequence[Hit]) -> float:
        """How much of the question's words stand where the hits are read, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """Answers turns about one policy."""

    policy: Policy
    contact: str
    """Where a person is reached."""
    retriever: PassageSearch
    calibration: Calibration
    rights: Mapping[Right, tuple[str, ...]]
    longest_message: int
    reviewed: Reviewed | None = None
    """None where the policy has no reviewed answers."""

    def reply(self, conversation: Conversation, text: str) -> Reply:  # noqa: ARG002 -- each turn stands alone until follow-ups are understood
        """What is said back; ``RefusedText`` where the text can't be a message."""
        message = passed(text, longest=self.longest_message)
        match route(message):
            case Route.SMALL_TALK:
                return SmallTalk(text=f"{wording.GREETING} {wording.person(self.contact)}")
            case Route.PERSON:
                return Handoff(text=wording.handoff(self.contact), reason=Reason.ASKED_FOR_HUMAN)
            case RequestRoute(right=right):
                return self._intake(right)
        asked_about = right_asked_about(message)
        if asked_about is not None and self.rights.get(asked_about):
            return self._how_to(asked_about)
        return self._answer(message)

    def explain(self, conversation: Conversation, text: str) -> Explanation:  # noqa: ARG002 -- as in reply
        """What was found for ``text``, however it is routed; ``RefusedText`` as in ``reply``."""
        question = passed(text, longest=self.longest_message)
        hits, evidence, chosen = self._found(question)
        found = tuple(dict.fromkeys(hit.passage.clause_ids[0] for hit in hits))
        if chosen is not None:
            _, citations = reviewed_text(self.policy, to_the_point(chosen.answer, hits))
            # What an answer rests on is what was found, however near the clauses are.
            first = tuple(dict.fromkeys(citation.clause_id for citation in citations))
            silent = chosen.answer.is_silence
            return Explanation(
                clause_ids=tuple(dict.fromkeys((*first, *found))),
                probability=1 - chosen.probability if silent else chosen.probability,
                citations=citations,
            )
        return Explanation(
            clause_ids=found,
            probability=self.calibration.probability(evidence),
            citations=citations_of(self.policy, hits),
        )

    def _how_to(self, right: Right) -> Answer:
        """The clauses on how a right is used, which the policy's folder names."""
        citations = whole_clauses(self.policy, self.rights[right])
        text = written(self.policy, wording.ANSWER_LEAD, citations)
        return Answer(text=text, citations=citations)

    def _found(self, question: str) -> tuple[list[Hit], Evidence, Chosen | None]:
        """The hits, what they weigh, and the reviewed answer to use, if one is sure enough."""
        hits = self.retriever.search(question, document=self.policy.policy_id)
        evidence = weigh(self.retriever, question, hits)
        chosen = self.reviewed.chosen(question, hits, evidence) if self.reviewed else None
        return hits, evidence, chosen

    def _answer(self, question: str) -> Reply:
        hits, evidence, chosen = self._found(question)
        if chosen is not None:
            return self._reviewed(chosen.answer, hits)
        if self.calibration.probability(evidence) >= self.calibration.answer_from:
            citations = citations_of(self.policy, hits)
            text = written(self.policy, wording.ANSWER_LEAD, citations)
            return Answer(text=text, citations=citations)
        if evidence.score < self.calibration.outside_below:
            text = f"{wording.OUTSIDE} {wording.person(self.contact)}"
            return Abstention(text=text, reason=Reason.OUTSIDE_POLICY)
        return self._silence(hits)

    def _reviewed(self, answer: ReviewedAnswer, hits: Sequence[Hit]) -> Answer | Abstention:
        text, citations = reviewed_text(self.policy, to_the_point(answer, hits))
        if answer.is_silence:
            text = f"{text}\n\n{wording.person(self.contact)}"
            return Abstention(
                text=text,
                reason=Reason.POLICY_SILENT,
                citations=citations,
                answer_id=answer.answer_id,
            )
        return Answer(
            text=text, citations=citations, mode=Mode.REVIEWED, answer_id=answer.answer_id
        )

    def _silence(self, hits: Sequence[Hit]) -> Abstention:
        nearest = citations_of(self.policy, hits, most=_NEAREST)
        lead = f"{wording.SILENT_LEAD} {wording.NEAREST_LEAD}"
        text = f"{written(self.policy, lead, nearest)}\n\n{wording.person(self.contact)}"
        return Abstention(text=text, reason=Reason.POLICY_SILENT, citations=nearest)

    def _intake(self, right: Right) -> RightsIntake:
        citations = whole_clauses(self.policy, self.rights.get(right, ()))
        lead = wording.intake(right, told=bool(citations))
        text = f"{written(self.policy, lead, citations)}\n\n{wording.person(self.contact)}"
        return RightsIntake(text=text, right=right, citations=citations)


def weigh(retriever: PassageSearch, question: str, hits: Sequence[Hit]) -> Evidence:
    """The evidence in the hits that the policy answers the question."""
    best = hits[0].score if hits else 0.0
    return Evidence(score=best, coverage=retriever.coverage(question, hits[:_COVERING]))
