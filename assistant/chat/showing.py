"""What an event makes the page show."""

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from assistant.catalogues import say
from assistant.chat.form import shown_form
from assistant.chat.layout import MOST_CHOICES, MOST_NEXT
from assistant.chat.transcript import Transcript
from assistant.chat.update import Update
from assistant.chat.verdicts import shown_verdicts
from assistant.tickets.request import Field

Shown = list[Any]
"""The messages, and what changes of the rest; in the order of ``Parts.told``."""


def shown(transcript: Transcript, *, typed: Mapping[Field, str] | None = None) -> Shown:
    """The whole page; ``typed`` is what stands in the form already."""
    messages = [{"role": line.role, "content": line.markdown} for line in transcript.lines]
    offered = transcript.choices if len(transcript.choices) <= MOST_CHOICES else ()
    thinking = gr.update(value=say("Looking it up…"), visible=transcript.awaits)
    return [
        messages, *_buttons(offered, MOST_CHOICES), thinking,
        *shown_verdicts(transcript.judging), *shown_following(transcript),
        *shown_form(transcript.sheet, typed=typed or {}),
        gr.update(active=transcript.reference is not None),
    ]  # fmt: skip


def unchanged() -> Shown:
    """What leaves the whole page as it is."""
    return [gr.skip() for _ in shown(Transcript())]


def shown_following(transcript: Transcript) -> list[Update]:
    """The questions that may be asked next."""
    return _buttons(transcript.following[:MOST_NEXT], MOST_NEXT)


def _buttons(texts: Sequence[str], count: int) -> list[Update]:
    """As many buttons, of which those that are needed are seen."""
    hidden = [gr.update(value="", visible=False) for _ in range(count - len(texts))]
    return [*(gr.update(value=text, visible=True) for text in texts), *hidden]
