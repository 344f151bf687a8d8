"""A reviewed answer as it stands in ``answers.yaml``."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.clause import Audience
from corpus.errors import Fault
from corpus.located_yaml import LocatedYaml, Place
from corpus.rights import Right
from corpus.verdict import Verdict

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Typed = Annotated[str, Field(pattern=r"\S")]
Asked = Annotated[str, Field(pattern=r"\w")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class EntryKind(StrEnum):
    """What an entry answers with."""

    ANSWER = "answer"
    SILENCE = "silence"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SupportEntry(_Strict):
    """A clause, and which of its words; without them the whole clause."""

    clause: Typed
    quote: Typed | None = None


class SentenceEntry(_Strict):
    """A sentence of the answer."""

    says: Typed
    rests_on: list[SupportEntry]
    always: bool = False
    """Whether it is said whatever else is: one side of a conflict, or whom the rest binds."""


class ReviewEntry(_Strict):
    """Who read the answer against its clauses, and when."""

    by: Typed
    on: date


class AnswerEntry(_Strict):
    """An answer with the ways to ask for it."""

    id: Slug
    family: Slug
    topic: Asked
    kind: EntryKind
    verdict: Verdict | None = None
    not_for: Audience | None = None
    """Who asks for something else: an answer about people outside California names them."""
    offers: Right | None = None
    """The request that whoever asks this may want to make."""
    contradiction: bool = False
    """Whether the policy contradicts itself in this, and the answer tells both sides."""
    asked: Annotated[list[Asked], Field(min_length=1)]
    answer: Annotated[list[SentenceEntry], Field(min_length=1)]
    clauses: dict[str, Digest]
    reviewed: ReviewEntry

    @property
    def is_silence(self) -> bool:
        """Whether it says that the policy doesn't say."""
        return self.kind is EntryKind.SILENCE

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the clauses that its sentences name, each once, in order."""
        named = (one.clause for sentence in self.answer for one in sentence.rests_on)
        return tuple(dict.fromkeys(named))


def read_entries(located: LocatedYaml, faults: list[Fault]) -> Iterator[tuple[Place, AnswerEntry]]:
    """The entries that have the right shape; the faults of the others are added to ``faults``."""
    content = located.content or []
    if not isinstance(content, list):
        faults.append(located.fault((), "answers are a list; begin each with '- id:'"))
        return
    for number, entry in enumerate(content):
        try:
            yield (number,), AnswerEntry.model_validate(entry)
        except ValidationError as error:
            faults += [
                located.fault((number, *one["loc"]), _sentence(one["loc"], one["msg"]))
                for one in error.errors()
            ]


def _sentence(place: Place, problem: str) -> str:
    field = ".".join(str(part) for part in place if isinstance(part, str))
    problem = problem[0].lower() + problem[1:]
    return f"{field}: {problem}" if field else problem
