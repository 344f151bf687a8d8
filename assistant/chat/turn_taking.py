"""One line typed, one reply shown, whatever happens in between."""

import logging
from collections.abc import Iterator
from uuid import uuid4

from assistant.chat.markdown import plain, render
from assistant.chat.responder import Responder
from assistant.chat.transcript import Transcript, Transcripts
from assistant.errors import RefusedText
from assistant.reply import Clarification, Reply

log = logging.getLogger(__name__)

_LONGEST_SHOWN = 500
"""Characters that are shown of a message too long to be read."""


class TurnTaking:
    """The turns of all open pages."""

    def __init__(self, responder: Responder, *, longest: int) -> None:
        self.transcripts = Transcripts()
        self._responder = responder
        self._longest = longest

    def say(self, page: str, text: str) -> Iterator[Transcript]:
        """The page's transcript with what was typed; then the same with the reply."""
        text = text.strip()
        before = self.transcripts.of(page)
        if not text:
            yield before
            return
        shown = text if len(text) <= self._longest else f"{text[:_LONGEST_SHOWN]}…"
        asked = before.show("user", plain(shown))
        yield asked
        after = self._answered(asked, text)
        self.transcripts.keep(page, after)
        yield after

    def _answered(self, asked: Transcript, text: str) -> Transcript:
        if len(text) > self._longest:
            sentence = f"That is longer than {self._longest:,} characters. Please use fewer words."
            return asked.show("assistant", plain(sentence))
        try:
            reply = self._responder.reply(asked.conversation, text)
            shown = render(reply, contact=self._responder.contact)
            return asked.remember(text, reply).show("assistant", shown, choices=_choices(reply))
        except RefusedText as refused:
            return asked.show("assistant", plain(refused.sentence))
        except Exception as error:
            return asked.show("assistant", plain(self._apology(error)))

    def _apology(self, error: Exception) -> str:
        number = uuid4().hex[:8]
        # An error's message may hold what was typed; its kind and its place do not.
        log.error("turn %s failed: %s at %s", number, type(error).__name__, _place(error))
        return (
            "Something went wrong on our side, and your question was not answered. Please try "
            f"again, or write to a person at {self._responder.contact} and mention {number}."
        )


def _choices(reply: Reply) -> tuple[str, ...]:
    options = reply.options if isinstance(reply, Clarification) else ()
    return tuple(option.text for option in options)


def _place(error: Exception) -> str:
    """The file and line where it was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
