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
