"""One line typed, one reply shown, whatever happens in between."""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import replace

from assistant import wording
from assistant.catalogues import ENGLISH, speaking
from assistant.chat.markdown import plain
from assistant.chat.phrases import meant
from assistant.chat.replies import Replies
from assistant.chat.responder import Responder
from assistant.chat.restoring import is_tab, restored
from assistant.chat.switch import Switch
from assistant.chat.transcript import Transcript, Transcripts
from assistant.kept.keeper import Keeper
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
        self._replies = Replies(responder=responder, longest=longest, keeper=keeper, switch=switch)
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

        def answered() -> Transcript:
            return self._kept(page, self._replies.answered(page, asked(), meant(text)))

        yield from self._awaited(page, asked, answered)

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
        told = self._replies.told(
            page, sent, text, lambda: self._responder.submit(sent.conversation, sheet.fields)
        )
        return self._kept(page, told)
