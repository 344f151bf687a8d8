"""The parts of a message: the questions in it, and what it takes for granted."""

from assistant.antecedent import resolved
from assistant.part import Kind, Part
from assistant.pieces import questions
from assistant.premises import premised

MOST_PARTS = 4


def parts(text: str) -> tuple[Part, ...]:
    """What the message presumes and asks, in order; mostly one part, the message itself.

    More than ``MOST_PARTS`` are not answered at once: then one more part is what is left over.
    """
    straight = text.replace("’", "'")
    found = premised(straight)
    asked = questions(found.rest) if found.rest else ()
    if found.premise is None:
        whole = tuple(Part(text=one) for one in resolved(asked))
        return _limited(whole) if len(whole) > 1 else (Part(text=text),)
    told = "" if found.rest == straight else found.premise.said
    return _limited((found.premise, *(Part(text=one) for one in resolved(asked, told))))


def _limited(whole: tuple[Part, ...]) -> tuple[Part, ...]:
    left = " ".join(part.text for part in whole[MOST_PARTS:])
    return (*whole[:MOST_PARTS], *((Part(text=left, kind=Kind.LEFT),) if left else ()))
