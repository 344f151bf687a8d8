"""What stands around the conversation on the page: the notice above it, the policy beside it.

It is plain HTML that is there before any script has run, so the policy and the way to a person
never depend on one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from assistant import wording
from assistant.brand import Brand
from assistant.catalogues import Catalogue, say, speaking, spoken
from assistant.chat.page import page_title
from assistant.chat.panel import render_policy
from assistant.chat.responder import Responder
from corpus import Policy, Right

STATIC = Path(__file__).parent / "static"
"""The style sheets and the scripts, to be served under the address given to ``build_frame``."""
LOGO = "/brand/logo"
"""Where the shop's logo is had."""
_SHEETS = ("frame", "conversation", "policy")
_SCRIPTS = ("status", "conversation", "panel", "quotes", "actions", "resume", "embedded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """HTML for three places of a page."""

    head: str
    before: str
    before_on_signal: str
    """In place of ``before``, for whose browser sends Global Privacy Control."""
    after: str
    title: str
    greeting: str | None = None
    """The shop's own words in the empty conversation."""
    catalogue: Catalogue
    """The language that it is in."""


def build_frames(
    responder: Responder,
    *,
    static_url: str,
    catalogues: Mapping[str, Catalogue],
    keeps_days: int | None = None,
    brand: Brand | None = None,
) -> dict[str, Frame]:
    """The frame of the chat about the responder's policy, by language.

    ``keeps_days`` is how long conversations are kept; None where they aren't.
    """
    brand = brand or Brand()
    frames = {}
    for language, catalogue in catalogues.items():
        with speaking(catalogue):
            frames[language] = _frame(responder, static_url, keeps_days, brand)
    return frames


def _frame(responder: Responder, static_url: str, keeps_days: int | None, brand: Brand) -> Frame:
    policy = responder.policy
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(static_url)}/{name}.css">\n' for name in _SHEETS
    )
    scripts = "".join(
        f'<script src="{escape(static_url)}/{name}.js" defer></script>\n' for name in _SCRIPTS
    )
    return Frame(
        head=(
            f"{sheets}{_colors(brand)}"
            f"{scripts}"
            '<meta name="color-scheme" content="light dark">\n'
            '<link rel="icon" href="data:,">\n'
        ),
        before=_masthead(policy, responder.contact, brand, keeps_days=keeps_days),
        before_on_signal=_masthead(
            policy, responder.contact, brand, keeps_days=keeps_days, notice=_notice()
        ),
        after=_panel(policy),
        title=page_title(brand.name or policy.company),
        greeting=brand.greeting,
        catalogue=spoken(),
    )


def _masthead(
    policy: Policy, contact: str, brand: Brand, *, keeps_days: int | None, notice: str = ""
) -> str:
    told = [
        say("An automated assistant that quotes the policy. Not legal advice."),
        say("A person can be reached at {contact}.", contact="\0".join(["", contact, ""])),
    ]
    if keeps_days:
        told.append(
            say(
                "Chats are kept for {days} days, with names, addresses and numbers masked.",
                days=keeps_days,
            )
        )
    if not spoken().is_english:
        told.append(say("Questions are understood, and answered, in English."))
    before, contact, after = escape("\n".join(told)).split("\0")
    without = say("The conversation needs JavaScript; the policy can be read without it.")
    name = brand.name or policy.company
    logo = f'<img src="{escape(LOGO)}" alt="" height="28">\n' if brand.logo else ""
    return f"""<header id="masthead">
<h1>{logo}{escape(say("Ask about {company}’s privacy policy", company=name))}</h1>
<p>{before}{_address(contact)}{after}</p>
<button type="button" id="open-policy" aria-controls="policy" aria-expanded="false">
{escape(say("Read the policy"))}</button>
<noscript><p>{escape(without)}</p></noscript>
{notice}</header>
<div id="words" data-language="{spoken().language}" data-words="{escape(_words())}" hidden></div>
"""


def _colors(brand: Brand) -> str:
    """The shop's colors in place of ours."""
    rules = []
    for scheme, color in (("light", brand.color), ("dark", brand.color_at_night)):
        if color:
            rules.append(
                f"@media (prefers-color-scheme: {scheme}) {{ :root {{ --accent: {color}; }} }}"
            )
    if brand.color:
        rules.append(f"#send {{ background: {brand.color} !important; }}")
    return f"<style>{' '.join(rules)}</style>\n" if rules else ""


def _words() -> str:
    """The sentences of the scripts."""
    words = {
        "offline": say("You are offline. What you type stays here until you are back."),
        "reconnecting": say("Reconnecting…"),
        "online": say("You are back online."),
        "copied": say("Copied."),
        "not_copied": say("It could not be copied. Select it to copy it."),
    }
    return json.dumps(words, ensure_ascii=False)


def _notice() -> str:
    """What is said to whose browser sends Global Privacy Control."""
    wish = escape(wording.WISHES[Right.OPT_OUT]())
    told = say(
        "Your browser sends Global Privacy Control, and we received it: it asks that your data is "
        "not sold or shared. A request puts it on record."
    )
    return f"""<div id="gpc" role="status">
<p>{escape(told)}</p>
<button type="button" data-says="{wish}">{wish}</button>
</div>
"""


def _address(contact: str) -> str:
    """The contact, escaped before, as a link where it is an address."""
    if "@" in contact and not contact.startswith(("http:", "https:")):
        return f'<a href="mailto:{contact}">{contact}</a>'
    return contact


def _panel(policy: Policy) -> str:
    version = say("version {version}", version=policy.version)
    away = ""
    if policy.url:
        words = escape(say("On the shop’s page"))
        away = (
            f'<a id="shop-page" href="{escape(policy.url)}" data-url="{escape(policy.url)}"'
            f' target="_blank" rel="noopener noreferrer">{words}</a>\n'
        )
    return f"""<aside id="policy" aria-labelledby="policy-title" data-version="{escape(version)}">
<div class="bar" data-printed="{escape(version)}">
<h2 id="policy-title" tabindex="-1" lang="en">{escape(policy.title)}</h2>
{away}<button type="button" id="close-policy">{escape(say("Back to the chat"))}</button></div>
<div id="policy-text" tabindex="0" role="region" aria-label="{escape(say("The policy’s text"))}"
lang="en" dir="ltr">
{render_policy(policy)}
</div>
</aside>
"""
