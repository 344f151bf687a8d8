"""Questions with a pronoun that stands for something said before: "who gets it"."""

import re

from assistant.behind import Behind, Full, Rule, words_of
from assistant.vocabulary import FAINT, NO_ANTECEDENTS


def _resolved(behind: Behind) -> Full | None:
    """Out of "who gets it", "how do I stop that"."""
    message = behind.message
    pronoun = _pointing_back(message)
    if pronoun is None:
        return None
    if _OF_DEEDS.search(message) and behind.parts.doing:
        return behind.asked(_put(message, pronoun, behind.parts.doing))
    if behind.thing is None:
        return behind.asked_before(message)
    full = _put(message, pronoun, behind.thing)
    # "How does my data work" still says too little.
    if set(words_of(message)) <= FAINT:
        return behind.asked_before(full)
    return behind.asked(full)


def _pointing_back(message: str) -> re.Match[str] | None:
    """The pronoun that stands for something said earlier, if nothing in the message is that.

    "They" and "it" that do something to a thing of their own are the shop and its app.
    """
    if len(message.split()) > _LONGEST:
        return None
    pronouns = [*_PRONOUN.finditer(message)]
    objects = [one for one in pronouns if not _SUBJECT.search(message[: one.start()])]
    pronoun = next(iter(objects or pronouns), None)
    if pronoun is None or (not objects and not _STATE.search(message)):
        return None
    around = words_of(message[: pronoun.start()]) + words_of(message[pronoun.end() :])
    apart = [word for word in around if word not in NO_ANTECEDENTS and not word.endswith("ed")]
    return None if apart else pronoun


def _put(message: str, pronoun: re.Match[str], words: str) -> str:
    return message[: pronoun.start()] + words + message[pronoun.end() :]


_LONGEST = 12
_PRONOUN = re.compile(
    r"\b(?:it|them|they|(?:this|that|these|those)"
    r"(?: (?:data|info|information|stuff|ones?|thing))?)\b"
    r"(?! (?:app|application|site|website|page|policy|shop|store|company|business|service|bot)\b)"
    r"(?! (?:safe|true|possible|legal|ok|okay) (?:to|that)\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|\b(?:what|how|why|when|where|who|which|long|often|much|soon|and|so|then|also|else) )"
    r"(?:(?:do|does|did|is|are|was|were|will|would|can|could|should|has|have|if|that) )?$",
    re.IGNORECASE,
)
# "Is it encrypted" and "how long does that take" go on; "does it collect my location" begins.
_STATE = re.compile(
    r"\b(?:is|are|was|were|be|been|isn't|aren't|take|takes|last|cost|work|happen|mean|expire|end"
    r"|they're|it's|that's|help|matter|apply|count|include|stay)\b",
    re.IGNORECASE,
)
_OF_DEEDS = re.compile(r"\b(?:refuse|illegal|legal|allowed|lawful)\b", re.IGNORECASE)

PRONOUNS: tuple[tuple[str, Rule], ...] = ((_PRONOUN.pattern, _resolved),)
