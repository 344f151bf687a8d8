"""The form of a request: labelled fields, a button to file it and one to call it off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import gradio as gr
from gradio.components import Component

from assistant import wording
from assistant.catalogues import say
from assistant.chat.buttons import small_button
from assistant.chat.phrases import CANCEL
from assistant.chat.update import Update
from assistant.intake.sheet import LONGEST, Sheet
from assistant.tickets.request import Field

# What a browser may fill in by itself, as HTML names it.
_AUTOCOMPLETE = {
    Field.NAME: "name",
    Field.EMAIL: "email",
    Field.PHONE: "tel",
    Field.STATE: "address-level1",
    Field.ORDER: "off",
    Field.DETAILS: "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The components of the form."""

    box: gr.Column
    title: gr.Markdown
    fields: Sequence[gr.Textbox]
    """One for each ``Field``, in its order."""
    file: gr.Button
    cancel: gr.Button

    @property
    def told(self) -> list[Component | gr.Column]:
        """What is to be changed when the form is."""
        return [self.box, self.title, *self.fields]


def lay_out_form() -> Form:
    """The form, to be seen once a request is open."""
    with gr.Column(visible=False, elem_id="request") as box:
        title = gr.Markdown("", elem_id="request-title")  # gr.HTML needs eval
        fields = [_field(field) for field in Field]
        with gr.Row(elem_id="request-buttons"):
            file = gr.Button(say("File this request"), variant="primary", size="sm", min_width=0)
            cancel = small_button(CANCEL())
    return Form(box=box, title=title, fields=fields, file=file, cancel=cancel)


def _field(field: Field) -> gr.Textbox:
    return gr.Textbox(
        label=wording.label(field), max_length=LONGEST[field], lines=1, visible=False,
        max_lines=4 if field is Field.DETAILS else 1, elem_id=f"request-{field}",
        html_attributes=gr.InputHTMLAttributes(autocomplete=_AUTOCOMPLETE[field]),
    )  # fmt: skip


def shown_form(sheet: Sheet | None, *, typed: Mapping[Field, str]) -> list[Update]:
    """What makes the page show the form; in the order of ``Form.told``.

    What is typed already is left alone: whoever corrects it at once is not interrupted.
    """
    if sheet is not None and sheet.written(typed) == sheet and typed:
        return [gr.skip() for _ in range(2 + len(Field))]
    held = sheet.fields if sheet else {}
    title = f"## {wording.form_title(sheet.right)}" if sheet else ""
    boxes = [
        gr.update(value=held.get(field, ""), visible=field in held, label=wording.label(field))
        for field in Field
    ]
    return [gr.update(visible=sheet is not None), gr.update(value=title), *boxes]
