"""A page that shows the widget where it belongs: on a shop's privacy page."""

from html import escape

from assistant.chat.panel import render_policy
from corpus import Policy


def demo_page(policy: Policy, *, widget: str, static_url: str) -> str:
    """The policy as the shop has it on its page, with the one line that brings the chat."""
    company = escape(policy.company)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="How {company} handles personal data, and a chat to ask about it">
<meta name="color-scheme" content="light dark">
<title>{escape(policy.title)} · {company}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{escape(static_url)}/demo.css">
<script src="{escape(widget)}" data-policy="{escape(policy.policy_id)}" async></script>
</head>
<body>
<header><p>{company}</p>
<p>This page demonstrates the privacy chat: press the button at its corner.</p></header>
<main>
<h1>{escape(policy.title)}</h1>
{render_policy(policy, title_level=1)}
</main>
</body>
</html>
"""
