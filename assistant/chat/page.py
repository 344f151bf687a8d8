"""The conversation as a Gradio page.

The browser sends one line and is sent back what to show. The list of messages is output only:
what a browser claims was said before is never read.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from assistant.catalogues import Catalogue, say
from assistant.chat.events import Events
from assistant.chat.layout import Parts, Told, lay_out
from assistant.chat.phrases import ASK_FOR_PERSON, CANCEL, EXAMPLES
from assistant.chat.responder import Responder
from assistant.chat.switch import Switch
from assistant.chat.turn_taking import TurnTaking
from assistant.chat.verdicts import REASONS
from assistant.kept.keeper import Keeper
from assistant.verdict import Verdict

Event = Callable[..., Any]
Deed = Callable[..., object]
Again = Literal["once", "multiple", "always_last"]
"""Gradio's words: it is passed over; it is done beside; it is done after, once."""
_QUIETLY: Mapping[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


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
        parts = lay_out(longest_message)
        events = Events(turns, catalogues or {})
        _join_questions(parts, events)
        _join_others(parts, events)
    blocks.queue(max_size=40, default_concurrency_limit=4)
    return blocks


def page_title(company: str) -> str:
    """The title of the page."""
    return say("{company} privacy assistant", company=company)


def looks(blocks: gr.Blocks) -> frozenset[int]:
    """The numbers of the events by which a page asks nothing, and only looks what is new."""
    return frozenset(
        number
        for number, event in blocks.fns.items()
        if all(name in ("tick", "change", "success") for _, name in event.targets)
    )


def _join_questions(parts: Parts, events: Events) -> None:
    """Join what says something to the assistant, after which more may be asked."""
    key = parts.key
    # What is sent while an answer is awaited is sent once that is there.
    asked = _on(
        [parts.box.submit, parts.send.click], events.send, [key, parts.box],
        [parts.box, *parts.told], again="always_last",
    )  # fmt: skip
    fixed = [
        *zip(parts.examples, EXAMPLES, strict=True), (parts.person, ASK_FOR_PERSON),
        (parts.form.cancel, CANCEL),
    ]  # fmt: skip
    pressed = [
        _on([button.click], events.press(words), [key], parts.told) for button, words in fixed
    ]
    chosen = [
        _on([choice.click], events.saying, [key, choice], parts.told)
        for choice in (*parts.choices, *parts.following)
    ]
    for said in (asked, *pressed, *chosen):
        said.success(events.suggest, [key], parts.following, trigger_mode="multiple", **_QUIETLY)


def _join_others(parts: Parts, events: Events) -> None:
    key, form = parts.key, parts.form
    judged = [
        (parts.verdicts.helped, Verdict.HELPED), (parts.verdicts.did_not, None),
        *zip(parts.verdicts.reasons, REASONS, strict=True),
    ]  # fmt: skip
    for button, verdict in judged:
        _on([button.click], events.judge(verdict), [key], parts.told)
    sent = [form.file.click, *(field.submit for field in form.fields)]
    # What is corrected before it was refused is sent again after that; once filed, it does nothing.
    _on(sent, events.file, [key, *form.fields], parts.told, again="always_last")
    _on([parts.forget.click], events.forget, [key], parts.told)
    _on([parts.resume.click], events.resume, [key], parts.told)
    _on([parts.timer.tick], events.look, [key], [parts.news])
    _on([parts.news.change], events.resume, [key], parts.told)


def _on(
    triggers: Sequence[Event],
    deed: Deed,
    given: Sequence[Component],
    told: Sequence[Told],
    *,
    again: Again = "once",
) -> Dependency:
    """What is done at any of the events; ``again`` is what happens to one while that goes on."""
    joined: Dependency = gr.on(triggers, deed, given, told, trigger_mode=again, **_QUIETLY)
    return joined
