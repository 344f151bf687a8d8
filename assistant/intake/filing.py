"""The reply to a confirmed request, and to one that is asked after."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import wording
from assistant.conversation import Conversation
from assistant.intake.contact import email
from assistant.intake.needs import missing
from assistant.quoting import whole_clauses
from assistant.reply import Reply, RightsIntake, RightsTicket, SmallTalk
from assistant.tickets.desk import Desk
from assistant.tickets.law import flags_of
from assistant.tickets.reference import REFERENCE, read_reference
from assistant.tickets.store import Filed, StoreUnavailable
from assistant.tickets.ticket import Clock, Flag, TicketStatus
from corpus import Policy

_MINE = r"\b(?:my|the|that|this) (?:\w+ )?(?:request|ticket|case)\b"
_ASKS_AFTER = re.compile(
    rf"\b(?:status|state|progress) (?:of|on|for) {_MINE}|{_MINE}.{{0,12}}\b(?:status|stands?)\b"
    r"|\b(?:what(?:'s| is| has)?|any|is there) (?:happen\w*|become|news|updates?)\b.{0,20}"
    rf"{_MINE}"
    rf"|\b(?:check|track|look up|find)\b.{{0,12}}{_MINE}|\bwhere(?:'s| is) {_MINE}",
    re.IGNORECASE,
)


def file_request(
    begun: RightsIntake, conversation: Conversation, *, desk: Desk, policy: Policy
) -> Reply:
    """The reference and the clocks, once the request is on disk; else that it isn't."""
    try:
        filed = desk.file(
            begun.request,
            conversation_id=conversation.conversation_id,
            turn=len(conversation.turns),
        )
    except StoreUnavailable:
        return replace(begun, text=wording.NOT_FILED(), citations=())
    clause_ids = dict.fromkeys(one.clause_id for one in filed.clocks if one.clause_id)
    citations = whole_clauses(policy, clause_ids)
    markers = {one.clause_id: one.marker for one in citations}
    then = _next(begun)
    address = begun.request.requester.email or ""
    is_code_sent = filed.status is TicketStatus.AWAITING_VERIFICATION
    told = [
        wording.filed(filed.reference),
        wording.code_sent(address) if is_code_sent else "",
        *_whens(filed, markers),
        then.text if then else "",
    ]
    return RightsTicket(
        text="\n\n".join(filter(None, told)),
        request=begun.request,
        reference=filed.reference,
        status=filed.status,
        clocks=filed.clocks,
        citations=citations,
        then=then,
    )


def _next(begun: RightsIntake) -> RightsIntake | None:
    """The second of two requests, with what was said of both."""
    if begun.then is None:
        return None
    request = replace(begun.request, right=begun.then)
    intake = RightsIntake(text="", request=request, missing=missing(request))
    told = [wording.also_asked(begun.then), wording.still_needed(intake.missing)]
    return replace(intake, text=" ".join(filter(None, [*told, confirmable(intake)])))


def _whens(filed: Filed, markers: dict[str, int]) -> Iterator[str]:
    """A sentence for each milestone, with all that says so."""
    for what in dict.fromkeys(clock.what for clock in filed.clocks):
        ruling = [one for one in filed.clocks if one.what is what and one.ruling]
        sources = " ".join(_source(one, markers) for one in ruling)
        yield f"{wording.by_when(what, ruling[0].due)}. {sources}"


def _source(clock: Clock, markers: dict[str, int]) -> str:
    return f"[{markers[clock.clause_id]}]" if clock.clause_id else f"({clock.law})"


def confirmable(begun: RightsIntake) -> str:
    """What is said before a request is confirmed, beside what was understood."""
    flags = flags_of(begun.request)
    told = [
        wording.OUTSIDE_CALIFORNIA() if Flag.OUTSIDE_CALIFORNIA in flags else "",
        wording.FOR_ANOTHER() if Flag.ON_BEHALF in flags else "",
        "" if begun.missing else wording.SHALL_I_FILE(),
    ]
    return "\n\n".join(filter(None, told))


def asked_after(message: str, conversation: Conversation, *, desk: Desk) -> Reply | None:
    """Where a request stands whose reference the message gives; None where it gives none.

    A wrong reference and a wrong address get the same words.
    """
    reference = _reference(message, conversation)
    if reference is None:
        return None
    said = [message, *(turn.text for turn in reversed(conversation.turns))]
    filed = _filed_here(conversation)
    own = filed.request.requester.email if filed else None
    address = next(filter(None, map(email, said)), own)
    if address is None or not reference:
        return SmallTalk(text=wording.ASK_ADDRESS())
    try:
        status = desk.status_for(reference, address)
    except StoreUnavailable:
        return SmallTalk(text=wording.NOT_NOW())
    told = wording.UNKNOWN_REQUEST() if status is None else wording.standing(status)
    return SmallTalk(text=told)


def _reference(message: str, conversation: Conversation) -> str | None:
    """The reference that is asked after: one in the message, else of what was filed here.

    Empty where a request is asked after that can't be told; None where none is.
    """
    found = REFERENCE.search(message)
    if found is not None and read_reference(found.group()) is not None:
        return found.group()
    if not _ASKS_AFTER.search(message):
        return None
    filed = _filed_here(conversation)
    return filed.reference if filed else ""


def _filed_here(conversation: Conversation) -> RightsTicket | None:
    """The request that was filed last in the conversation."""
    replies = (turn.reply for turn in reversed(conversation.turns))
    return next((one for one in replies if isinstance(one, RightsTicket)), None)
