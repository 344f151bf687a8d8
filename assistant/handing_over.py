"""Conversations that are handed to a person: when, with what story, and what is said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant import wording
from assistant.conversation import Conversation
from assistant.intake.contact import email
from assistant.intake.form import accepts, beside_fields
from assistant.intake.reading import read_request
from assistant.language import ENGLISH, Language, other_language
from assistant.reason import Reason
from assistant.reply import Abstention, Handoff, Reply, SmallTalk
from assistant.support_hours import SupportHours
from assistant.tickets.desk import Desk
from assistant.tickets.handover import Handover, Said
from assistant.tickets.store import StoreUnavailable
from corpus import Right

# So many replies in a row that answer nothing are enough.
_MOST_FAILURES = 3
# Words beside an address; what has more is a wish of its own.
_MOST_BESIDE = 2
_LONGEST_SUMMARY = 300
_LONGEST_LINE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Switchboard:
    """Hands conversations over at a desk; without one, it says how a person is reached."""

    contact: str
    desk: Desk | None = None
    hours: SupportHours | None = None
    """When a person is there; None where nothing can be promised."""

    def hand_over(self, conversation: Conversation, message: str, reason: Reason) -> Handoff:
        """The reply to what a person is to see; with a reference, it is on disk."""
        open_one = handed_over(conversation)
        if open_one is not None:
            return Handoff(
                text=wording.handed_before(open_one.reference or "", self._when()),
                reason=reason, reference=open_one.reference, has_address=open_one.has_address,
            )  # fmt: skip
        if self.desk is None:
            return Handoff(text=self._beginning(reason), reason=reason)
        said = [message, *(turn.text for turn in reversed(conversation.turns))]
        requester = read_request(Right.OTHER, said).requester
        try:
            filed = self.desk.hand_over(
                _story(conversation, message, reason), requester,
                conversation_id=conversation.conversation_id, turn=len(conversation.turns),
            )  # fmt: skip
        except StoreUnavailable:
            return Handoff(text=self._beginning(reason), reason=reason)
        told = [
            wording.beginning(reason),
            wording.handed(filed.reference, self._when()),
            wording.promised(filed.clocks[0].due) if filed.clocks else "",
            wording.answered_at(requester.email) if requester.email else wording.GIVE_ADDRESS(),
        ]
        return Handoff(
            text=" ".join(filter(None, told)), reason=reason, reference=filed.reference,
            has_address=bool(requester.email),
        )  # fmt: skip

    def noted_address(self, conversation: Conversation, message: str) -> Reply | None:
        """The reply to the address of somebody who waits for a person; None to all else."""
        last = conversation.turns[-1].reply if conversation.turns else None
        waits = isinstance(last, Handoff) and last.reference and not last.has_address
        address = email(message) if waits else None
        beside = len(beside_fields(Right.OTHER, message).split())
        if self.desk is None or address is None or "?" in message or beside > _MOST_BESIDE:
            return None
        assert isinstance(last, Handoff)  # noqa: S101 -- it waits
        try:
            noted = self.desk.give_address(last.reference or "", address)
        except StoreUnavailable:
            return SmallTalk(text=wording.NOT_NOW())
        return SmallTalk(text=wording.answered_at(address)) if noted else None

    def _when(self) -> str:
        return self.hours.told() if self.hours else wording.NO_HOURS()

    def _beginning(self, reason: Reason) -> str:
        told = [wording.beginning(reason), wording.handoff(self.contact)]
        return " ".join(filter(None, told))


def handed_over(conversation: Conversation) -> Handoff | None:
    """The handoff of the conversation; None where nobody was handed it."""
    replies = (turn.reply for turn in reversed(conversation.turns))
    return next((one for one in replies if isinstance(one, Handoff) and one.reference), None)


def wants_more(conversation: Conversation, message: str) -> Reason | None:
    """Why the last reply answered nothing, where the message takes the person that it offered."""
    last = conversation.turns[-1].reply if conversation.turns else None
    if not isinstance(last, Abstention) or last.offers or not accepts(message):
        return None
    return last.reason


def failed_again(conversation: Conversation, reply: Reply) -> bool:
    """Whether the reply is one too many that answers nothing, and no person was handed it yet."""
    before = conversation.turns[-_MOST_FAILURES + 1 :] if conversation.turns else ()
    row = [*(turn.reply for turn in before), reply]
    # A reviewed silence says something: that the policy does not say, and what it does say nearby.
    failed = all(isinstance(one, Abstention) and one.answer_id is None for one in row)
    return failed and len(row) == _MOST_FAILURES and handed_over(conversation) is None


def _story(conversation: Conversation, message: str, reason: Reason) -> Handover:
    replies = [turn.reply for turn in conversation.turns]
    cited = (
        citation.clause_id
        for reply in replies
        if not isinstance(reply, SmallTalk)
        for citation in reply.citations
    )
    return Handover(
        reason=reason,
        summary=message[:_LONGEST_SUMMARY],
        transcript=tuple(_lines(conversation, message)),
        language=_language([message, *(turn.text for turn in reversed(conversation.turns))]),
        clause_ids=tuple(dict.fromkeys(cited)),
    )


def _language(said: Iterable[str]) -> Language:
    """The language that was last written in; English where none surely is another."""
    return next(filter(None, map(other_language, said)), ENGLISH)


def _lines(conversation: Conversation, message: str) -> Iterator[Said]:
    for turn in conversation.turns:
        yield Said(by="shopper", text=turn.text[:_LONGEST_LINE])
        yield Said(by="assistant", text=turn.reply.text[:_LONGEST_LINE])
    yield Said(by="shopper", text=message[:_LONGEST_LINE])
