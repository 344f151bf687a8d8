"""Whether somebody asks for themselves, and if not, what makes them speak for the other."""

import re

from assistant.tickets.request import OnBehalfOf

_RELATIVE = (
    r"(?:mom|mum|mother|dad|father|parents?|husband|wife|spouse|partner|grand(?:ma|pa|mother|father)"
    r"|nana|aunt|uncle|brother|sister|cousin|nephew|niece|friend|bff|roommate|neighbou?r|boss"
    r"|colleague|girlfriend|boyfriend|fianc[eé]e?)"
)
_CHILD = (
    r"(?:son|daughter|child|children|kids?|toddler|ward|grandson|granddaughter|little (?:boy|girl)"
    r"|(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"[ -]?(?:yr|year|yo)s?(?:[ -]?olds?)?)"
)
_THEIR_DATA = (
    r"(?:data|info\w*|account|profile|e-?mails?|number|phone|name|details|records?|address|login"
    r"|texts?)"
)  # fmt: skip


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


# The first that fits; whoever settles an estate is no agent, whoever is a parent no mere relative.
_GROUNDS = (
    (OnBehalfOf.ESTATE, _any(
        rf"(?:my|our|his|her) (?:late )?(?:{_RELATIVE}|{_CHILD})\b[^.!?]{{0,40}}"
        r"\b(?:died|passed|dead|deceased|is gone)",
        r"deceased", r"passed away", r"executors?", r"executrix", r"(?:the )?estate of", r"probate",
        rf"(?:my|our|the) late {_RELATIVE}",
    )),
    (OnBehalfOf.AGENT, _any(
        r"authori[sz]ed agent", r"(?:my|our|the|this) clients?", r"power of attorney", r"counsel",
        r"attorneys? (?:for|of)", r"(?:i|we|hereby) represent", r"legal representative",
        r"authori[sz]ed to act", r"acting (?:for|on behalf)", r"(?:we|i) act for",
    )),
    (OnBehalfOf.PARENT, _any(
        rf"(?:my|our|the|her|his) (?:own |minor |little |young )?{_CHILD}",
        r"(?:legal )?guardian",
        r"(?:i'?m|i am) (?:her|his|their|the) (?:mom|mum|mother|dad|father|parent)",
        r"parent (?:here|calling|of)", rf"kid'?s {_THEIR_DATA}",
    )),
    (OnBehalfOf.OTHER, _any(
        rf"(?:my|our) {_RELATIVE}'s {_THEIR_DATA}",
        rf"(?:for|of) (?:my|our) {_RELATIVE}",
        rf"(?:my|our) {_RELATIVE} (?:also |no longer |really )?"
        r"(?:wants?|would|wishes|asks?|asked|gets?|keeps?|does ?n[o']t|is|needs?)"
        rf"[^?]{{0,160}}\b(?:her|his|hers|their)\b",
        r"police", r"sheriff", r"detective", r"subpoena", r"law enforcement",
        r"on behalf of",
    )),
)  # fmt: skip


def on_behalf_of(text: str) -> OnBehalfOf | None:
    """What makes the writer speak for another person; None where they speak for themselves."""
    plain = text.replace("’", "'")
    return next((ground for ground, pattern in _GROUNDS if pattern.search(plain)), None)
