"""The row below an answer in which a shopper says whether it helped, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr
from gradio.components import Component

from assistant.catalogues import Sentence, say
from assistant.chat.buttons import small_button
from assistant.chat.update import Update
from assistant.verdict import Judging, Verdict

HELPED = Sentence("This helped")
DID_NOT = Sentence("This didn’t help")
REASONS = {
    Verdict.NOT_WHAT_I_ASKED: Sentence("It isn’t what I asked"),
    Verdict.UNCLEAR: Sentence("I don’t understand it"),
    Verdict.SEEMS_WRONG: Sentence("It seems wrong"),
    Verdict.INCOMPLETE: Sentence("Something is missing"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """The components of the row."""

    told: gr.Markdown
    offered: gr.Row
    why: gr.Row
    helped: gr.Button
    did_not: gr.Button
    reasons: Sequence[gr.Button]
    """One for each reason, in its order."""

    @property
    def changed(self) -> list[Component | gr.Row]:
        """What is to be changed when the row is."""
        return [self.told, self.offered, self.why]


def lay_out_verdicts() -> VerdictRow:
    """The row, to be seen once there is an answer."""
    with gr.Row(elem_id="verdict"):
        told = gr.Markdown("", elem_id="verdict-told", visible=False)  # gr.HTML needs eval
        with gr.Row(visible=False, elem_id="verdict-offered") as offered:
            helped, did_not = (small_button(words()) for words in (HELPED, DID_NOT))
        with gr.Row(visible=False, elem_id="verdict-why") as why:
            reasons = [small_button(words()) for words in REASONS.values()]
    return VerdictRow(
        told=told, offered=offered, why=why, helped=helped, did_not=did_not, reasons=reasons
    )


def shown_verdicts(judging: Judging) -> list[Update]:
    """What makes the page show the row; in the order of ``VerdictRow.changed``."""
    words = {
        Judging.WHY: say("What was wrong with it?"),
        Judging.DONE: say("Thank you. The shop’s team sees that."),
    }.get(judging, "")
    return [
        gr.update(value=words, visible=bool(words)),
        gr.update(visible=judging is Judging.OFFERED),
        gr.update(visible=judging is Judging.WHY),
    ]
