"""What stands around the conversation on the page: the notice above it, the policy beside it.

It is plain HTML that is there before any script has run, so the policy and the way to a person
never depend on one.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from assistant import wording
from assistant.chat.panel import render_policy
from assistant.chat.responder import Responder
from corpus import Policy, Right

STATIC = Path(__file__).parent / "static"
"""The style sheets and the scripts, to be served under the address given to ``build_frame``."""
_SHEETS = ("frame", "conversation", "policy")
_SCRIPTS = ("conversation", "panel", "quotes", "resume", "embedded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """HTML for three places of a page."""

    head: str
    before: str
    before_on_signal: str
    """In place of ``before``, for whose browser sends Global Privacy Control."""
    after: str


def build_frame(responder: Responder, *, static_url: str, keeps_days: int | None = None) -> Frame:
    """The frame of the chat about the responder's policy.

    ``keeps_days`` is how long conversations are kept; None where they aren't.
    """
    policy = responder.policy
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(static_url)}/{name}.css">\n' for name in _SHEETS
    )
    scripts = "".join(
        f'<script src="{escape(static_url)}/{name}.js" defer></script>\n' for name in _SCRIPTS
    )
    return Frame(
        head=(
            f"{sheets}"
            f"{scripts}"
            '<meta name="color-scheme" content="light dark">\n'
            '<link rel="icon" href="data:,">\n'
        ),
        before=_masthead(policy, responder.contact, keeps_days=keeps_days),
        before_on_signal=_masthead(
            policy, responder.contact, keeps_days=keeps_days, notice=_notice()
        ),
        after=_panel(policy),
    )


def _masthead(policy: Policy, contact: str, *, keeps_days: int | None, notice: str = "") -> str:
    kept = (
        f"\nChats are kept for {keeps_days} days, with names, addresses and numbers masked."
        if keeps_days
        else ""
    )
    return f"""<header id="masthead">
<h1>Ask about {escape(policy.company)}’s privacy policy</h1>
<p>An automated assistant that quotes the policy. Not legal advice.
A person can be reached at {_address(contact)}.{kept}</p>
<button type="button" id="open-policy" aria-controls="policy" aria-expanded="false">
Read the policy</button>
<noscript><p>The conversation needs JavaScript; the policy can be read without it.</p></noscript>
{notice}</header>
"""


def _notice() -> str:
    """What is said to whose browser sends Global Privacy Control."""
    wish = escape(wording.WISHES[Right.OPT_OUT])
    return f"""<div id="gpc" role="status">
<p>Your browser sends Global Privacy Control, and we received it: it asks that your data is not sold
or shared. A request puts it on record.</p>
<button type="button" data-says="{wish}">{wish}</button>
</div>
"""


def _address(contact: str) -> str:
    if "@" in contact and not contact.startswith(("http:", "https:")):
        return f'<a href="mailto:{escape(contact)}">{escape(contact)}</a>'
    return escape(contact)


def _panel(policy: Policy) -> str:
    version = f"version {policy.version}"
    return f"""<aside id="policy" aria-labelledby="policy-title" data-version="{escape(version)}">
<div class="bar" data-printed="{escape(version)}">
<h2 id="policy-title" tabindex="-1">{escape(policy.title)}</h2>
<button type="button" id="close-policy">Back to the chat</button></div>
<div id="policy-text" tabindex="0" role="region" aria-label="The policy’s text">
{render_policy(policy)}
</div>
</aside>
"""
