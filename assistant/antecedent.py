"""What "it", "them" or "that" stands for in a later question of the same message."""

import re

_DATA = "my information"
_HEADS = (
    r"data|info|information|details|location|number|e-?mail(?: address)?|address|name|card|password"
    r"|cookies|texts|text messages|sms|e-?mails|newsletters?|orders?|purchases?|purchase history"
    r"|searches|history|account|profile|wish ?list|photos|contacts|messages|arbitration|requests?"
    r"|rights|ads|analytics"
)
_NAMED = re.compile(
    r"\b(?P<before>my|our|the|your|of|use|using|any|send|get|about|to|have|do)"
    rf"(?P<name> (?:[\w'-]+ )?(?:{_HEADS}))\b(?! (?:address|program))",
    re.IGNORECASE,
)
_OWNED = {"my", "our", "your", "the"}
_ABOUT_DATA = re.compile(
    r"\b(?:(?:collect|gather|know|have (?:on|about)|track|record|store|keep|sell|share)\w*|sold"
    r"|kept)\b",
    re.IGNORECASE,
)
_TEXTING = re.compile(r"\btext (?:people|me|customers|us)\b", re.IGNORECASE)
_DONE = r"(?:ever |also |still |even )?(?:\w+ed|sold|kept|given|sent|safe|secure|anonymous)\b"
# Not where it stands for nothing ("is it possible", "does it cost").
_IT = re.compile(
    rf"(?P<it_is>\bit's(?= {_DONE}))"
    rf"|(?<!\bis )(?<!\bdoes )(?<!\bwill )\b(?:it|them)\b(?!')|(?<=\bis )it(?= {_DONE})"
    rf"|(?<=\bdoes )it(?= (?:include|cover|last|expire))|(?<=\bwill )it(?= be {_DONE})",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\b(?:stop|prevent|avoid|refuse|limit|opt out of|switch|turn) (?P<that>that|this)\b",
    re.IGNORECASE,
)
_DEED = re.compile(r"\b(?:do|will|can|would) (?:you|u) (?P<deed>[^?.!;]{3,60})\??$", re.IGNORECASE)
# Who one is counts for all that is asked: rights differ from place to place.
_RESIDENCE = re.compile(
    r"\b(?:i|we)(?:'m|'re| am| are)? (?:(?:live|living|a resident|residents?|located|based) )?"
    r"(?:in|from|of) (?:the )?[\w]+(?: [A-Z]\w+)?\b|\bas an? [A-Z]\w+n\b|\bi'm an? [A-Z]\w+n\b",
    re.IGNORECASE,
)


def resolved(questions: tuple[str, ...], told: str = "") -> tuple[str, ...]:
    """The questions, each to be understood without the others.

    A pronoun in a later one, or in any behind what was ``told`` first, becomes what was named last;
    where one lives is said with each.
    """
    name, before, home = _named(told), told, _RESIDENCE.search(questions[0] if questions else "")
    alone = []
    for place, question in enumerate(questions):
        later = place > 0 or bool(told)
        full = _in_full(question, name, before) if later else question
        alone.append(f"{home.group()}. {full}" if home and place else full)
        name, before = _named(full) or name, question
    return tuple(alone)


def _named(text: str) -> str:
    """What the text names that a pronoun may stand for; empty where it names nothing."""
    if found := _NAMED.search(text):
        before, name = found["before"].lower(), found["name"].strip()
        return f"{before} {name}" if before in _OWNED else name
    if _TEXTING.search(text):
        return "your texts"
    return _DATA if _ABOUT_DATA.search(text) else ""


def _in_full(question: str, name: str, before: str) -> str:
    """The question with its first pronoun replaced, unless it names something itself."""
    deed = _DEED.search(before)
    if deed and (that := _THAT.search(question)):
        start, end = that.span("that")
        return f"{question[:start]}that you {deed['deed'].strip()}{question[end:]}"
    if not name or _NAMED.search(question):
        return question
    return _IT.sub(lambda it: f"{name} is" if it["it_is"] else name, question, count=1)
