"""What is embedded and what is found."""

from dataclasses import dataclass
from enum import StrEnum


class Grain(StrEnum):
    """How much of the text a passage holds."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of a document to embed."""

    passage_id: str
    document: str
    """The policy's id, or the name of a plain text."""
    grain: Grain
    clause_ids: tuple[str, ...]
    """The clauses that the span lies in or holds, in reading order."""
    start: int
    """Offset of its first character in the document."""
    end: int
    text: str
    """What is embedded: the span, with the words it is read under before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A sentence passage that was found."""

    passage: Passage
    score: float
    """Cosine similarity of question and passage, both fused, plus the lexical part; about -1 to 1,
    more is nearer."""
    rank: int
    """1 for the best."""
