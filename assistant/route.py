"""What kind of turn a message is: small talk, a wish for a person, a rights request, a question.

Gaps between words are bounded and no repetition holds another, so that no message takes long.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from corpus import Right


class Route(Enum):
    """The ways a message without a request can go."""

    QUESTION = auto()
    PERSON = auto()
    SMALL_TALK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRoute:
    """The message asks for something to be done with data."""

    right: Right


def route(text: str) -> Route | RequestRoute:
    """Which way the message goes."""
    if _SMALL_TALK.search(text):
        return Route.SMALL_TALK
    if _PERSON.search(text):
        return Route.PERSON
    if _POLITE.search(text) or not _asks(text):
        for right, pattern in _RIGHTS:
            if pattern.search(text):
                return RequestRoute(right=right)
    return Route.QUESTION


def directed(text: str) -> Right | None:
    """The right that the message uses in so many words: "I direct you to stop selling …"."""
    if not _DIRECTS.search(text):
        return None
    return next((right for right, pattern in _RIGHTS if pattern.search(text)), None)


def right_asked_about(text: str) -> Right | None:
    """The right that a question asks how to use; None where it asks anything else.

    Opting out is left to retrieval: of sales, of advertisements, of analytics, the policy has a
    way for each.
    """
    if not _HOW_TO.search(text):
        return None
    found = next((right for right, pattern in _RIGHTS if pattern.search(text)), None)
    return None if found in (Right.OPT_OUT, Right.OTHER) else found


def _asks(text: str) -> bool:
    if _ASKING.search(text) or text.rstrip().endswith("?"):
        return True
    return len(text) < _LETTER and bool(_ASKING_LATER.search(text))


def _any(*alternatives: str) -> str:
    """The pattern of one of the alternatives."""
    return f"(?:{'|'.join(alternatives)})"


def _pattern(*alternatives: str) -> re.Pattern[str]:
    """One of the alternatives; gaps run over line ends."""
    return re.compile("|".join(alternatives), re.IGNORECASE | re.DOTALL)


# Small talk is the whole message; one word more and it is something else.
_GREETING = _any(
    "hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day|night)",
    "thanks?(?: you)?|thank u|thx|ty|cheers|bye|goodbye|see you|have a nice day",
    "ok(?:ay)?|cool|great|nice|perfect|awesome|got it|lol|haha|alright|sure|yes|no|yep|nope",
    "how are you|how's it going|what's up|sup",
)
_MORE_GREETING = _any(
    "there|all|everyone|so much|very much|a lot|again|for (?:your|the) (?:help|time|info)",
    "ok|great|cool|that (?:helped|helps|was helpful|is all|makes sense)",
    "you|today|doing|bot|thanks|then|bye|goodbye",
)
_ABOUT_THE_ASSISTANT = _any(
    "are you (?:a |an )?(?:robot|bot|human|ai|real(?: person)?|machine)",
    "who (?:made|built|are) you|what are you",
    "what can you (?:do|help (?:me )?with)|what do you do|help",
)
_SMALL_TALK = _pattern(
    rf"^\W*{_GREETING}(?:[\s,!.]+{_MORE_GREETING})*\W*$",
    rf"^\W*{_ABOUT_THE_ASSISTANT}\W*$",
)

_STAFF = _any(
    "human|person|people|agent|representative|rep|operator|manager|supervisor|someone|somebody",
    "staff|support|customer (?:service|support|care)|(?:privacy )?team|employee|advisor",
)
_ONE_PERSON = _any(
    "human|live person|real person|agent|representative|manager|supervisor|operator|human help"
)
_PERSON = _pattern(
    r"\b(?:talk|speak|chat|transfer|connect|put|pass|refer|hand)\b.{0,30}\b(?:to|with)\b"
    rf".{{0,25}}\b{_STAFF}\b",
    r"\b(?:need|want|get|give|find|contact|reach|is there)\b.{0,25}\b"
    rf"(?:a |an |my |your |the |some )?(?:real |live |actual |human )*{_ONE_PERSON}\b",
    r"\b(?:please |can (?:you|someone).{0,30}|someone )(?:call|ring|phone|contact) me\b",
    r"\bcall me back\b",
    r"^\W*(?:human|agent|representative|operator|person)(?:\W+(?:please|pls|plz|now))?\W*$",
)

# A message is about doing, not asking, where it orders, wishes or declares ...
_ASKING = _pattern(
    r"^\W*(?:so |and |but |ok |hi |hello |hey |please tell me |tell me "
    r"|cust(?:omer)? (?:asks?|wants to know) |i wonder |wondering )*"
    r"(?:how|what|which|when|where|why|who|whom|whose|do(?! not\b)|does|did|is|are|was|were"
    r"|will|would|has|have|had|should|may|might|if|explain|describe"
    r"|can (?:i|we|you (?:tell|explain)|someone tell|anyone|they|it|he|she|the|my)"
    r"|could (?:i|we|you (?:tell|explain)|they|it)|am i)\b"
)
# ... also behind what was told first: "I moved, how do I update my address". Not so in a letter,
# which asks along the way and orders in the end.
_ASKING_LATER = _pattern(
    r"[,.;:!]\s*(?:how|what|why|who|when|can i|could i|may i|do (?:you|i)|will you|is it|am i)\b"
)
_LETTER = 300
# ... except that these ask nicely for a deed.
_POLITE = _pattern(
    r"^\W*(?:(?:hi|hello|hey|ok|so)\W+)?"
    r"(?:can|could|will|would) (?:you|u|someone|somebody)(?: guys| people)? "
    r"(?:please |kindly |pls |plz |just )*"
    r"(?:delete|erase|remove|wipe|forget|close|cancel|stop|quit|unsubscribe|opt|take me|get me"
    r"|send|give me|provide|e-?mail me|export|transfer|correct|fix|update|change|limit)\b"
)

_HOW_TO = _pattern(
    r"^\W*(?:so |and |but |ok |hi |hello |hey )*"
    r"(?:how (?:do|can|could|would|should|may|might)"
    r" (?:i|we|you|one|someone|somebody|people|customers)"
    r"|how to|where (?:do|can) (?:i|we)|is there (?:a|any) way (?:for me )?to"
    r"|what(?:'s| is) the (?:way|process|procedure|steps?) (?:to|for))\b"
)

# Said so, it is done by saying it.
_DIRECTS = _pattern(
    r"\b(?:i|we) (?:hereby |formally |therefore |now |strongly |respectfully )*"
    r"(?:direct|instruct|order|demand|require|call on|request)(?: that)? you (?:to |must |shall )?"
    r"(?:immediately |please |promptly )?"
    r"(?:not|never|stop|cease|desist|refrain|delete|erase|remove|destroy|purge|limit|restrict"
    r"|correct|rectify|opt|unsubscribe|provide me|send me|give me)\b"
)

_DATA = _any(
    r"data|datas|info|information|accounts?|acount|profile|records?|details|history",
    r"everything|it all|file",
)
_CHILD = _any(r"kid|child|son|daughter|minor|toddler|\d+ ?(?:yo|year old)")
_ABOUT_ME = _any(r"name|e-?mail|address|phone|number|birth\w*|info\w*|data|details")
_RIGHTS: tuple[tuple[Right, re.Pattern[str]], ...] = (
    (Right.CHILD_DATA, _pattern(
        rf"\b(?:my|our) {_CHILD}\b.{{0,60}}\b(?:data|info\w*|account|delet\w+|remov\w+|eras\w+)",
        r"\b(?:delet\w+|remov\w+|eras\w+)\b.{0,40}\b(?:kid|child|son|daughter)",
    )),
    (Right.STOP_SMS, _pattern(
        r"\b(?:stop|quit|cease|end|no more|unsubscribe\b.{0,12})\b.{0,25}"
        r"\b(?:text(?:s|ing)?|sms|mms|text messages)\b",
        r"\b(?:don'?t|do not|never)\b.{0,15}\btext(?:ing)? me\b",
        r"^\W*stop\W*$",
    )),
    (Right.SHINE_THE_LIGHT, _pattern(
        r"\bshine the light\b|\b1798\.8[34]\b",
        r"\blist of\b.{0,40}\bthird part(?:y|ies)\b.{0,60}\b(?:direct )?marketing\b",
    )),
    (Right.UNSUBSCRIBE_EMAIL, _pattern(
        r"\bunsubscribe\b",
        r"\b(?:take|get|remove)\b.{0,12}\b(?:me|us|my e-?mail)\b.{0,12}\b(?:off|from|out of)\b"
        r".{0,20}\b(?:list|e-?mails?|newsletters?|mailings?)\b",
        r"\b(?:stop|quit|cease|no more)\b.{0,25}"
        r"\b(?:e-?mail(?:s|ing)?|newsletters?|spam(?:ming)?|promo\w*|marketing)\b",
        r"\bwithdraw\b.{0,20}\bconsent\b.{0,20}\bmarketing\b",
    )),
    (Right.LIMIT, _pattern(r"\blimit\b.{0,30}\b(?:use|disclosure)\b.{0,30}\bsensitive\b")),
    (Right.OPT_OUT, _pattern(
        r"\bopt(?:ing|ed)?[ -]?(?:me |us )?[ -]?out\b",
        r"\b(?:stop|don'?t|do not|quit|cease|never|no longer)\b.{0,15}"
        r"\b(?:sell|sharing|share|track|tracking|selling|giv\w+|disclos\w+|target\w*|profiling)\b",
    )),
    (Right.PORTABILITY, _pattern(
        r"\bportab\w+\b",
        r"\bexport\b.{0,40}\b(?:data|info\w*|history|for me)\b",
        r"\btransfer\b.{0,20}\b(?:my|all)\b.{0,15}\bdata\b",
    )),
    (Right.CORRECT, _pattern(
        r"\b(?:correct|fix|update|change|amend|rectify|edit)\b.{0,30}\b(?:my|our|her|his|the)\b"
        rf".{{0,30}}\b(?:{_ABOUT_ME}|dob|record|account|profile)\b",
        rf"\bmy (?:\w+ )?{_ABOUT_ME}\b.{{0,20}}\b(?:wrong|incorrect|misspelled|outdated)\b",
    )),
    (Right.DELETE, _pattern(
        r"\b(?:delet\w+|eras\w+|wip\w+|remov\w+|purg\w+|destroy|get rid of|cancel|close|forget)\b"
        rf".{{0,60}}\b(?:{_DATA}|me)\b",
        rf"\b{_DATA}\b.{{0,60}}"
        r"\b(?:deleted|erased|removed|gone|wiped|destroyed|purged|deletion|erasure)\b",
        rf"\b(?:deletion|erasure)\b.{{0,40}}\b{_DATA}\b",
        r"\bright to be forgotten\b",
    )),
    (Right.ACCESS, _pattern(
        rf"\b(?:copy|copies) of\b.{{0,40}}\b(?:{_DATA}|you (?:have|hold))\b",
        r"\bsubject access\b|\bspecific pieces\b|\baccess request\b",
        r"\b(?:send|give|show|provide|e-?mail)\b.{0,12}\b(?:me|us)\b"
        rf".{{0,40}}\b{_DATA}\b",
    )),
    (Right.KNOW, _pattern(
        r"\b(?:request|require|demand)\b.{0,40}\b(?:disclos\w+|categories|to know)\b",
        r"\bright to know request\b|\bexercis(?:e|ing) my right to know\b",
    )),
    (Right.APPEAL, _pattern(r"\bappeal\b.{0,40}\b(?:decision|denial|refusal|request)\b")),
    (Right.OTHER, _pattern(
        r"\b(?:exercis|invok)(?:e|ing) my (?:privacy |ccpa |gdpr |data )*rights?\b"
    )),
)  # fmt: skip
