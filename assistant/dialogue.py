"""The turns of a conversation, taken one after another, each with its reply and its time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter

from assistant.conversation import Conversation
from assistant.errors import RefusedText
from assistant.reply import Reply

TakeTurn = Callable[[Conversation, str], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """A turn that got a reply."""

    before: Conversation
    """What was said before it."""
    text: str
    reply: Reply
    elapsed_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A turn whose text can't be a message; the next one follows as if it had not been typed."""

    sentence: str


def dialogue(take_turn: TakeTurn, texts: Iterable[str]) -> Iterator[Replied | Refused]:
    """A conversation of these texts from its beginning; each is asked when it is its turn."""
    conversation = Conversation.begin()
    for text in texts:
        begun = perf_counter()
        try:
            reply = take_turn(conversation, text)
        except RefusedText as refusal:
            yield Refused(sentence=refusal.sentence)
            continue
        elapsed = 1000 * (perf_counter() - begun)
        yield Replied(before=conversation, text=text, reply=reply, elapsed_ms=elapsed)
        conversation = conversation.after(text, reply)
