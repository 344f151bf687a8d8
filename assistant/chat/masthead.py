"""What stands above the conversation: what this is, who can be reached, and what is kept."""

import json
from dataclasses import dataclass
from html import escape

from assistant import wording
from assistant.brand import Brand
from assistant.catalogues import say, spoken
from corpus import Right

LOGO = "/brand/logo"
"""Where the shop's logo is had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What it tells of one shop, in the language that is spoken when it is written."""

    company: str
    contact: str
    brand: Brand
    keeps_days: int | None
    """How long conversations are kept; None where they aren't."""
    is_understood: bool
    """Whether questions are understood in the language of the page."""

    @property
    def name(self) -> str:
        """What the shop is called."""
        return self.brand.called(self.company)

    def html(self, *, signalled: bool = False) -> str:
        """The masthead; ``signalled`` where the browser sends Global Privacy Control."""
        without = say("The conversation needs JavaScript; the policy can be read without it.")
        logo = f'<img src="{escape(LOGO)}" alt="" height="28">\n' if self.brand.logo else ""
        return f"""<header id="masthead">
<h1>{logo}{escape(say("Ask about {company}’s privacy policy", company=self.name))}</h1>
<p>{self._told()}</p>
<button type="button" id="open-policy" aria-controls="policy" aria-expanded="false">
{escape(say("Read the policy"))}</button>
<noscript><p>{escape(without)}</p></noscript>
{_notice() if signalled else ""}</header>
<div id="words" data-language="{spoken().language}" data-words="{escape(_words())}" hidden></div>
"""

    def _told(self) -> str:
        told = [
            say("An automated assistant that quotes the policy. Not legal advice."),
            say("A person can be reached at {contact}.", contact="\0"),
        ]
        if self.keeps_days:
            told.append(
                say(
                    "Chats are kept for {days} days, with names, addresses and numbers masked.",
                    days=self.keeps_days,
                )
            )
        if not self.is_understood:
            told.append(say("Questions are understood, and answered, in English."))
        return escape("\n".join(told)).replace("\0", _address(self.contact))


def _address(contact: str) -> str:
    shown = escape(contact)
    if "@" in contact and not contact.startswith(("http:", "https:")):
        return f'<a href="mailto:{shown}">{shown}</a>'
    return shown


def _words() -> str:
    """The sentences of the scripts."""
    words = {
        "offline": say("You are offline. What you type stays here until you are back."),
        "reconnecting": say("Reconnecting…"),
        "online": say("You are back online."),
        "after": say("That comes right after this answer."),
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
