"""What a message asks, once all that was said before it is taken into account.

Everything is worked out anew from the turns, by the same rules for each of them, so that a
follow-up of a follow-up is understood and nothing is remembered beside the conversation.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce

from assistant.behind import joined, words_of
from assistant.choice import chosen_option, declines
from assistant.conversation import Conversation, Turn
from assistant.follow_up import another_topic, may_follow, said_in_full
from assistant.jurisdiction import Residence, residence
from assistant.places import Jurisdiction, PlaceKind
from assistant.reply import Abstention, Answer, Clarification, Handoff, Option, SmallTalk
from assistant.route import RequestRoute, route
from assistant.vocabulary import THINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A message as it is to be routed, searched for and matched."""

    text: str
    """It means the same without the turns before it."""
    follows: bool = False
    """Whether it needed them."""
    behind: str | None = None
    """The same message behind the earlier question, where it may or may not need it: ``settled``
    tells which."""
    about: str | None = None
    """The reviewed answer that it goes on from, where it follows, or may follow, one."""
    jurisdiction: Jurisdiction | None = None
    """Where the shopper has told that they live, now or before."""
    told_now: bool = False
    """Whether they told it in this message."""
    supposed: Jurisdiction | None = None
    """Where they don't say that they live but ask what would be, for this message only."""
    chosen: Option | None = None
    """Which of the topics they chose that were offered."""
    declined: bool = False
    """Whether they said that it is none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the turns so far leave to go on from."""

    earlier: str | None = None
    """The question to go on from."""
    answer_id: str | None = None
    jurisdiction: Jurisdiction | None = None
    options: tuple[Option, ...] = ()


def standalone(conversation: Conversation, text: str) -> Question:
    """What the text asks after these turns."""
    known = reduce(_after, conversation.turns, _Known())
    return _understood(known, text)[0]


def settled(question: Question, share: Callable[[str], float]) -> Question:
    """The question read as the surer of its two readings.

    ``share`` is the classifier's belief in the best match of a text. The message alone is doubted
    only where the other is believed well over it: docs/follow-ups.md.
    """
    alone = replace(question, behind=None, about=question.about if question.follows else None)
    if question.behind is None or share(question.behind) <= _SURER * share(question.text):
        return alone
    return replace(question, text=question.behind, behind=None, follows=True)


def _after(known: _Known, turn: Turn) -> _Known:
    question, goes_on = _understood(known, turn.text)
    known = replace(known, jurisdiction=question.jurisdiction)
    if isinstance(turn.reply, Clarification):
        return replace(known, earlier=goes_on, answer_id=None, options=turn.reply.options)
    known = replace(known, options=())
    # What was asked before a greeting or a wish for a person is still what "it" is.
    if isinstance(turn.reply, SmallTalk | Handoff) or goes_on is None:
        return known
    answer_id = turn.reply.answer_id if isinstance(turn.reply, Answer | Abstention) else None
    return replace(known, earlier=goes_on, answer_id=answer_id)


def _understood(known: _Known, text: str) -> tuple[Question, str | None]:
    """The question, and what the next one goes on from; None where this one is nothing to go on."""
    lives = residence(text)
    question = _placed(known, lives, text)
    if chosen := chosen_option(known.options, text):
        return replace(question, text=chosen.text, follows=True, chosen=chosen), chosen.text
    if known.options and declines(text):
        return replace(question, follows=True, declined=True), None
    if lives is not None and _says_no_more(text):
        return _of_the_place(known, question), known.earlier
    if topic := another_topic(text):
        return replace(question, text=_at_home(question, topic)), _gist(topic)
    full = said_in_full(known.earlier, text) if known.earlier else None
    if full is None:
        return _undecided(known, question)
    said = _in_their_state(question, full.text)
    return (
        replace(question, text=_at_home(question, said), follows=True, about=known.answer_id),
        full.goes_on,
    )


def _undecided(known: _Known, question: Question) -> tuple[Question, str]:
    """The message as it is and, where it has a sign of a follow-up, behind the earlier question."""
    text = question.text
    alone = replace(question, text=_at_home(question, text))
    if known.earlier is None or not may_follow(text):
        return alone, _gist(text)
    behind = f"{known.earlier.rstrip(' ?!.')}? {joined(text)}"
    goes_on = text if THINGS & set(words_of(text)) else behind
    alone = replace(alone, behind=_at_home(question, behind), about=known.answer_id)
    return alone, _gist(goes_on)


def _placed(known: _Known, lives: Residence | None, text: str) -> Question:
    told_now = lives is not None and lives.told
    return Question(
        text=text,
        jurisdiction=lives.jurisdiction if lives and told_now else known.jurisdiction,
        told_now=told_now,
        supposed=lives.jurisdiction if lives and not told_now else None,
    )


def _of_the_place(known: _Known, question: Question) -> Question:
    """Of "I live in Texas" or "and in Texas?": the earlier question, asked there."""
    if known.earlier is None:
        return question
    place = question.supposed or question.jurisdiction
    text = known.earlier if place is None else _asked_from(place, known.earlier)
    return replace(question, text=text, follows=True, about=known.answer_id)


def _at_home(question: Question, text: str) -> str:
    """The text with where it is asked from, unless it says so itself."""
    place = question.supposed or question.jurisdiction
    return text if place is None or residence(text) else _asked_from(place, text)


def _asked_from(place: Jurisdiction, text: str) -> str:
    """The text with the place, where rights depend on it.

    Not for California: it is what questions about rights are answered for unless they say more.
    """
    if place.is_california or place.name in text or not _OF_RIGHTS.search(text):
        return text
    return f"{text.rstrip(' ?!.')} if I live {_where(place)}?"


def _where(place: Jurisdiction) -> str:
    if place.kind is PlaceKind.ELSEWHERE:
        return place.name
    # What the policy says to people in Europe is found by this name, not by their country's.
    europe = ", in Europe" if place.is_european and place.kind is PlaceKind.COUNTRY else ""
    return f"in {place.name}{europe}"


def _in_their_state(question: Question, text: str) -> str:
    place = question.supposed or question.jurisdiction
    return text if place is None else _MY_STATE.sub(_where(place), text)


def _says_no_more(text: str) -> bool:
    """Whether a message that names a place has nothing else to it."""
    few = len(text.split()) <= _PLACE_IN_WORDS
    placing = bool(_PLACING.match(text)) or text.rstrip(" .!?").endswith(" here")
    return few and placing and not _MORE.search(text) and not isinstance(route(text), RequestRoute)


def _gist(text: str) -> str:
    """Of a long message, the last of its sentences that asks, or the last one."""
    if len(text.split()) <= _LONG:
        return text
    sentences = [one for one in _SENTENCE.findall(text) if one.strip()]
    asking = [one for one in sentences if "?" in one]
    last: str = (asking or sentences or [text])[-1]
    return last.strip()


# Half a logit.
_SURER = 1.65
_PLACE_IN_WORDS = 10
_LONG = 25
_SENTENCE = re.compile(r"[^.?!\n]{1,1000}[?]?")
_PLACING = re.compile(
    r"^\W{0,3}(?:(?:and|or|but|so|ok|okay|hi|hello|hey|what|how about|well|btw|even|also|then)\b"
    r"\W{1,3}){0,4}(?:i|im|we|if|when|for|in|from|as|here|about|outside|suppose|people|my state"
    r"|someone)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:do|does|did|can|could|will|would|want|need|know|tell|your?|my|data|info\w*|sell|delete"
    r"|rights?|law|legal|policy|asks?|privacy)\b",
    re.IGNORECASE,
)
_MY_STATE = re.compile(r"\bin (?:my|this) (?:state|country)\b|\bwhere i live\b", re.IGNORECASE)
_OF_RIGHTS = re.compile(
    r"\brights?\b|\bdelet\w+|\beras\w+|\bforg[eo]t\w*|\bremov\w+|\bcop(?:y|ies)\b"
    r"|\baccess (?:to )?my (?:data|info\w*)\b"
    r"|\b(?:see|find out|show me|know) what (?:data |info |information )?you\b|\bsale of\b"
    r"|\b(?:ccpa|gdpr|legal|illegal)\b|(?<!-)\blaws?\b"
    r"|\bdo about my\b|\bpeople like me\b|\bin (?:the|your) policy for\b|\bdata requests?\b",
    re.IGNORECASE,
)
