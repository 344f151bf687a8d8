"""One reply out of the replies to the parts of a message.

A request wins over all else as the kind of the reply, for it must not get lost, and a wish for a
person over an answer; what the other parts are told stands before it, with its citations.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import leads
from assistant.correcting import confirmation, correction, unfounded
from assistant.markers import as_one
from assistant.part import Kind, Part
from assistant.reply import (
    Abstention,
    Answer,
    Citation,
    Clarification,
    Handoff,
    Mode,
    Reply,
    RightsIntake,
    SmallTalk,
)
from corpus import Policy
from corpus.answers import ReviewedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A part of a message and the reply to it alone."""

    part: Part
    reply: Reply


def told(part: Part, message: str, take: Callable[[str], Reply]) -> Told:
    """The part with the reply that ``take`` gives to its text.

    A statement of which nothing reviewed is found so is taken as the message has it: no reply to it
    may begin with a bare "yes".
    """
    reply = take(part.text)
    if part.kind is Kind.STATEMENT and not _answer_id(reply):
        reply = take(message)
    return Told(part=part, reply=reply)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """What is said of a part."""

    reply: Reply
    text: str
    citations: tuple[Citation, ...] = ()
    label: str = ""
    """The line above it."""
    stands_alone: bool = False
    """Whether it says more than the reply to the whole message would."""

    @property
    def key(self) -> Hashable:
        """Equal for blocks of which one is enough."""
        spans = frozenset((one.clause_id, one.start, one.end) for one in self.citations)
        return _answer_id(self.reply) or spans or self.text


def composed(
    policy: Policy, answers: Mapping[str, ReviewedAnswer], parts: Sequence[Told], *, offer: str
) -> Reply | None:
    """The reply to all parts; None where the whole message is better answered as one.

    ``answers`` are the reviewed ones by id; ``offer`` of a person is made once, at the end.
    """
    blocks = _once(_ordered(_blocks(answers, parts, offer)))
    if not any(block.stands_alone for block in blocks) and (len(blocks) < 2 or _idle(blocks)):
        return None
    texts, citations = as_one(policy, [(block.text, block.citations) for block in blocks])
    lines = [*map(_labelled, blocks, texts)]
    if any(one.part.kind is Kind.LEFT for one in parts):
        lines.append(leads.LEFT())
    if any(block.reply.text.endswith(offer) for block in blocks):
        lines.append(offer)
    return _of_kind(blocks, "\n\n".join(lines), citations)


def _blocks(
    answers: Mapping[str, ReviewedAnswer], parts: Sequence[Told], offer: str
) -> Iterator[_Block]:
    questions = [one for one in parts if one.part.kind is Kind.QUESTION]
    for one in parts:
        answer = _reviewed(one.reply, answers)
        text = _without(one.reply, offer)
        if one.part.kind is Kind.QUESTION:
            place = leads.to_question(questions.index(one), of=len(questions))
            yield from _to_question(one.reply, text, answer.topic if answer else place)
        elif one.part.kind is not Kind.LEFT:
            yield from _to_claim(one, text, answer)


def _to_question(reply: Reply, text: str, label: str) -> Iterator[_Block]:
    match reply:
        case SmallTalk():
            return
        case Clarification(options=options):
            topics = "\n".join(f"- {option.text}" for option in options)
            yield _Block(reply=reply, text=f"{leads.CHOICE()}\n{topics}", label=label)
        case RightsIntake() | Handoff():
            yield _Block(reply=reply, text=text, citations=reply.citations)
        case _:
            yield _Block(reply=reply, text=text, citations=reply.citations, label=label)


def _to_claim(told: Told, text: str, answer: ReviewedAnswer | None) -> Iterator[_Block]:
    """What is said of a premise or a statement; mostly nothing."""
    part, reply = told.part, told.reply
    if answer is None:
        if unfounded(part, reply):
            yield _Block(reply=reply, text=leads.NO_CLAUSE(), stands_alone=True)
        return
    as_statement = part.kind is Kind.STATEMENT
    said = confirmation(part, text, answer) if as_statement else correction(part, text, answer)
    if said and isinstance(reply, Answer | Abstention):
        yield _Block(reply=reply, text=said, citations=reply.citations, stands_alone=True)


def _reviewed(reply: Reply, answers: Mapping[str, ReviewedAnswer]) -> ReviewedAnswer | None:
    return answers.get(_answer_id(reply) or "")


def _answer_id(reply: Reply) -> str | None:
    return reply.answer_id if isinstance(reply, Answer | Abstention) else None


def _ordered(blocks: Iterable[_Block]) -> list[_Block]:
    """Requests last: what follows from them is done next. Only the first of them can be."""
    listed = list(blocks)
    intakes = [block for block in listed if isinstance(block.reply, RightsIntake)]
    others = [block for block in listed if not isinstance(block.reply, RightsIntake | Handoff)]
    persons = [block for block in listed if isinstance(block.reply, Handoff)]
    later = [replace(one, text=leads.ONE_REQUEST(), citations=()) for one in intakes[1:]]
    return [*others, *persons, *intakes[:1], *later]


def _once(blocks: Iterable[_Block]) -> list[_Block]:
    first: dict[Hashable, _Block] = {}
    for block in blocks:
        first.setdefault(block.key, block)
    return list(first.values())


def _idle(blocks: Iterable[_Block]) -> bool:
    """Whether nothing is known to any of them: together the words may tell more."""
    return all(isinstance(one.reply, Abstention) and not one.reply.answer_id for one in blocks)


def _labelled(block: _Block, text: str) -> str:
    return f"{block.label}\n{text}" if block.label else text


def _without(reply: Reply, offer: str) -> str:
    return reply.text.removesuffix(offer).rstrip()


def _of_kind(blocks: Sequence[_Block], text: str, citations: tuple[Citation, ...]) -> Reply | None:
    """The text as a reply of the kind that matters most; None where a choice has to be offered."""
    replies = [block.reply for block in blocks]
    for reply in sorted(replies, key=_weight):
        match reply:
            case RightsIntake() | Handoff():
                return replace(reply, text=text, citations=citations)
            case Answer() | Abstention() if len(replies) == 1:
                return replace(reply, text=text, citations=citations)
            case Answer():
                return Answer(text=text, citations=citations, mode=_mode(replies))
            case Clarification():
                return None
            case Abstention():
                return Abstention(text=text, reason=reply.reason, citations=citations)
    return None


def _weight(reply: Reply) -> int:
    kinds = (RightsIntake, Handoff, Answer, Clarification, Abstention, SmallTalk)
    return kinds.index(type(reply))


def _mode(replies: Iterable[Reply]) -> Mode:
    """Reviewed only where all is."""
    modes = {reply.mode for reply in replies if isinstance(reply, Answer)}
    return Mode.REVIEWED if modes == {Mode.REVIEWED} else Mode.QUOTED
