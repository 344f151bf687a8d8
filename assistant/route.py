"""What kind of turn a message is: small talk, a wish for a person, a rights request, a question."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from corpus import Right

_I = re.IGNORECASE


class Route(Enum):
    """The ways a message without a request can go."""

    QUESTION = auto()
    PERSON = auto()
    SMALL_TALK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRoute:
    """The message asks for something to be done with data."""

    right: Right


_PEOPLE = (
    r"(?:human|person|people|agent|representative|rep|operator|manager|supervisor|someone|somebody"
    r"|staff|support|customer (?:service|support|care)|(?:privacy )?team|employee|advisor)"
)
_PERSON = re.compile(
    rf"\b(?:talk|speak|chat|transfer|connect|put|pass|refer|hand)\b.{{0,30}}\b(?:to|with)\b.{{0,25}}\b{_PEOPLE}\b"
    rf"|\b(?:need|want|get|give|find|contact|reach|is there)\b.{{0,25}}\b(?:a |an |my |your |the |some )?"
    rf"(?:real |live |actual |human )*(?:human|live person|real person|agent|representative|manager|supervisor|operator|human help)\b"
    rf"|\b(?:please |can (?:you|someone).{0,30}|someone )(?:call|ring|phone|contact) me\b|\bcall me back\b|^\W*(?:human|agent|representative|operator|person)\W*$",
    _I,
)
_SMALL_TALK = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day|night)"
    r"|thanks?(?: you)?|thank u|thx|ty|cheers|bye|goodbye|see you|have a nice day"
    r"|ok(?:ay)?|cool|great|nice|perfect|awesome|got it|lol|haha|alright|sure|yes|no|yep|nope"
    r"|how are you|how's it going|what's up|sup)"
    r"(?:[\s,!.]+(?:there|all|everyone|so much|very much|a lot|again|for (?:your|the) (?:help|time|info)|ok|great|cool"
    r"|that (?:helped|helps|was helpful|is all|makes sense)|you|today|doing|bot|thanks|then))*)\W*$"
    r"|^\W*(?:are you (?:a |an )?(?:robot|bot|human|ai|real(?: person)?|machine)|who (?:made|built|are) you|what are you"
    r"|what can you (?:do|help (?:me )?with)|what do you do|help)\W*$",
    _I,
)

# A message is about doing, not asking, where it orders, wishes or declares ...
_ASKING = re.compile(
    r"^\W*(?:so |and |but |ok |hi |hello |hey |please tell me |tell me |cust(?:omer)? (?:asks?|wants to know) |i wonder |wondering )*"
    r"(?:how|what|which|when|where|why|who|whom|whose|do(?! not\b)|does|did|is|are|was|were|will|would|has|have|had|should|may|might|if"
    r"|can (?:i|we|you tell|someone tell|anyone|they|it|he|she|the|my)|could (?:i|we|you tell|they|it)|am i)\b",
    _I,
)
# ... also behind what was told first: "I moved, how do I update my address". Not so in a letter,
# which asks along the way and orders in the end.
_ASKING_LATER = re.compile(
    r"[,.;:!]\s*(?:how|what|why|who|when|can i|could i|may i|do (?:you|i)|will you|is it|am i)\b", _I
)
_LETTER = 300
# ... except that these ask nicely for a deed.
_POLITE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|so)\W+)?(?:can|could|will|would) (?:you|u|someone|somebody)(?: guys| people)? (?:please |kindly |pls |plz |just )*"
    r"(?:delete|erase|remove|wipe|forget|close|cancel|stop|quit|unsubscribe|opt|take me|get me|send|give me|provide|e-?mail me"
    r"|export|transfer|correct|fix|update|change|limit)\b",
    _I,
)
_DATA = (
    r"(?:(?:personal |private |my |our |her |his |their |the |all |any |account )*"
    r"(?:data|datas|info|information|accounts?|acount|profile|records?|details|history|everything|it all|file))"
)
_RIGHTS: tuple[tuple[Right, str], ...] = (
    (Right.CHILD_DATA,
     r"\b(?:my|our) (?:kid|child|son|daughter|minor|toddler|\d+ ?(?:yo|year old))\b.{0,60}\b(?:data|info\w*|account|delet\w+|remov\w+|eras\w+)"
     r"|\b(?:delet\w+|remov\w+|eras\w+)\b.{0,40}\b(?:kid|child|son|daughter)"),
    (Right.STOP_SMS,
     r"\b(?:stop|quit|cease|end|no more|unsubscribe\b.{0,12})\b.{0,25}\b(?:text(?:s|ing)?|sms|mms|text messages)\b"
     r"|\b(?:don'?t|do not|never)\b.{0,15}\btext(?:ing)? me\b|^\W*stop\W*$"),
    (Right.SHINE_THE_LIGHT,
     r"\bshine the light\b|\b1798\.8[34]\b"
     r"|\blist of\b.{0,40}\bthird part(?:y|ies)\b.{0,60}\b(?:direct )?marketing\b"),
    (Right.UNSUBSCRIBE_EMAIL,
     r"\bunsubscribe\b|\b(?:take|get|remove)\b.{0,12}\b(?:me|us|my e-?mail)\b.{0,12}\b(?:off|from|out of)\b.{0,20}\b(?:list|e-?mails?|newsletters?|mailings?)\b"
     r"|\b(?:stop|quit|cease|no more)\b.{0,25}\b(?:e-?mail(?:s|ing)?|newsletters?|spam(?:ming)?|promo\w*|marketing)\b"
     r"|\bwithdraw\b.{0,20}\bconsent\b.{0,20}\bmarketing\b"),
    (Right.LIMIT, r"\blimit\b.{0,30}\b(?:use|disclosure)\b.{0,30}\bsensitive\b"),
    (Right.OPT_OUT,
     r"\bopt(?:ing|ed)?[ -]?(?:me |us )?[ -]?out\b"
     r"|\b(?:stop|don'?t|do not|quit|cease|never|no longer)\b.{0,15}\b(?:sell|sharing|share|track|tracking|selling|giv\w+|disclos\w+|target\w*|profiling)\b"),
    (Right.PORTABILITY, r"\bportab\w+\b|\bexport\b.{0,40}\b(?:data|info\w*|history|for me)\b|\btransfer\b.{0,20}\b(?:my|all)\b.{0,15}\bdata\b"),
    (Right.CORRECT,
     r"\b(?:correct|fix|update|change|amend|rectify|edit)\b.{0,30}\b(?:my|our|her|his|the)\b.{0,30}\b(?:name|e-?mail|address|phone|number|birth\w*|dob|info\w*|data|details|record|account|profile)\b"
     r"|\bmy (?:\w+ )?(?:name|e-?mail|address|phone|number|birth\w*|info\w*|data|details)\b.{0,20}\b(?:wrong|incorrect|misspelled|outdated)\b"),
    (Right.DELETE,
     rf"\b(?:delet\w+|eras\w+|wip\w+|remov\w+|purg\w+|destroy|get rid of|cancel|close|forget)\b.{{0,60}}\b(?:{_DATA}|me)\b"
     rf"|\b{_DATA}\b.{{0,60}}\b(?:deleted|erased|removed|gone|wiped|destroyed|purged|deletion|erasure)\b"
     rf"|\b(?:deletion|erasure)\b.{{0,40}}\b{_DATA}\b|\bright to be forgotten\b"),
    (Right.ACCESS,
     rf"\b(?:copy|copies) of\b.{{0,40}}\b(?:{_DATA}|you (?:have|hold))\b|\bsubject access\b|\bspecific pieces\b"
     rf"|\b(?:send|give|show|provide|e-?mail)\b.{{0,12}}\b(?:me|us)\b.{{0,40}}\b{_DATA}\b|\baccess request\b"),
    (Right.KNOW,
     r"\b(?:request|require|demand)\b.{0,40}\b(?:disclos\w+|categories|to know)\b|\bright to know request\b|\bexercise my right to know\b"),
    (Right.APPEAL, r"\bappeal\b.{0,40}\b(?:decision|denial|refusal|request)\b"),
    (Right.OTHER, r"\b(?:exercise|invoke) my (?:privacy |ccpa |gdpr |data )*rights?\b"),
)  # fmt: skip
_COMPILED = tuple((right, re.compile(pattern, _I | re.DOTALL)) for right, pattern in _RIGHTS)


def route(text: str) -> Route | RequestRoute:
    """Which way the message goes."""
    if _SMALL_TALK.search(text):
        return Route.SMALL_TALK
    if _PERSON.search(text):
        return Route.PERSON
    if _POLITE.search(text) or not _asks(text):
        for right, pattern in _COMPILED:
            if pattern.search(text):
                return RequestRoute(right=right)
    return Route.QUESTION


def _asks(text: str) -> bool:
    if _ASKING.search(text) or text.rstrip().endswith("?"):
        return True
    return len(text) < _LETTER and bool(_ASKING_LATER.search(text))
