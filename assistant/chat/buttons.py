"""The small buttons of the page."""

import gradio as gr


def small_button(text: str = "", *, visible: bool = True, elem_id: str | None = None) -> gr.Button:
    """As wide as its words."""
    return gr.Button(text, visible=visible, size="sm", min_width=0, elem_id=elem_id)
