"""The clauses of a message, each named for how it begins.

The names are evidence for the classifier, which weighs them; none of them decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STOPS = frozenset(".!?;\n")
_PAUSES = frozenset(",:()—-")
_FILLERS = frozenset(
    {
        "actually", "alright", "also", "and", "anyway", "but", "dear", "fine", "great", "guys",
        "hello", "hey", "hi", "just", "lol", "madam", "no", "now", "oh", "ok", "okay", "omg", "or",
        "please", "question", "really", "seriously", "sir", "so", "sorry", "team", "thanks", "then",
        "there", "uh", "um", "wait", "well", "wow", "yeah", "yes", "yo",
    }
)  # fmt: skip
# A clause is known by its beginning.
_LONGEST = 12

_YOU = r"(?:you|someone|somebody|anyone|anybody)"
_MODAL = r"(?:can|could|will|would|can't|couldn't|won't)"
_WHO = (
    r"(?:i|we|you|they|he|she|it|my|our|your|someone|somebody|anyone|anybody|one|people|customers?"
    r"|a|an|the|this|that|there|these|those|his|her|their|parents?|kids?|children)"
)
_TELL = (
    r"(?:tell|explain|say|let (?:me|us) know|describe|confirm|clarify|inform|point|advise|specify"
    r"|show (?:me|us) (?:how|where|what|the (?:part|page|section|policy))|summarize|state|outline"
    r"|help (?:me|us) (?:to )?(?:understand|find|figure)|indicate|list the|name the"
    r"|give (?:me|us) (?:some |an? |the )?(?:information|details|idea|link|address|summary)"
    r"|send (?:me|us) (?:the )?(?:link|information|instructions|policy))"
)
_DEED = (
    r"(?:delete|erase|remove|wipe|forget|close|cancel|take|get|send|give|provide|export|transfer"
    r"|correct|fix|update|change|limit|restrict|opt|unsubscribe|clear|purge|destroy|scrub|email"
    r"|mail|show|let|make|put|turn|exclude|keep|disclose|amend|replace|drop|hand|process|withdraw"
    r"|use|only|review|reconsider|list|identify|download|move|strike|throw|leave|revoke)"
)
_ABOUT_US = r"(?:customer|client|caller|shopper|user|consumer|mother|parent|father|mom|guardian)"

# The first that fits names the clause.
_KINDS = tuple(
    (name, re.compile(rf"^(?:{pattern})\b"))
    for name, pattern in (
        ("tell", rf"(?:{_MODAL} (?:{_YOU}|i) (?:please )?(?:be able to )?(?:possibly )?)?{_TELL}"),
        ("open", r"(?:(?:at|to|from|in|under|by|for|with|about|on|of|since) )?"
                 r"(?:how|what|which|when|where|why|who|whom|whose)"),
        ("way", r"(?:any|is there (?:a|any)) (?:way|chance|idea|possibility|form|link|button)"),
        ("may_i", r"(?:can|could|may|might|do|did|should|must|will|would|am|have|shall|can't"
                  r"|couldn't|don't|shouldn't) (?:i|we|my|our|one)"),
        ("kind_you", rf"(?:{_MODAL}|do) {_YOU}(?: guys| people)? (?:mind|be so kind|be a dear"
                     r"|please|just)"),
        ("can_you", rf"{_MODAL} {_YOU}"),
        ("closed", rf"(?:do|does|did|don't|doesn't|didn't|is|are|was|were|isn't|aren't|wasn't|has"
                   rf"|have|had|hasn't|haven't|must|might|may|should|shouldn't|{_MODAL}) {_WHO}"),
        ("suppose", r"(?:do|does|did|is|are|was|were|has|will|would|can|could|should|may|must"
                    r"|whether|if|suppose|supposing|say i|let's say|imagine|assuming|in case)"),
        ("learn", r"(?:(?:i|we|she|he|[a-z']+)(?: would| am| was| want| need)? ?"
                  r"(?:just |only |also )?"
                  r"(?:want|wants|like|need|needs|love|wish|trying|hoping|interested|appreciate)?"
                  r"(?: to| in)? )?(?:know|knowing|understand|learn|find out|ask|asks|asking|wonder"
                  r"|wonders|wondering|be sure|make sure|hear)"),
        ("unsure", r"(?:i'm |i am |just )?(?:curious|unsure|not sure|confused|concerned|worried"
                   r"|afraid)"),
        ("unable", r"i (?:don't|do not|can't|cannot|couldn't) (?:know|understand|find|see|tell"
                   r"|remember|figure)"),
        ("about", r"(?:i have (?:a|some) )?(?:questions?|information|details|doubts) "
                  r"(?:about|on|regarding|re|concerning)"),
        ("wish", r"(?:i|we|she|he) (?:would )?(?:hereby |also |really |just |only |now )?"
                 r"(?:want|wants|like|need|needs|wish|prefer|rather|demand|request|require|object"
                 r"|revoke|withdraw|appeal|opt|exercise|invoke|refuse|direct|choose|insist|expect"
                 r"|dispute|contest|disagree|forbid|represent)"),
        ("doing", r"(?:i'm|i am|we're|we are) (?:hereby |now |formally )?(?:requesting|asking"
                  r"|exercising|opting|withdrawing|appealing|making|writing|submitting|invoking"
                  r"|demanding|contesting|filing|revoking|sending)"),
        ("refuse", r"i (?:don't|do not|no longer|never)|no more|not interested|enough"),
        ("stop", r"stop|quit|cease|end|don't|do not|never|no"),
        ("order", _DEED),
        ("passed_on", rf"(?:the )?(?:{_ABOUT_US}|(?:my|our) [a-z]+) (?:[a-z]+ )?(?:wants|requests"
                      r"|requested|demands|opts|appeals|withdraws|would like|says|disputes"
                      r"|exercises|objects|needs|wishes|reports)"),
        ("mine", r"my|our|the|this|that"),
        ("yours", r"you|your"),
        ("self", r"i|we|i'm|i've"),
    )
)  # fmt: skip
OTHER = "other"
"""A beginning that tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One of the clauses that a message falls into."""

    kind: str
    asked: bool
    """A question mark ends its sentence."""


def clauses(words: Sequence[str]) -> list[Clause]:
    """The clauses between stops and pauses that hold more than fillers."""
    split = (
        (_without_fillers(clause), asked)
        for sentence, asked in _sentences(words)
        for clause in _split(sentence)
    )
    return [Clause(kind=_kind(said), asked=asked) for said, asked in split if said]


def _sentences(words: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    sentence: list[str] = []
    for word in words:
        if word in _STOPS:
            yield sentence, word == "?"
            sentence = []
        else:
            sentence.append(word)
    yield sentence, False


def _split(sentence: Sequence[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for word in sentence:
        if word in _PAUSES:
            yield clause
            clause = []
        else:
            clause.append(word)
    yield clause


def _without_fillers(clause: list[str]) -> list[str]:
    place = 0
    while place < len(clause) and clause[place] in _FILLERS:
        place += 1
    # "no more emails" begins with what is a filler elsewhere.
    return clause[place - 1 :] if place and clause[place - 1] == "no" else clause[place:]


def _kind(clause: Sequence[str]) -> str:
    beginning = " ".join(clause[:_LONGEST])
    return next((name for name, pattern in _KINDS if pattern.match(beginning)), OTHER)
