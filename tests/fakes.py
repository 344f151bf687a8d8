"""Stand-ins that keep the contract of what they stand for."""

from dataclasses import dataclass, field
from threading import Event

from assistant.conversation import Conversation
from assistant.reply import (
    Abstention,
    Answer,
    Citation,
    Handoff,
    Reason,
    Reply,
    RightsIntake,
    SmallTalk,
)
from assistant.reply import Right as RightName
from corpus import Policy, Shelf

SELLING = "crypjama/california/sharing/5"
COLLECTED = "crypjama/information-we-collect/provided/1"
BIOMETRIC = "crypjama/california/categories/e-biometric"


@dataclass
class FakeAssistant:
    """Answers by a word in the question, with real quotes out of a real policy."""

    policy: Policy = field(default_factory=lambda: Shelf().load("crypjama"))
    contact: str = "contact@crypjama.com"
    asked: list[str] = field(default_factory=list)
    held: Event | None = None
    """Where set, a reply waits for it."""

    def reply(self, conversation: Conversation, text: str) -> Reply:
        self.asked.append(text)
        if self.held:
            self.held.wait(timeout=20)
        words = text.lower()
        if "explode" in words:
            raise RuntimeError(text)
        if "person" in words:
            return Handoff(
                text=f"A person can help. Write to {self.contact}.", reason=Reason.ASKED_FOR_HUMAN
            )
        if "hello" in words:
            return SmallTalk(text="Hello. Ask me about the policy.")
        if "sell" in words:
            return Answer(text=self._text(SELLING), citations=(self._sentence(SELLING),))
        if "collect" in words:
            return Answer(text=self._list_text(), citations=(self._list(),))
        if "finger" in words:
            row = self._whole(BIOMETRIC)
            text = f"Here is what the policy says:\n\n“{row.quote}” [1]"
            return Answer(text=text, citations=(row,))
        if words.startswith("delete"):
            return RightsIntake(text="Shall I file a request?", right=RightName.DELETE)
        turns = len(conversation.turns)
        return Abstention(
            text=f"The policy does not say. You asked {turns} before.",
            reason=Reason.POLICY_SILENT,
        )

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

    def _text(self, clause_id: str) -> str:
        return f"Here is what the policy says:\n\n“{self._sentence(clause_id).quote}” [1]"

    def _list_text(self) -> str:
        return f"Here is what the policy says:\n\n“{self._list().quote}” [1]"
