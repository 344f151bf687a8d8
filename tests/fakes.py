"""Stand-ins that keep the contract of what they stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Event

from assistant.conversation import Conversation
from assistant.explanation import Explanation
from assistant.guard import passed
from assistant.intake.form import open_request
from assistant.intake.needs import missing
from assistant.intake.reading import read_request
from assistant.intake.sheet import filled_in
from assistant.reason import Reason
from assistant.reply import (
    Abstention,
    Answer,
    Citation,
    Clarification,
    Handoff,
    Mode,
    Option,
    Reply,
    RightsIntake,
    RightsTicket,
    SmallTalk,
)
from assistant.reply import Right as RightName
from assistant.tickets.desk import Desk
from assistant.tickets.request import Field
from corpus import Policy, Shelf

SELLING = "crypjama/california/sharing/5"
COLLECTED = "crypjama/information-we-collect/provided/1"
BIOMETRIC = "crypjama/california/categories/e-biometric"
CHOICES = (
    "Do you sell my data?",
    "What do you <b>collect</b> & [keep](http://b.example) about me, *all in all*?",
    "Do you keep fingerprints, faceprints, voiceprints or any other biometric information of mine, "
    "and for how long after my account was closed?",
)
"""What is offered for a question that has "unclear" in it; each has an answer."""

NEXT = ("What do you collect?", "Do you keep fingerprints?")
"""What is suggested after an answer."""


@dataclass
class FakeAssistant:
    """Answers by a word in the question, with real quotes out of a real policy."""

    policy: Policy = field(default_factory=lambda: Shelf().load("crypjama"))
    contact: str = "contact@crypjama.com"
    asked: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    filed_at: Desk | None = None
    embedder: None = None
    held: Event | None = None
    """Where given, a reply waits for it."""
    trying: Event | None = None
    """Where given, suggestions wait for it."""

    def filing_at(self, desk: Desk, *, hours: object = None) -> "FakeAssistant":
        assert hours is None
        return replace(self, filed_at=desk)

    def suggesting(self) -> "FakeAssistant":
        return self

    def reply(self, conversation: Conversation, text: str) -> Reply:
        self.asked.append(text)
        words = _meant(conversation, passed(text, longest=2000)).lower()
        if self.held:
            self.held.wait(timeout=20)
        if "explode" in words:
            raise RuntimeError(text)
        if "person" in words:
            return Handoff(
                text=f"A person can help. Write to {self.contact}.", reason=Reason.ASKED_FOR_HUMAN
            )
        if "unclear" in words:
            return self._choice()
        if "hello" in words:
            return SmallTalk(text="Hello. Ask me about the policy.")
        if "two" in words:
            first, second = self._sentence(SELLING), self._whole(BIOMETRIC)
            second = Citation.cut(self.policy, BIOMETRIC, second.start, second.end, marker=2)
            return Answer(
                text="No, it is not sold. [1] Nothing biometric is collected. [2]",
                citations=(first, second), mode=Mode.REVIEWED,
            )  # fmt: skip
        if citations := self._found(words):
            text = f"Here is what the policy says:\n\n“{citations[0].quote}” [1]"
            return Answer(text=text, citations=citations)
        if words.startswith("delete"):
            request = read_request(RightName.DELETE, [text])
            return RightsIntake(
                text="Shall I file a request?", request=request, missing=missing(request)
            )
        turns = len(conversation.turns)
        return Abstention(
            text=f"The policy does not say. You asked {turns} before.",
            reason=Reason.POLICY_SILENT,
        )

    @property
    def files(self) -> bool:
        return bool(self.filed_at)

    def failed(self, conversation: Conversation, text: str) -> Reply:  # noqa: ARG002 -- as the real one
        if "twice" in text:
            raise RuntimeError(text)
        return Handoff(text="A person has it.", reason=Reason.INTERNAL_ERROR)

    def submit(self, conversation: Conversation, given: Mapping[Field, str]) -> Reply:
        begun = open_request(conversation)
        assert begun is not None
        if self.held:
            self.held.wait(timeout=20)
        filled = filled_in(begun, given)
        if filled.missing:
            return replace(filled, text="Your e-mail address is still needed.")
        assert self.filed_at is not None
        filed = self.filed_at.file(filled.request, conversation_id="c", turn=0)
        return RightsTicket(
            text=f"Filed as {filed.reference}.", request=filled.request,
            reference=filed.reference, status=filed.status, clocks=filed.clocks,
        )  # fmt: skip

    def next_questions(self, conversation: Conversation) -> tuple[str, ...]:
        if self.trying:
            self.trying.wait(timeout=20)
        last = conversation.turns[-1].reply if conversation.turns else None
        return NEXT if isinstance(last, Answer) else ()

    def explain(self, conversation: Conversation, text: str) -> Explanation:  # noqa: ARG002 -- as the real one
        """What an answer cites, as surely found; the list of what is collected for all else."""
        self.explained.append(text)
        found = self._found(passed(text, longest=2000).lower())
        citations = found or (self._list(),)
        return Explanation(
            clause_ids=tuple(citation.clause_id for citation in citations),
            probability=0.9 if found else 0.1,
            citations=citations,
        )

    def _choice(self) -> Clarification:
        options = [
            Option(answer_id=f"option-{number}", text=text, citations=self._found(text.lower()))
            for number, text in enumerate(CHOICES, start=1)
        ]
        return Clarification(lead="Which of these do you mean?", options=tuple(options))

    def _found(self, words: str) -> tuple[Citation, ...]:
        if "sell" in words:
            return (self._sentence(SELLING),)
        if "collect" in words:
            return (self._list(),)
        if "finger" in words:
            return (self._whole(BIOMETRIC),)
        return ()

    def _sentence(self, clause_id: str) -> Citation:
        clause = self.policy.clause(clause_id)
        end = clause.start + clause.text.index(".") + 1
        return Citation.cut(self.policy, clause_id, clause.start, end, marker=1)

    def _whole(self, clause_id: str) -> Citation:
        clause = self.policy.clause(clause_id)
        return Citation.cut(self.policy, clause_id, clause.start, clause.end, marker=1)

    def _list(self) -> Citation:
        clause = self.policy.clause(COLLECTED)
        end = self.policy.items_under(COLLECTED)[-1].end
        return Citation.cut(self.policy, COLLECTED, clause.start, end, marker=1)


def _meant(conversation: Conversation, text: str) -> str:
    """The topic whose number the text is, where topics were offered last; else the text."""
    last = conversation.turns[-1].reply if conversation.turns else None
    if not isinstance(last, Clarification):
        return text
    topics = {str(number): option.text for number, option in enumerate(last.options, start=1)}
    return topics.get(text, text)
