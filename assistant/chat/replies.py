"""What a reply adds to a transcript; or why there is none, and nothing typed is lost."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from assistant import wording
from assistant.catalogues import say
from assistant.chat.actions import actions, can_be_saved
from assistant.chat.markdown import plain, render
from assistant.chat.responder import Responder
from assistant.chat.restoring import is_tab
from assistant.chat.switch import Switch
from assistant.chat.transcript import Transcript
from assistant.conversation import Conversation, Turn
from assistant.errors import RefusedText
from assistant.intake.form import open_request
from assistant.intake.sheet import Sheet, UnusableField, sheet_of
from assistant.kept.keeper import Keeper
from assistant.reply import Abstention, Answer, Clarification, Reply
from assistant.saved.answers import new_name
from assistant.verdict import Judging

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Has what was asked answered, and shown and kept with its answer."""

    responder: Responder
    longest: int
    """Characters of a message."""
    keeper: Keeper | None
    switch: Switch | None

    def answered(self, page: str, asked: Transcript, text: str) -> Transcript:
        """The transcript with the reply to what was typed."""
        if len(text) > self.longest:
            sentence = say(
                "That is longer than {most:,} characters. Please use fewer words.",
                most=self.longest,
            )
            return asked.show("assistant", plain(sentence))
        if self.switch and (passed_on := self.switch.passed_on(asked, text)) is not None:
            return passed_on
        return self.told(page, asked, text, lambda: self.responder.reply(asked.conversation, text))

    def told(
        self, page: str, asked: Transcript, text: str, replying: Callable[[], Reply]
    ) -> Transcript:
        """The transcript with the reply; or with why there is none, and nothing typed is lost."""
        try:
            reply = replying()
            name = new_name() if self.keeper and can_be_saved(reply) else None
            shown = self._shown(reply, name=name)
            told = self._remembered(page, asked, text, reply, name=name).show(
                "assistant", shown, choices=self._choices(reply)
            )
            return replace(
                told,
                sheet=self._sheet(told.conversation),
                judging=Judging.OFFERED if self._can_be_judged(reply) else Judging.NOT,
            )
        except (RefusedText, UnusableField) as refused:
            return asked.show("assistant", plain(refused.sentence))
        except Exception as error:
            return self._excused(page, asked, text, error)

    def _excused(self, page: str, asked: Transcript, text: str, error: Exception) -> Transcript:
        """A broken turn is no dead end: a person is handed it, or told how one is reached."""
        number = uuid4().hex[:8]
        # An error's message may hold what was typed; its kind and its place do not.
        log.error("turn %s failed: %s at %s", number, type(error).__name__, _place(error))
        try:
            reply = self.responder.failed(asked.conversation, text)
        except Exception as again:
            log.error("turn %s was handed to nobody: %s", number, type(again).__name__)
            return asked.show("assistant", plain(self._apology(number)))
        shown = self._shown(reply)
        return self._remembered(page, asked, text, reply).show("assistant", shown)

    def _shown(self, reply: Reply, *, name: str | None = None) -> str:
        shown = render(reply, contact=self.responder.contact)
        return "\n\n".join(filter(None, [shown, actions(reply, name=name)]))

    def _remembered(
        self, page: str, asked: Transcript, text: str, reply: Reply, *, name: str | None = None
    ) -> Transcript:
        if self.keeper:
            turn = Turn(text=text, reply=reply)
            tab = page if is_tab(page) else None
            self.keeper.keep(
                asked.conversation.conversation_id, asked.count, turn, tab=tab, name=name
            )
        return asked.remember(text, reply)

    def _choices(self, reply: Reply) -> tuple[str, ...]:
        """Messages of which one is to be said next: the topics, or the words of what is offered."""
        if isinstance(reply, Clarification):
            return tuple(option.text for option in reply.options)
        offered = reply.offers if isinstance(reply, Answer | Abstention) else None
        return (wording.WISHES[offered](),) if offered and self.responder.files else ()

    def _can_be_judged(self, reply: Reply) -> bool:
        return self.keeper is not None and isinstance(reply, Answer | Abstention)

    def _sheet(self, conversation: Conversation) -> Sheet | None:
        begun = open_request(conversation) if self.responder.files else None
        return sheet_of(begun) if begun else None

    def _apology(self, number: str) -> str:
        return say(
            "Something went wrong on our side, and your question was not answered. Please try "
            "again, or write to a person at {contact} and mention {number}.",
            contact=self.responder.contact,
            number=number,
        )


def _place(error: Exception) -> str:
    """The file and line where it was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
