"""Codes that were sent to an address, typed into the chat."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import wording
from assistant.conversation import Conversation
from assistant.reply import Reply, RightsIntake, RightsTicket, SmallTalk
from assistant.tickets.desk import Desk
from assistant.tickets.reference import REFERENCE, read_reference
from assistant.tickets.store import Proof, StoreUnavailable
from assistant.tickets.ticket import TicketStatus

_CODE = re.compile(
    r"^\W*(?:(?:ok|okay|yes|here|here it is|so|the|my|your|code|pin|it|it'?s|is|was|says|got|for"
    r"|request|reference|and)\W+)*"
    r"(\d{3})[ -]?(\d{3})\W*$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^\W*(?:please |pls |can you |could you )?(?:send |give |get |i need |i want )?(?:me )?"
    r"(?:(?:the |a |another |new |fresh ){1,3}(?:code|pin)(?: again| please)?"
    r"|(?:re-?send|send (?:it|the code|that) again)(?: (?:it|the code|please|code))?)\W*$"
    r"|\b(?:did(?:n'?t| not)|haven'?t|never|no)\b.{0,20}\b(?:code|pin)\b"
    r"|\b(?:code|pin)\b.{0,20}\b(?:did(?:n'?t| not)|hasn'?t|never)\b",
    re.IGNORECASE,
)
_LONGEST = 12
"""Words; what is longer is about something else."""


def proving(message: str, conversation: Conversation, *, desk: Desk) -> Reply | None:
    """The reply to a code, or to who wants another; None where no code is waited for."""
    if len(message.split()) > _LONGEST:
        return None
    waiting = list(_waiting(conversation))
    try:
        if (named := _named(message)) is not None:
            return _proven_elsewhere(*named, desk)
        if not waiting:
            return None
        if found := _CODE.match(message):
            return _proven(waiting, "".join(found.groups()), desk, _open_after(conversation))
        if _ANOTHER.search(message):
            sent = any(desk.another_code(one.reference) for one in waiting)
            return SmallTalk(text=wording.ANOTHER_CODE() if sent else wording.NO_MORE_CODES())
    except StoreUnavailable:
        return SmallTalk(text=wording.NOT_NOW())
    return None


def _proven(waiting: list[RightsTicket], code: str, desk: Desk, then: RightsIntake | None) -> Reply:
    proof = Proof.WRONG
    for ticket in waiting:
        proof = desk.prove(ticket.reference, code)
        if proof is Proof.GIVEN:
            told = [wording.proven(ticket.reference), then.text if then else ""]
            return replace(
                ticket, text="\n\n".join(filter(None, told)), status=TicketStatus.CONFIRMED,
                citations=(), then=then,
            )  # fmt: skip
    return SmallTalk(text=wording.UNPROVEN[proof]())


def _named(message: str) -> tuple[str, str] | None:
    """The reference and the code in the message, where it has both."""
    found = REFERENCE.search(message)
    if found is None or read_reference(found.group()) is None:
        return None
    code = _CODE.match(f"{message[: found.start()]} {message[found.end() :]}")
    return (found.group(), "".join(code.groups())) if code else None


def _proven_elsewhere(reference: str, code: str, desk: Desk) -> Reply:
    """The reply to a code of a request that was filed in another conversation."""
    proof = desk.prove(reference, code)
    if proof is Proof.GIVEN:
        return SmallTalk(text=wording.proven(read_reference(reference) or reference))
    return SmallTalk(text=wording.UNPROVEN[proof]())


def _open_after(conversation: Conversation) -> RightsIntake | None:
    """The request that is still to be taken after the one that was filed last."""
    last = conversation.turns[-1].reply
    return last.then if isinstance(last, RightsTicket) else None


def _waiting(conversation: Conversation) -> Iterator[RightsTicket]:
    """The requests filed here whose code was not given yet, the last one first."""
    proven = set()
    for turn in reversed(conversation.turns):
        if isinstance(turn.reply, RightsTicket):
            if turn.reply.status is TicketStatus.CONFIRMED:
                proven.add(turn.reply.reference)
            elif (
                turn.reply.status is TicketStatus.AWAITING_VERIFICATION
                and turn.reply.reference not in proven
            ):
                yield turn.reply
