"""The components of the page, in the order in which they are read."""

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr
from gradio.components import Component

from assistant.catalogues import say
from assistant.chat.buttons import small_button
from assistant.chat.form import Form, lay_out_form
from assistant.chat.phrases import EXAMPLES
from assistant.chat.verdicts import VerdictRow, lay_out_verdicts

MOST_NEXT = 2
MOST_CHOICES = 3
"""Topics that are made buttons; a reply with more of them shows its list alone."""
_LOOK_SECONDS = 3.0
"""How often a page that waits for a person looks whether one wrote."""

Told = Component | gr.Column | gr.Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The components that events join."""

    conversation: gr.Chatbot
    examples: Sequence[gr.Button]
    choices: Sequence[gr.Button]
    thinking: gr.Markdown
    verdicts: VerdictRow
    following: Sequence[gr.Button]
    form: Form
    box: gr.Textbox
    send: gr.Button
    person: gr.Button
    forget: gr.Button
    timer: gr.Timer
    key: gr.Textbox
    """What the tab calls itself, by which a page that is loaded again finds its conversation."""
    resume: gr.Button
    news: gr.Textbox
    """Changes once a person wrote; most looks find nothing, and each output would take a while."""

    @property
    def told(self) -> list[Told]:
        """What is to be changed when anything was said."""
        return [
            self.conversation, *self.choices, self.thinking, *self.verdicts.changed,
            *self.following, *self.form.told, self.timer,
        ]  # fmt: skip


def lay_out(longest_message: int) -> Parts:
    """The page, before anything was said."""
    conversation = gr.Chatbot(
        label=say("Conversation"), show_label=False, container=False, elem_id="conversation",
        scale=1, height="100%", layout="bubble", buttons=[], autoscroll=False, sanitize_html=True,
        allow_tags=False, latex_delimiters=[], feedback_options=[], allow_file_downloads=False,
        placeholder=say("Ask in your own words, or begin with one of the questions below."),
    )  # fmt: skip
    with gr.Row(elem_id="examples"):
        examples = [small_button(example()) for example in EXAMPLES]
    with gr.Column(elem_id="choices"):
        choices = [small_button(visible=False) for _ in range(MOST_CHOICES)]
    thinking = gr.Markdown("", elem_id="thinking", visible=False)
    with gr.Row(elem_id="below"):
        verdicts = lay_out_verdicts()
        with gr.Row(elem_id="following"):
            following = [small_button(visible=False) for _ in range(MOST_NEXT)]
    form = lay_out_form()
    with gr.Row(elem_id="ask"):
        box = gr.Textbox(
            label=say("Your question"), max_length=longest_message, lines=1, max_lines=6, scale=1,
            placeholder=say("e.g. Do you use cookies?"), elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
        )  # fmt: skip
        send = gr.Button(say("Send"), variant="primary", scale=0, min_width=88, elem_id="send")
    with gr.Row(elem_id="always"):
        person = small_button(say("Talk to a person"), elem_id="person")
        forget = small_button(say("Forget this chat"), elem_id="forget")
    # None is seen; a script of ours fills the first and presses the second (resume.js). A gr.State
    # for the third would have each page hold a stream open.
    key = gr.Textbox(label="Key of this tab", max_length=36, elem_id="tab-key", container=False)
    resume = gr.Button("Go on", elem_id="resume")
    news = gr.Textbox(label="What was heard", elem_id="news", container=False)
    return Parts(
        conversation=conversation, examples=examples, choices=choices, thinking=thinking,
        verdicts=verdicts, following=following, form=form, box=box, send=send, person=person,
        forget=forget, timer=gr.Timer(_LOOK_SECONDS, active=False), key=key, resume=resume,
        news=news,
    )  # fmt: skip
