"""Whether a reviewed answer bears out what a shopper takes for granted.

An answer's yes or no is one to its topic. A statement in other words may mean the opposite ("you
ignore the signal" for "do you respond to it?") or less ("you only share what you must"): unless the
two can be told to speak of the same thing the same way round, nothing is said about the statement.
"""

import re

from assistant.part import Part
from corpus.answers import ReviewedAnswer
from corpus.verdict import Verdict

_YES_OR_NO = re.compile(
    r"^(?:do|does|did|can|could|will|would|is|are|was|were|have|has|am|must|may|should)\b",
    re.IGNORECASE,
)
# What is done, by any of its names.
_DEEDS = tuple(
    re.compile(rf"\b(?:{names})\b", re.IGNORECASE)
    for names in (
        r"collect\w*|log|logs|logged|record\w*|stor(?:e|es|ed)|sav(?:e|es|ed)|keep|kept|know|have|get"
        r"|gets|got|take|takes|gather\w*|track\w*|see|sees|ask|need|hold|remember|looks? at",
        r"shar\w+|giv(?:e|es|en)|disclos\w+|pass\w*|hand\w*|sen[dt]|get|gets|go|goes|transfer\w*|reach\w*",
        r"sell\w*|sold|rent\w*",
        r"us(?:e|es|ed|ing)|show\w*|personali[sz]\w+|improv\w+|prevent\w*",
        r"send|sent|text|texts|e-?mails?",
        r"respond\w*|honou?r\w*|obey\w*|respect\w*",
        r"delet\w+|eras\w+|remov\w+",
        r"cost\w*|charg\w+|pay",
        r"copy|copies",
        r"treat\w*",
        r"class action",
        r"follow|apply|applies",
        r"permission|consent",
        r"confidential\w*",
        r"hand over|assign\w*",
    )
)
# Words that turn a statement round or narrow it.
_TURNING = (
    "free", r"ignor\w+", r"refus\w+", "stays?", "only", "just", "all", "every", "everything",
    "always",
    "without", "unless", "until", r"anonym\w+", "private", r"protect\w*", "stop", r"less|fewer",
    r"more|better", "worse", "forever", "even", "first", "except", "but", r"limit\w*", "secret",
    "both", r"outside", "instead", r"avoid\w*", r"block\w*", r"hid\w+", "elsewhere", r"fail\w*",
)  # fmt: skip
_TURNS = tuple(re.compile(rf"\b(?:{word})\b", re.IGNORECASE) for word in _TURNING)


def borne_out(part: Part, answer: ReviewedAnswer) -> bool | None:
    """Whether what is presumed or stated is so; None where the answer doesn't tell for sure."""
    if answer.verdict not in (Verdict.YES, Verdict.NO) or not _alike(part.text, answer.topic):
        return None
    return (answer.verdict is Verdict.YES) is not part.negated


def _alike(statement: str, topic: str) -> bool:
    """Whether both speak of a deed the same way round."""
    if not _YES_OR_NO.match(topic):
        return False
    if any(bool(word.search(statement)) != bool(word.search(topic)) for word in _TURNS):
        return False
    return any(deed.search(statement) and deed.search(topic) for deed in _DEEDS)
