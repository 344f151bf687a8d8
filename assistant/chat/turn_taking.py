"""One line typed, one reply shown, whatever happens in between."""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import replace
from uuid import uuid4

from assistant import wording
from assistant.catalogues import ENGLISH, say, speaking
from assistant.chat.actions import actions, can_be_saved
from assistant.chat.markdown import plain, render
from assistant.chat.phrases import meant
from assistant.chat.responder import Responder
from assistant.chat.restoring import is_tab, restored
from assistant.chat.switch import Switch
from assistant.chat.transcript import Transcript, Transcripts
from assistant.conversation import Conversation, Turn
from assistant.errors import RefusedText
from assistant.intake.form import open_request
from assistant.intake.sheet import Sheet, UnusableField, sheet_of
from assistant.kept.keeper import Keeper
from assistant.reply import Abstention, Answer, Clarification, Reply
from assistant.saved.answers import new_name
from assistant.tickets.request import Field
from assistant.verdict import Judging, Verdict

log = logging.getLogger(__name__)

_LONGEST_SHOWN = 500
"""Characters that are shown of a message too long to be read."""
_PATIENCE = 0.15
"""Seconds. To show that something is looked up takes a tenth of one from the answer."""
_MOST_WORKERS = 32
"""More than Gradio lets take turns at once."""


class TurnTaking:
    """The turns of all open pages."""

    def __init__(
        self,
        responder: Responder,
        *,
        longest: int,
        keeper: Keeper | None = None,
        switch: Switch | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        """``keeper`` keeps what is said; ``switch`` lets a person take a conversation over.

        ``patience`` is in seconds: what takes longer is said to be looked up.
        """
        self.transcripts = Transcripts()
        self._responder = responder
        self._longest = longest
        self._keeper = keeper
        self._switch = switch
        self._patience = patience
        self._workers = ThreadPoolExecutor(_MOST_WORKERS, thread_name_prefix="turn")

    def say(self, page: str, text: str) -> Iterator[Transcript]:
        """The page's transcript with what was typed and the reply.

        Where that takes a while, it comes with what was typed alone before. Nothing, where nothing
        was typed.
        """
        text = text.strip()
        if not text:
            return
        shown = text if len(text) <= self._longest else f"{text[:_LONGEST_SHOWN]}…"

        def asked() -> Transcript:
            return self._caught_up(self.transcripts.of(page)).show("user", plain(shown))

        yield from self._awaited(
            page, asked, lambda: self._kept(page, self._answered(page, asked(), meant(text)))
        )

    def suggest(self, page: str) -> Transcript | None:
        """The page's transcript with what may be asked next; None where nothing is new.

        Each question is tried before it is suggested; no answer waits for that, and no question.
        """
        before = self.transcripts.of(page)
        if not before.conversation.turns:
            return None
        try:
            following = self._responder.next_questions(before.conversation)
        except Exception as error:
            log.warning("nothing is suggested: %s", type(error).__name__)
            return None
        if not following or following == before.following:
            return None
        more = replace(before, following=following)
        return more if self.transcripts.keep_instead(page, before, more) else None

    def send_form(self, page: str, given: Mapping[Field, str]) -> Iterator[Transcript]:
        """The page's transcript with the form that was sent and the reply, as ``say`` does."""
        yield from self._awaited(
            page, lambda: self._with_form(page, given), lambda: self._answered_form(page, given)
        )

    def look(self, page: str) -> str | None:
        """What tells apart how far the page has heard a person; None where there is nothing new."""
        before = self.transcripts.of(page)
        after = self._caught_up(before)
        # Whoever waits for a person is not forgotten meanwhile.
        if not self.transcripts.keep_instead(page, before, after) or after is before:
            return None
        return f"{after.conversation.conversation_id} {after.heard}"

    def resume(self, page: str) -> Transcript:
        """The page's transcript; where it has lapsed, what is kept of it, which is masked."""
        with self.transcripts.turn(page):
            here = self.transcripts.find(page)
            if here is not None or self._keeper is None or not is_tab(page):
                return here or Transcript()
            kept = self._keeper.of_tab(page)
            return self._kept(page, restored(kept)) if kept else Transcript()

    def judge(self, page: str, verdict: Verdict | None) -> Transcript:
        """The page's transcript once the shopper said what they think; None: it did not help."""
        with self.transcripts.turn(page):
            before = self.transcripts.of(page)
            if before.judging in (Judging.NOT, Judging.DONE) or self._keeper is None:
                return before
            if verdict is None:
                return self._kept(page, replace(before, judging=Judging.WHY))
            self._keeper.judge(before.conversation.conversation_id, before.count - 1, verdict)
            return self._kept(page, replace(before, judging=Judging.DONE))

    def forget(self, page: str) -> Transcript:
        """A fresh transcript in place of the page's, once nothing of that is kept."""
        with self.transcripts.turn(page):
            before = self.transcripts.of(page)
            if self._keeper and not self._keeper.forget(before.conversation.conversation_id):
                return before.show("assistant", plain(wording.NOT_FORGOTTEN()))
            return self._kept(page, Transcript().show("assistant", plain(wording.FORGOTTEN())))

    def _awaited(
        self, page: str, asked: Callable[[], Transcript], answered: Callable[[], Transcript]
    ) -> Iterator[Transcript]:
        """What is answered; before that, where it takes a while, what was asked."""

        def turn() -> Transcript:
            with self.transcripts.turn(page):
                return answered()

        with self.transcripts.turn(page):  # once what was asked before is answered
            awaited = replace(asked(), awaits=True)
        answer = self._workers.submit(copy_context().run, turn)
        if wait([answer], timeout=self._patience).not_done:
            yield awaited
        news = answer.result()
        shown: Transcript | None = None
        # This step may reach the page after that of the next turn, where that is quick: what is
        # newer by then is shown after it.
        while news is not shown:
            yield news
            shown, news = news, self.transcripts.find(page) or news

    def _caught_up(self, transcript: Transcript) -> Transcript:
        return self._switch.caught_up(transcript) if self._switch else transcript

    def _kept(self, page: str, transcript: Transcript) -> Transcript:
        self.transcripts.keep(page, transcript)
        return transcript

    def _answered(self, page: str, asked: Transcript, text: str) -> Transcript:
        if len(text) > self._longest:
            sentence = say(
                "That is longer than {most:,} characters. Please use fewer words.",
                most=self._longest,
            )
            return asked.show("assistant", plain(sentence))
        if self._switch and (passed_on := self._switch.passed_on(asked, text)) is not None:
            return passed_on
        return self._told(
            page, asked, text, lambda: self._responder.reply(asked.conversation, text)
        )

    def _with_form(self, page: str, given: Mapping[Field, str]) -> Transcript:
        """The page's transcript with the form that was sent; as it is where none is open."""
        before = self.transcripts.of(page)
        if before.sheet is None:
            return before
        sheet = before.sheet.written(given)
        shown = wording.on_the_form(sheet.fields)
        return replace(before.show("user", plain(shown[: self._longest])), sheet=sheet)

    def _answered_form(self, page: str, given: Mapping[Field, str]) -> Transcript:
        sent = self._with_form(page, given)
        if (sheet := sent.sheet) is None:  # it was sent twice
            return sent
        with speaking(ENGLISH):  # it is read again
            text = wording.on_the_form(sheet.fields)
        told = self._told(
            page, sent, text, lambda: self._responder.submit(sent.conversation, sheet.fields)
        )
        return self._kept(page, told)

    def _told(
        self, page: str, asked: Transcript, text: str, replying: Callable[[], Reply]
    ) -> Transcript:
        """The transcript with the reply; or with why there is none, and nothing typed is lost."""
        try:
            reply = replying()
            name = new_name() if self._keeper and can_be_saved(reply) else None
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
            reply = self._responder.failed(asked.conversation, text)
        except Exception as again:
            log.error("turn %s was handed to nobody: %s", number, type(again).__name__)
            return asked.show("assistant", plain(self._apology(number)))
        shown = self._shown(reply)
        return self._remembered(page, asked, text, reply).show("assistant", shown)

    def _shown(self, reply: Reply, *, name: str | None = None) -> str:
        shown = render(reply, contact=self._responder.contact)
        return "\n\n".join(filter(None, [shown, actions(reply, name=name)]))

    def _remembered(
        self, page: str, asked: Transcript, text: str, reply: Reply, *, name: str | None = None
    ) -> Transcript:
        if self._keeper:
            turn = Turn(text=text, reply=reply)
            tab = page if is_tab(page) else None
            self._keeper.keep(
                asked.conversation.conversation_id, asked.count, turn, tab=tab, name=name
            )
        return asked.remember(text, reply)

    def _choices(self, reply: Reply) -> tuple[str, ...]:
        """Messages of which one is to be said next: the topics, or the words of what is offered."""
        if isinstance(reply, Clarification):
            return tuple(option.text for option in reply.options)
        offered = reply.offers if isinstance(reply, Answer | Abstention) else None
        return (wording.WISHES[offered](),) if offered and self._responder.files else ()

    def _can_be_judged(self, reply: Reply) -> bool:
        return self._keeper is not None and isinstance(reply, Answer | Abstention)

    def _sheet(self, conversation: Conversation) -> Sheet | None:
        begun = open_request(conversation) if self._responder.files else None
        return sheet_of(begun) if begun else None

    def _apology(self, number: str) -> str:
        return say(
            "Something went wrong on our side, and your question was not answered. Please try "
            "again, or write to a person at {contact} and mention {number}.",
            contact=self._responder.contact,
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
