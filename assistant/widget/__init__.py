"""The chat on a shop's own page: one script, and a page that shows how it looks there."""

from assistant.widget.router import DEMO, WIDGET, widget_router

__all__ = ["DEMO", "WIDGET", "widget_router"]
