"""A question put as the policy would put it.

Shoppers say "do you sell my info", policies say "we sell your personal information". Encoders
place the two apart, the more so the smaller they are. Turning the persons around and using the
words that privacy policies use brings a question nearer to the clause that answers it and leaves
one about something else where it was; docs/retrieval.md has the measurement.
"""

import re

# Applied in order to the question in lower case. The right side is the vocabulary of privacy
# policies in general, nothing that is particular to one company.
_TURNS: tuple[tuple[str, str], ...] = (
    # who: the company is "we", the shopper is "you"
    (r"\b(?:the|this|your) (?:\w+ )?(?:app|application|service|platform|website|site|shop|store|company)\b", "we"),
    (r"\b(do|does|did|will|can|could|would|is|are|if) (?:it|they|u|you guys|you)\b", r"\1 we"),
    (r"\b(?:you guys|you|u|they)\b", "we"),
    (r"\b(?:your|ur|their)\b", "our"),
    (r"\b(?:my|mine)\b", "your"),
    (r"\b(?:i|me)\b", "you"),
    # what: data has one name
    (r"\b(?:personal |private |user |customer )?(?:info|information|data)\b", "personal information"),
    (r"\bgps\b|\blocations?\b", "location geolocation"),
    # to whom and how
    (r"\bwho(?: all| else)? (can|could|will|would|may|has|have|gets?|sees?)\b", r"which third parties \1"),
    (r"\b(?:(?:3rd|third|other|outside)[ -](?:part(?:y|ies)|people|companies)|any(?:one|body)|some(?:one|body)|others)\b",
     "third parties"),
    (r"\b(?:see|view|look at|read)\b", "access"),
    (r"\b(?:give|gives|gave|given|hand over|pass on)\b", "disclose"),
    (r"\bshared?\b", "share disclose"),
    (r"\bhack(?:ers?|ed|ing)?\b", "security breach unauthorized access hacking"),
    (r"\b(?:safe|secure|protect|protected)\b", "security protect"),
    (r"\b(?:erase|wipe|get rid of|remove)\b", "delete"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), words) for pattern, words in _TURNS)


def in_policy_voice(question: str) -> str:
    """The question with persons turned around and consumers' words replaced by policies' words."""
    voiced = question.lower()
    for pattern, words in _COMPILED:
        voiced = pattern.sub(words, voiced)
    return voiced


# "The app", "this company", "it", "they": who is asked about is the shop, whatever it is called.
_SHOP = (
    r"(?:the|this|that|your|ur) (?:(?!app\b|application\b)[\w'-]+ ){0,2}?"
    r"(?:app|application|service|platform|web ?site|site|web ?shop|shop|store|company|business)"
)
_ASKED_OF_SHOP = re.compile(
    rf"\b(do|does|did|will|can|could|would|is|are|has|have|if|should)(n'?t)? "
    rf"(?:{_SHOP}|it|they|u|you guys)\b",
    re.IGNORECASE,
)
_AT_SHOP = re.compile(
    rf"\b(by|in|on|with|from|to|within|via|through|using) {_SHOP}\b", re.IGNORECASE
)
_OF_SHOP = re.compile(rf"\b{_SHOP}\b", re.IGNORECASE)
_WITH_YOU = {"does": "do", "is": "are", "has": "have"}


def addressed_plainly(question: str) -> str:
    """The question with the shop as "you", whatever it was called: "does this app sell …?"."""
    plain = _ASKED_OF_SHOP.sub(_ask_you, question)
    plain = _AT_SHOP.sub(r"\1 you", plain)
    return _OF_SHOP.sub("you", plain)


def _ask_you(match: re.Match[str]) -> str:
    verb = match[1].lower()
    return f"{_WITH_YOU.get(verb, verb)}{match[2] or ''} you"
