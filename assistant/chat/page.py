"""The conversation as a Gradio page.

The browser sends one line and is sent back what to show. The list of messages is output only:
what a browser claims was said before is never read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import gradio as gr

from assistant.chat.responder import Responder
from assistant.chat.transcript import Transcript
from assistant.chat.turn_taking import TurnTaking

EXAMPLES = (
    "Do you sell my data?",
    "What do you collect about me?",
    "How do I delete my data?",
    "How do I stop marketing emails?",
    "Do you use cookies?",
)
ASK_FOR_PERSON = "I would like to talk to a person."

Messages = list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The components that events join."""

    conversation: gr.Chatbot
    examples: list[gr.Button]
    box: gr.Textbox
    send: gr.Button
    person: gr.Button


def build_chat(responder: Responder, *, longest_message: int = 2000) -> gr.Blocks:
    """The conversation; it is to be mounted, not launched."""
    turns = TurnTaking(responder, longest=longest_message)
    title = f"{responder.policy.company} privacy assistant"
    blocks = gr.Blocks(title=title, analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        _join(_lay_out(longest_message), turns)
    blocks.queue(max_size=40, default_concurrency_limit=4)
    return blocks


def _lay_out(longest: int) -> _Parts:
    """The components in the order in which they are read."""
    conversation = gr.Chatbot(
        label="Conversation", show_label=False, container=False, elem_id="conversation",
        scale=1, height="100%", layout="bubble", buttons=[], autoscroll=False, sanitize_html=True,
        allow_tags=False, latex_delimiters=[], feedback_options=[], allow_file_downloads=False,
        placeholder="Ask in your own words, or begin with one of the questions below.",
    )  # fmt: skip
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(example, size="sm", min_width=0) for example in EXAMPLES]
    with gr.Row(elem_id="ask"):
        box = gr.Textbox(
            label="Your question", max_length=longest, lines=1, max_lines=6, scale=1,
            placeholder="e.g. Do you share my phone number?", elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
        )  # fmt: skip
        send = gr.Button("Send", variant="primary", scale=0, min_width=88, elem_id="send")
    person = gr.Button("Talk to a person", size="sm", elem_id="person")
    return _Parts(conversation=conversation, examples=examples, box=box, send=send, person=person)


def _join(parts: _Parts, turns: TurnTaking) -> None:
    """Say what each control does; nothing here does more than a shopper may."""

    def say(text: str, request: gr.Request) -> Iterator[tuple[str, Messages]]:
        for transcript in turns.say(_page(request), text):
            yield "", _messages(transcript)

    def forget(request: gr.Request) -> None:
        turns.transcripts.forget(_page(request))

    for ask in (parts.box.submit, parts.send.click):
        ask(
            say, parts.box, [parts.box, parts.conversation],
            api_visibility="private", show_progress="hidden",
        )  # fmt: skip
    fixed = [*zip(parts.examples, EXAMPLES, strict=True), (parts.person, ASK_FOR_PERSON)]
    for button, words in fixed:
        button.click(
            _saying(turns, words), None, parts.conversation,
            api_visibility="private", show_progress="hidden",
        )  # fmt: skip
    parts.conversation.clear(forget, None, None, api_visibility="private", show_progress="hidden")


def _saying(turns: TurnTaking, words: str) -> Callable[[gr.Request], Iterator[Messages]]:
    """What a button does that says the same words each time."""

    def press(request: gr.Request) -> Iterator[Messages]:
        for transcript in turns.say(_page(request), words):
            yield _messages(transcript)

    return press


def _page(request: gr.Request) -> str:
    """The random name that an open page gives itself."""
    return str(request.session_hash)


def _messages(transcript: Transcript) -> Messages:
    return [{"role": line.role, "content": line.markdown} for line in transcript.lines]
