"""What stands around the conversation on the page: the notice above it, the policy beside it.

It is plain HTML that is there before any script has run, so the policy and the way to a person
never depend on one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from assistant.brand import Brand
from assistant.catalogues import ENGLISH, Catalogue, say, speaking, spoken
from assistant.chat.masthead import Masthead
from assistant.chat.page import page_title
from assistant.chat.panel import render_policy
from assistant.chat.responder import Responder
from corpus import Policy

STATIC = Path(__file__).parent / "static"
"""The style sheets and the scripts, to be served under the address given to ``build_frames``."""
_SHEETS = ("frame", "conversation", "policy")
_SCRIPTS = (
    "page", "status", "conversation", "panel", "quotes", "actions", "draft", "awaited", "resume",
    "embedded",
)  # fmt: skip


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
    understood: Collection[str] = (ENGLISH.language,),
) -> dict[str, Frame]:
    """The frame of the chat about the responder's policy, by language.

    ``keeps_days`` is how long conversations are kept; None where they aren't. ``understood`` are
    the languages that questions are understood in.
    """
    frames = {}
    for language, catalogue in catalogues.items():
        masthead = Masthead(
            company=responder.policy.company, contact=responder.contact, brand=brand or Brand(),
            keeps_days=keeps_days, is_understood=language in understood,
        )  # fmt: skip
        with speaking(catalogue):
            frames[language] = _frame(responder.policy, masthead, static_url)
    return frames


def _frame(policy: Policy, masthead: Masthead, static_url: str) -> Frame:
    sheets = "".join(
        f'<link rel="stylesheet" href="{escape(static_url)}/{name}.css">\n' for name in _SHEETS
    )
    scripts = "".join(
        f'<script src="{escape(static_url)}/{name}.js" defer></script>\n' for name in _SCRIPTS
    )
    return Frame(
        head=(
            f"{sheets}{_colors(masthead.brand)}"
            f"{scripts}"
            '<meta name="color-scheme" content="light dark">\n'
            '<link rel="icon" href="data:,">\n'
        ),
        before=masthead.html(),
        before_on_signal=masthead.html(signalled=True),
        after=_panel(policy),
        title=page_title(masthead.name),
        greeting=masthead.brand.greeting,
        catalogue=spoken(),
    )


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
