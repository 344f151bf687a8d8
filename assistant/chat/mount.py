"""The chat as a part of a web application, with Gradio's open defaults closed.

Gradio checks some things only when it launches itself; mounted, it has to be told.
"""

from typing import TYPE_CHECKING

import gradio as gr
from gradio.themes.utils import colors, sizes

if TYPE_CHECKING:
    from fastapi import FastAPI

_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")


def mount_chat(app: "FastAPI", blocks: gr.Blocks, *, path: str) -> None:
    """Serve the conversation under ``path``, without files, history, monitoring or sharing."""
    gr.mount_gradio_app(
        app,
        blocks,
        path=path,
        theme=calm_theme(),
        run_history=False,  # it would keep what people type in their browser
        enable_monitoring=False,  # it would show usage to everyone
        show_error=False,  # it would echo the value that failed
        footer_links=[],
        max_file_size=1,
        allowed_paths=[],
        blocked_paths=["/"],  # no file of this machine is part of the chat
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
    )
    # Checks on values that name files are made only for what was launched.
    blocks.has_launched = True


def calm_theme() -> gr.themes.Base:
    """Fonts of the reader's own system, and colors whose contrast is 4.5:1 or more."""
    theme = gr.themes.Base(
        primary_hue=colors.blue,
        neutral_hue=colors.slate,
        radius_size=sizes.radius_lg,
        font=_SANS,
        font_mono=_MONO,
    )
    return theme.set(
        body_background_fill="#ffffff",
        body_background_fill_dark="#0f172a",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        link_text_color="*primary_700",
        link_text_color_dark="*primary_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )
