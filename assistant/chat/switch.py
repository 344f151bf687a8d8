"""The chat while a person may have it: what they write is shown, and the assistant keeps quiet."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant import wording
from assistant.chat.markdown import plain
from assistant.chat.transcript import Transcript
from assistant.errors import AssistantError
from assistant.live import LiveConversations, Speaker
from assistant.live.presence import Presence

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Looks who has a conversation: a person, or the assistant."""

    live: LiveConversations
    presence: Presence
    now: Callable[[], datetime]

    def caught_up(self, transcript: Transcript) -> Transcript:
        """The transcript with what a person did and wrote since; the same where that is nothing."""
        reference = transcript.reference
        if reference is None:
            return transcript
        self.presence.see(reference)
        try:
            lines = self.live.lines(reference, after=transcript.heard)
        except AssistantError as error:
            log.warning("a person's lines can't be read: %s", type(error).__name__)
            return transcript
        for line in lines:
            transcript = replace(transcript, heard=line.number)
            match line.by:
                case Speaker.JOINED:
                    transcript = transcript.show("assistant", f"*{plain(wording.JOINED())}*")
                case Speaker.LEFT:
                    transcript = transcript.show("assistant", f"*{plain(wording.LEFT())}*")
                case Speaker.AGENT:
                    said = f"**{plain(wording.PERSON())}**\n\n{plain(line.text)}"
                    transcript = transcript.show("assistant", said)
                case Speaker.SHOPPER:
                    pass  # it is there since it was typed
        return transcript

    def passed_on(self, asked: Transcript, text: str) -> Transcript | None:
        """The transcript once a person was told; None where the assistant is to answer."""
        if asked.reference is None:
            return None
        try:
            heard = self.live.hear(asked.reference, text, at=self.now())
        except AssistantError as error:
            log.warning("a shopper's line was not passed on: %s", type(error).__name__)
            return asked.show("assistant", plain(wording.NOT_PASSED_ON())) if asked.heard else None
        return asked if heard else None
