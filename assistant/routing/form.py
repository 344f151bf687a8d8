"""The form of a message: which clauses begin it and end it, and what is asked with a mark.

What is wanted shows in the form more than in the words: "can you delete my data" and "can you tell
me if you delete my data" share most of them.
"""

import re
from collections.abc import Sequence

from assistant.routing.clause import OTHER, clauses

_ASKS = frozenset({"tell", "open", "way", "may_i", "closed", "suppose", "learn", "unsure", "unable",
                   "about"})  # fmt: skip
_DOES = frozenset({"wish", "doing", "refuse", "stop", "order", "passed_on", "kind_you"})
# "would you be so kind as to remove", "how about you delete", "any chance you could stop".
_ASKED_DEED = re.compile(
    r"\b(?:can|could|will|would|won't|mind|chance|how about|please|why don't)"
    r"(?: you| someone| somebody| anyone)?(?: guys| people)?(?: could)?"
    r"(?: just| please| be so kind| possibly)?"
    r"(?: as)?(?: to)? ([a-z]+)"
)
_ASKED_FOR_ONESELF = re.compile(
    r"\b(?:can|could|may|might) (?:i|we|my|our)(?: [a-z']+){0,4}?"
    r" (please|have|get|be|ask|request)\b"
)


def forms(words: Sequence[str]) -> list[str]:
    """What can be told of the form, a word each."""
    found = clauses(words)
    if not found:
        return ["empty"]
    kinds = [clause.kind for clause in found]
    first, last = kinds[0], kinds[-1]
    told = [f"first_{first}", f"last_{last}", f"ends_{first}_{last}", _mood(kinds), _mark(words)]
    told += [f"some_{kind}" for kind in set(kinds)]
    told += [f"asked_{clause.kind}" for clause in found if clause.asked]
    told.append(f"clauses_{min(6, len(kinds))}")
    line = " ".join(words)
    told += [f"you_{deed}" for deed in _ASKED_DEED.findall(line)]
    told += [f"i_{deed}" for deed in _ASKED_FOR_ONESELF.findall(line)]
    return told


def _mood(kinds: Sequence[str]) -> str:
    telling = [kind for kind in kinds if kind != OTHER]
    if telling and all(kind in _ASKS for kind in telling):
        return "only_asks"
    return "does" if _DOES.intersection(kinds) else "neither"


def _mark(words: Sequence[str]) -> str:
    if words[-1] == "?":
        return "mark_last"
    return "mark_within" if "?" in words else "no_mark"
