"""What is said of something that a shopper takes for granted, or states to have it confirmed."""

import re

from assistant import leads
from assistant.part import Kind, Part
from assistant.polarity import borne_out
from assistant.reason import Reason
from assistant.reply import Abstention, Reply
from corpus.answers import ReviewedAnswer
from corpus.verdict import Verdict

_YES_OR_NO = re.compile(r"^(?:Yes|No)\b", re.IGNORECASE)
_IN_PART = re.compile(r"^Yes, in part\b", re.IGNORECASE)


def confirmation(part: Part, text: str, answer: ReviewedAnswer) -> str:
    """The answer to a statement, so that nobody can take its "yes" for "you are right"."""
    if not _YES_OR_NO.match(text):
        return text
    so = borne_out(part, answer)
    if so is None or (not so and _IN_PART.match(text)):
        return f"{answer.topic} {text}"
    return _YES_OR_NO.sub(leads.SO if so else leads.NOT_SO, text)


def correction(part: Part, text: str, answer: ReviewedAnswer) -> str:
    """What is said of a premise; empty where it is borne out, or it can't be told if it is."""
    if answer.verdict in (None, Verdict.DEPENDS):
        # Asked for a reason, one is told the same in answer.
        return "" if part.kind is Kind.LOADED else leads.UNSURE + text[:1].lower() + text[1:]
    if not _YES_OR_NO.match(text):
        return ""
    so = borne_out(part, answer)
    if (so is None and part.of_policy) or (so is False and _IN_PART.match(text)):
        return f"{leads.UNSURE}{answer.topic} {text}"
    return _YES_OR_NO.sub(leads.GRANTED, text) if so is False else ""


def unfounded(part: Part, reply: Reply) -> bool:
    """Whether the policy is said to say something of which it surely has nothing near."""
    if not isinstance(reply, Abstention) or reply.answer_id:
        return False
    return part.of_policy and reply.reason is not Reason.LOW_CONFIDENCE
