"""A conversation as it is shown again once the server has let go of it: out of what is kept."""

from collections.abc import Sequence
from dataclasses import replace

from assistant import wording
from assistant.chat.markdown import plain
from assistant.chat.transcript import Transcript
from assistant.conversation import Conversation
from assistant.kept import KeptTurn

TAB = "tab "
"""Begins the name of a page that a tab has named; only such a page can be found again."""


def is_tab(page: str) -> bool:
    """Whether the page has the name of its tab."""
    return page.startswith(TAB)


def restored(turns: Sequence[KeptTurn]) -> Transcript:
    """The transcript of what is kept; the assistant itself begins anew."""
    last = turns[-1]
    transcript = Transcript(
        conversation=Conversation(conversation_id=last.conversation_id), count=last.number + 1
    )
    for turn in turns:
        transcript = transcript.show("user", plain(turn.text)).show("assistant", plain(turn.reply))
    handed = [turn.reference for turn in turns if turn.reference]
    told = transcript.show("assistant", f"*{plain(wording.RESTORED())}*")
    return replace(told, reference=handed[-1] if handed else None)
