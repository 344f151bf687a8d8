"""The conversation as a Gradio page.

The browser sends one line and is sent back what to show. The list of messages is output only:
what a browser claims was said before is never read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from assistant.catalogues import Catalogue, Sentence, catalogue_for, say, speaking
from assistant.chat.form import Form, lay_out_form, shown_form
from assistant.chat.phrases import ASK_FOR_PERSON, CANCEL, EXAMPLES
from assistant.chat.responder import Responder
from assistant.chat.restoring import TAB
from assistant.chat.switch import Switch
from assistant.chat.transcript import Transcript
from assistant.chat.turn_taking import TurnTaking
from assistant.chat.update import Update
from assistant.chat.verdicts import REASONS, VerdictRow, lay_out_verdicts, shown_verdicts
from assistant.kept.keeper import Keeper
from assistant.tickets.request import Field
from assistant.verdict import Verdict

MOST_NEXT = 2
MOST_CHOICES = 3
"""Topics that are made buttons; a reply with more of them shows its list alone."""

Event = Callable[..., Any]
Deed = Callable[..., object]
Again = Literal["once", "multiple", "always_last"]
"""Gradio's words: it is passed over; it is done beside; it is done after, once."""
Told = Component | gr.Column | gr.Row
Shown = list[Any]
"""The messages, the buttons of a choice, whether it thinks, verdicts, what is next, form, timer."""
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""A random UUID (RFC 9562), as browsers make them."""
_LOOK_SECONDS = 3.0
"""How often a page that waits for a person looks whether one wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The components that events join."""

    conversation: gr.Chatbot
    examples: list[gr.Button]
    choices: list[gr.Button]
    thinking: gr.Markdown
    verdicts: VerdictRow
    following: list[gr.Button]
    form: Form
    box: gr.Textbox
    send: gr.Button
    person: gr.Button
    forget: gr.Button
    timer: gr.Timer
    key: gr.Textbox
    """What the tab calls itself, by which a page that is loaded again finds its conversation."""
    resume: gr.Button


def build_chat(
    responder: Responder,
    *,
    longest_message: int = 2000,
    keeper: Keeper | None = None,
    switch: Switch | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
) -> gr.Blocks:
    """The conversation; it is to be mounted, not launched.

    What the page reads before anything happens is English; whoever serves it has it read in the
    language of its reader (``web.document``).
    """
    turns = TurnTaking(responder, longest=longest_message, keeper=keeper, switch=switch)
    title = page_title(responder.policy.company)
    blocks = gr.Blocks(title=title, analytics_enabled=False, fill_height=True, fill_width=True)
    with blocks:
        _join(_lay_out(longest_message), turns, catalogues or {})
    blocks.queue(max_size=40, default_concurrency_limit=4)
    return blocks


def page_title(company: str) -> str:
    """The title of the page."""
    return say("{company} privacy assistant", company=company)


def _lay_out(longest: int) -> _Parts:
    """The components in the order in which they are read."""
    conversation = gr.Chatbot(
        label=say("Conversation"), show_label=False, container=False, elem_id="conversation",
        scale=1, height="100%", layout="bubble", buttons=[], autoscroll=False, sanitize_html=True,
        allow_tags=False, latex_delimiters=[], feedback_options=[], allow_file_downloads=False,
        placeholder=say("Ask in your own words, or begin with one of the questions below."),
    )  # fmt: skip
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(example(), size="sm", min_width=0) for example in EXAMPLES]
    with gr.Column(elem_id="choices"):
        choices = [gr.Button(visible=False, size="sm", min_width=0) for _ in range(MOST_CHOICES)]
    thinking = gr.Markdown("", elem_id="thinking", visible=False)
    with gr.Row(elem_id="below"):
        verdicts = lay_out_verdicts()
        with gr.Row(elem_id="following"):
            following = [gr.Button(visible=False, size="sm", min_width=0) for _ in range(MOST_NEXT)]
    form = lay_out_form()
    with gr.Row(elem_id="ask"):
        box = gr.Textbox(
            label=say("Your question"), max_length=longest, lines=1, max_lines=6, scale=1,
            placeholder=say("e.g. Do you use cookies?"), elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
        )  # fmt: skip
        send = gr.Button(say("Send"), variant="primary", scale=0, min_width=88, elem_id="send")
    with gr.Row(elem_id="always"):
        person = gr.Button(say("Talk to a person"), size="sm", min_width=0, elem_id="person")
        forget = gr.Button(say("Forget this chat"), size="sm", min_width=0, elem_id="forget")
    # Neither is seen; a script of ours fills the one and presses the other (resume.js).
    key = gr.Textbox(label="Key of this tab", max_length=36, elem_id="tab-key", container=False)
    resume = gr.Button("Go on", elem_id="resume")
    return _Parts(
        conversation=conversation, examples=examples, choices=choices, thinking=thinking,
        verdicts=verdicts,
        following=following, form=form, box=box,
        send=send, person=person, forget=forget, timer=gr.Timer(_LOOK_SECONDS, active=False),
        key=key, resume=resume,
    )  # fmt: skip


def _join(parts: _Parts, turns: TurnTaking, catalogues: Mapping[str, Catalogue]) -> None:
    """Say what each control does; nothing here does more than a shopper may."""
    form = parts.form
    page = [
        parts.conversation, *parts.choices, parts.thinking, *parts.verdicts.changed,
        *parts.following, *form.told, parts.timer,
    ]  # fmt: skip

    def of(request: gr.Request) -> Catalogue:
        return catalogue_for(request.query_params, request.headers, catalogues)

    def telling(steps: Iterable[Shown], request: gr.Request) -> Iterator[Shown]:
        yield from _step_by_step(of(request), steps)
        # Gradio tells the page the last step again as the event ends. Meanwhile another event may
        # have told it more, or the next question been typed.
        yield [gr.skip() for _ in page]

    def saying(key: str, text: str, request: gr.Request) -> Iterator[Shown]:
        said = turns.say(_page(request, key), text)
        yield from telling((shown(transcript) for transcript in said), request)

    def send(key: str, text: str, request: gr.Request) -> Iterator[list[object]]:
        emptied: object = ""  # once; what is typed from then on is the next question
        for told in saying(key, text, request):
            yield [emptied, *told]
            emptied = gr.skip()

    def suggest(key: str, request: gr.Request) -> list[Update]:
        with speaking(of(request)):
            more = turns.suggest(_page(request, key))
            return _following(more) if more else [gr.skip() for _ in parts.following]

    def press(words: Sentence) -> Callable[[str, gr.Request], Iterator[Shown]]:
        def pressed(key: str, request: gr.Request) -> Iterator[Shown]:
            with speaking(of(request)):
                text = words()
            yield from saying(key, text, request)

        return pressed

    # Gradio counts parameters, so the fields can't be gathered by a star.
    def file(
        key: str, name: str, email: str, phone: str, state: str, order: str, details: str,
        request: gr.Request,
    ) -> Iterator[Shown]:  # fmt: skip
        given = (name, email, phone, state, order, details)
        fields = dict(zip(Field, (text or "" for text in given), strict=True))
        said = turns.send_form(_page(request, key), fields)
        yield from telling((shown(one, typed=fields) for one in said), request)

    def judge(verdict: Verdict | None) -> Callable[[str, gr.Request], Shown]:
        def judged(key: str, request: gr.Request) -> Shown:
            with speaking(of(request)):
                return shown(turns.judge(_page(request, key), verdict))

        return judged

    def forget(key: str, request: gr.Request) -> Shown:
        with speaking(of(request)):
            return shown(turns.forget(_page(request, key)))

    def resume(key: str, request: gr.Request) -> Shown:
        with speaking(of(request)):
            return shown(turns.resume(_page(request, key)))

    def look(key: str, request: gr.Request) -> Shown:
        with speaking(of(request)):
            news = turns.look(_page(request, key))
            return shown(news) if news else [gr.skip() for _ in page]

    def says(
        events: Sequence[Event],
        deed: Deed,
        given: Sequence[Component],
        told: Sequence[Told],
        *,
        again: Again = "once",
    ) -> None:
        said = _on(events, deed, given, told, again=again)
        said.success(
            suggest, [parts.key], parts.following, trigger_mode="multiple",
            api_visibility="private", show_progress="hidden",
        )  # fmt: skip

    # What is sent while an answer is awaited is sent once that is there.
    asks = [parts.box.submit, parts.send.click]
    says(asks, send, [parts.key, parts.box], [parts.box, *page], again="always_last")
    fixed = [
        *zip(parts.examples, EXAMPLES, strict=True), (parts.person, ASK_FOR_PERSON),
        (form.cancel, CANCEL),
    ]  # fmt: skip
    for button, words in fixed:
        says([button.click], press(words), [parts.key], page)
    judged = [
        (parts.verdicts.helped, Verdict.HELPED), (parts.verdicts.did_not, None),
        *zip(parts.verdicts.reasons, REASONS, strict=True),
    ]  # fmt: skip
    for button, verdict in judged:
        _on([button.click], judge(verdict), [parts.key], page)
    # A choice comes back as what the browser says that its button reads: a message like any other.
    for choice in (*parts.choices, *parts.following):
        says([choice.click], saying, [parts.key, choice], page)
    sent = [form.file.click, *(field.submit for field in form.fields)]
    _on(sent, file, [parts.key, *form.fields], page)
    _on([parts.forget.click], forget, [parts.key], page)
    _on([parts.resume.click], resume, [parts.key], page)
    _on([parts.timer.tick], look, [parts.key], page)


def _on(
    events: Sequence[Event],
    deed: Deed,
    given: Sequence[Component],
    told: Sequence[Told],
    *,
    again: Again = "once",
) -> Dependency:
    """What is done at any of the events; ``again`` is what happens to one while that goes on."""
    joined: Dependency = gr.on(
        events, deed, given, told, trigger_mode=again, api_visibility="private",
        show_progress="hidden",
    )  # fmt: skip
    return joined


def _step_by_step(catalogue: Catalogue, steps: Iterable[Shown]) -> Iterator[Shown]:
    """The steps, each worked out in that language; between two of them others may be spoken to."""
    remaining = iter(steps)
    while True:
        with speaking(catalogue):
            step = next(remaining, None)
        if step is None:
            return
        yield step


def _page(request: gr.Request, key: str) -> str:
    """The random name that a tab gives itself; that of the open page where it has none.

    Only a browser can make it up and tell it to us, so nobody comes by another's.
    """
    return f"{TAB}{key}" if _KEY.fullmatch(key or "") else f"page {request.session_hash}"


def shown(transcript: Transcript, *, typed: Mapping[Field, str] | None = None) -> Shown:
    """What an event makes the page show; ``typed`` is what stands in the form already."""
    messages = [{"role": line.role, "content": line.markdown} for line in transcript.lines]
    offered = transcript.choices if len(transcript.choices) <= MOST_CHOICES else ()
    choices = _buttons(offered, MOST_CHOICES)
    timer = gr.update(active=transcript.reference is not None)
    form = shown_form(transcript.sheet, typed=typed or {})
    verdicts = shown_verdicts(transcript.judging)
    following = _following(transcript)
    thinking = gr.update(value=say("Looking it up…"), visible=transcript.awaits)
    return [messages, *choices, thinking, *verdicts, *following, *form, timer]


def _following(transcript: Transcript) -> list[Update]:
    return _buttons(transcript.following[:MOST_NEXT], MOST_NEXT)


def _buttons(texts: Sequence[str], count: int) -> list[Update]:
    """As many buttons, of which those that are needed are seen."""
    hidden = [gr.update(value="", visible=False) for _ in range(count - len(texts))]
    return [*(gr.update(value=text, visible=True) for text in texts), *hidden]


def looks(blocks: gr.Blocks) -> frozenset[int]:
    """The numbers of the events by which a page asks nothing, and only looks what is new."""
    return frozenset(
        number
        for number, event in blocks.fns.items()
        if all(name in ("tick", "success") for _, name in event.targets)
    )
