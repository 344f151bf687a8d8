"""What can be done with a reply: links below it, in Markdown."""

from assistant.catalogues import say
from assistant.chat.markdown import plain
from assistant.reply import Abstention, Answer, Handoff, Reply, RightsTicket
from assistant.saved.calendar import calendar_address
from assistant.saved.router import ANSWERS


def can_be_saved(reply: Reply) -> bool:
    """Whether the reply says something that somebody may want to prove."""
    return isinstance(reply, Answer | Abstention | RightsTicket)


def actions(reply: Reply, *, name: str | None) -> str:
    """The links, empty where there are none; ``name`` is the reply's own, where it has one."""
    links = []
    if isinstance(reply, RightsTicket | Handoff) and reply.reference:
        # A script of ours puts it into the clipboard.
        links.append(f"[{plain(say('Copy the reference'))}](#copy:{reply.reference})")
    if isinstance(reply, RightsTicket) and reply.clocks:
        address = calendar_address(reply.reference, reply.clocks)
        links.append(f"[{plain(say('Add the deadlines to a calendar'))}]({address})")
    if name is not None:
        links.append(f"[{plain(say('Save or print'))}]({ANSWERS}/{name})")
    return " · ".join(links)
