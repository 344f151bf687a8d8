"""What a message takes for granted about the shop or its policy, or states to have it confirmed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.affirmation import asked, is_negated
from assistant.part import Kind, Part
from assistant.pieces import asks, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Premised:
    """A message taken apart into what it presumes and what it asks."""

    rest: str
    """What is asked, without the premise; empty where nothing is."""
    premise: Part | None = None


def premised(text: str) -> Premised:
    """The first premise of a message and the rest of it; the message alone where there is none."""
    finders: tuple[Callable[[str], Premised | None], ...] = (
        _stated, _because, _reported, _thanked, _welcomed, _why,
    )  # fmt: skip
    return next((found for find in finders if (found := find(text))), Premised(rest=text))


def _stated(text: str) -> Premised | None:
    """A statement with a tag: "you don't sell my data, right?"."""
    *before, last = sentences(text) or [text]
    said = _before_tag(last)
    if not said or _NO_STATEMENT.match(said):
        return None
    if before and _REFERS_BACK.match(said):
        return None
    told = _REPORT.match(said)
    said = said[told.end() :] if told else said
    premise = _part(said, kind=Kind.STATEMENT, of_policy=bool(told and told["policy"]))
    story = " ".join(before)
    return Premised(rest=story if any(map(asks, before)) else "", premise=premise)


def _before_tag(text: str) -> str:
    """What is said before the tag at the end; empty where there is none."""
    # A tag is short. Searched for from the beginning on, punctuation in plenty takes minutes.
    tail = max(0, len(text) - _LONGEST_TAG)
    found = _TAG.search(text, tail)
    if not found:
        return ""
    begun = _GREETING.match(text)
    return text[begun.end() if begun else 0 : found.start()].rstrip(" \n\t,.-")


def _because(text: str) -> Premised | None:
    """A reason before what is asked: "since you delete data, can I ...?"."""
    found = _BECAUSE.match(text)
    if not found:
        return None
    said, rest = _cut(text[found.end() :])
    if not rest or not _OF_SHOP.match(said):
        return None
    return Premised(rest=rest, premise=_part(said))


def _reported(text: str) -> Premised | None:
    """What somebody says: "your policy says that ...", "I heard that ..."."""
    found = _REPORT.match(text)
    if not found:
        return None
    said, rest = _cut(text[found.end() :])
    said = _NOT_TO.sub("you don't ", said)
    if not _OF_SHOP.match(said):
        return None
    return Premised(rest=rest or text, premise=_part(said, of_policy=bool(found["policy"])))


def _thanked(text: str) -> Premised | None:
    """Thanks for a deed: "thanks for not selling my data"."""
    found = _THANKS.match(text)
    if not found or found["verb"].lower() not in _DOING:
        return None
    thing, rest = _cut(text[found.end() :])
    never = "don't " if found["never"] else ""
    premise = _part(f"you {never}{_DOING[found['verb'].lower()]} {thing}")
    return Premised(rest=rest, premise=premise)


def _welcomed(text: str) -> Premised | None:
    """What one is glad of: "good to know that you never sell data"."""
    found = _WELCOME.match(text)
    if not found:
        return None
    said, rest = _cut(text[found.end() :])
    return Premised(rest=rest, premise=_part(said)) if _OF_SHOP.match(said) else None


def _why(text: str) -> Premised | None:
    """What a question for the reason presumes: "why do you sell my data?"."""
    found = _WHY.match(text)
    if not found:
        return None
    not_ = "don't " if found["never"] else ""
    said = f"{found['who']} {not_}{found['said']}"
    return Premised(rest=text, premise=_part(said, kind=Kind.LOADED))


def _cut(text: str) -> tuple[str, str]:
    """What is said and what is asked behind it, which may be nothing."""
    for end in _ENDS.finditer(text):
        if asks(rest := text[end.end() :]):
            return text[: end.start()], rest
    return sentences(text)[0] if text.strip() else "", ""


def _part(said: str, *, kind: Kind = Kind.PREMISE, of_policy: bool = False) -> Part:
    said = said.strip(" ,.;:!?")
    negated = is_negated(said)
    return Part(text=asked(said), kind=kind, said=said, negated=negated, of_policy=of_policy)


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _compiled(*pattern: str) -> re.Pattern[str]:
    return re.compile("".join(pattern), re.IGNORECASE | re.DOTALL)


_HELLO = r"^\W*(?:(?:hi|hello|hey|ok|okay|so|well|but|and|wait)\b\W*){0,4}"
_ENDS = _compiled(r"\s*[,;:.!?–]+\s+(?:(?:so|then|but|and|thus)\s+)?|\s+-\s+|\s+so\s+(?=\w+ )")
_POLICY = r"(?:your|the|this) (?:own )?(?:privacy )?(?:policy|notice|page|terms|text)"
_PLACE = rf"(?:right here|here|(?:in|on) (?:{_POLICY}|(?:your|the|this) (?:web)?site))"
_SAYS = r"(?:clearly |also )?(?:says?|said|states?|promised?s?|claims?|guarantees?|writes?|wrote)"
_READ = r"i (?:just |also )?(?:read|saw|see)"
_BY_POLICY = _any(
    rf"(?:in )?{_POLICY},? (?:(?:you|it) )?{_SAYS}", rf"it {_SAYS}", rf"according to {_POLICY},?",
    rf"(?:how can )?you {_SAYS}", rf"{_READ} {_PLACE}", rf"{_READ}(?= that you)",
)  # fmt: skip
_BY_OTHERS = _any(
    r"i (?:was|am|'m|have been|'ve been) told", r"i read (?:online|somewhere)",
    r"i (?:also |just )?(?:read|heard|know|understand|understood|think|thought|assumed?|believed?"
    r"|guess|take it|suppose|gather)",
    r"(?:my \w+|someone|somebody|people|they|a friend) (?:says?|said|told me|tells me)",
)  # fmt: skip
_REPORT = _compiled(
    _HELLO, rf"(?:(?P<policy>{_BY_POLICY})|{_BY_OTHERS})(?:,? {_PLACE})*[,:]?(?: that)?[,:]? +"
)
# "You promised not to share": who promises is who would.
_NOT_TO = _compiled(r"^(?:not|never) to\b ")
_BE = r"(?:is|are|isn't|aren't)"
_DOES = _any(
    _BE, "can", "can't", "will", "won't", "does", "doesn't", "do", "don't", "never", "only",
    "always", "has", "reads?", "uses?", "collects?", "sends?", "tracks?", "keeps?", "sells?",
    "shares?", "works?", "expires?", "gets?", "handles?", "records?",
)  # fmt: skip
# Of whom something is told that a policy may say. What is told of oneself is a story, except for
# what one may do.
_SHOP = _any(
    r"(?:you|u|they|we)(?: (?:all|guys))?(?! (?:can see|know|said|wrote|told|mentioned|asked"
    r"|and|too)\b)",
    rf"(?:your|the|this) (?!link|first|last|best|way|day|time)(?:[\w-]+ ){{1,2}}?{_DOES}",
    r"nobody", r"no one", r"no third part\w+", "everything", "everyone", "everybody", "anyone",
    "deletion", r"all (?:\w+ )?data", "other companies", "third parties", "advertisers",
    rf"(?:all )?(?:of )?(?:my|our|customer) (?:[\w-]+ ){{0,2}}?(?:{_BE}|will be|won't be|stays?)",
    rf"(?:data|information|it|cards?|messages|orders|children|kids|minors)(?:'s| {_BE})",
    r"there(?:'s| is| are)", r"i (?:can(?:'t|not)?|don't have to|have to|won't|will)",
)  # fmt: skip
_OF_SHOP = _compiled(rf"^\W*{_SHOP}\b")
_BECAUSE = _compiled(
    _HELLO,
    _any(
        "since", "as", "because", "now that", "given(?: that)?", "seeing (?:that|as|how)",
        "considering(?: that)?",
        # "If" only where it grants: "if you never sell it, why ...?"
        r"if(?= (?:you|they|nobody|no one)\b.{0,20}(?:n't|not|never|no one|nobody)\b.{0,80}"
        r"\b(?:why|how come)\b)",
    ),
    r",? (?:so )?(?:that )?(?=[a-z])",
)  # fmt: skip
_VERB = r"(?:do|does|did|is|are|was|were|will|would|wo|ca|can|could|have|has|should)"
_GREETING = _compiled(_HELLO)
_LONGEST_TAG = 60
_TAG = _compiled(
    r"(?:[,.-]\s*(?:or )?",
    _any(
        "right", "correct", "yes", "yeah", "true", "am i right", "innit", "huh", "eh",
        "is (?:that|this|it) (?:right|correct|so|true)",
        rf"{_VERB}(?:n'?t)? (?:you|u|they|it|i|we|he|she|there)",
    ),
    r"|\s(?:right|correct))\s*\?+\s*$",
)  # fmt: skip
# A question with a tag is a question: "what is it, really, is it?".
_NO_STATEMENT = _compiled(
    r"^\W*(?:what(?! i \w+ (?:is|isn't)\b)|who|whose|which|how|when|where|why|do(?! not track)"
    r"|does|did|is|are|was|were|will|would|can|could|may|might|should|have you|tell|please|give"
    r"|delete|stop)\b",
)
# Without the story before it, it would be about something else: "it stays between us, yes?".
_REFERS_BACK = _compiled(r"^\W*(?:it|that|this|they|those|these)\b")
_THANKS = _compiled(
    _HELLO,
    r"(?:thanks?|thank you|thx|ty|cheers)(?: (?:so much|a lot|you))? for (?P<never>not |never )?",
    r"(?P<verb>\w+ing) ",
)
_WELCOME = _compiled(
    _HELLO,
    r"(?:(?:it'?s |that'?s |it is )?(?:so )?(?:good|great|nice|glad|happy|cool|lovely)"
    r"(?: thing| news| to (?:know|hear|see|read))?"
    r"|i(?:'m| am) (?:so |very )?(?:glad|relieved|happy|pleased)(?: to (?:know|hear|see|read))?"
    r"|i (?:really )?(?:love|like|appreciate)(?: it)?)(?: that)? (?=\w)",
)
_WHY = _compiled(
    _HELLO,
    r"(?:why (?:on earth |the hell )?(?:do|does|did)(?P<never>n't)?|how come) (?:that )?",
    # "Why do you need to know it?" grants that you know it.
    r"(?P<who>you|u|they|your (?:app|site|website|shop|staff)) (?:(?:need|have|want) to )?"
    r"(?P<said>[^?]+)",
)
# Deeds that one thanks for; "thanks for answering" takes nothing for granted.
_DOING = {
    "selling": "sell", "sharing": "share", "tracking": "track", "collecting": "collect",
    "using": "use", "storing": "store", "keeping": "keep", "encrypting": "encrypt",
    "protecting": "protect", "giving": "give", "passing": "pass", "texting": "text",
    "recording": "record", "logging": "log", "saving": "save", "deleting": "delete",
    "honoring": "honor", "honouring": "honour", "respecting": "respect", "letting": "let",
    "disclosing": "disclose", "profiling": "profile", "spamming": "spam",
    "following": "follow", "handing": "hand",
}  # fmt: skip
