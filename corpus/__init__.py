"""The policy as a source of law: its canonical text, its clauses, its fidelity and its flaws."""

from corpus.answers import Answers, ReviewedAnswer, Sentence, StaleAnswer, Support
from corpus.clause import Audience, Clause, ClauseKind, Section
from corpus.errors import (
    CorpusError,
    MalformedAnswers,
    MalformedPolicy,
    UnknownAnswer,
    UnknownClause,
    UnknownPolicy,
)
from corpus.policy import Policy
from corpus.promise import Milestone, Promise
from corpus.rights import PolicyRights, Right
from corpus.shelf import Shelf
from corpus.verdict import Verdict

__all__ = [
    "Answers",
    "Audience",
    "Clause",
    "ClauseKind",
    "CorpusError",
    "MalformedAnswers",
    "MalformedPolicy",
    "Milestone",
    "Policy",
    "PolicyRights",
    "Promise",
    "ReviewedAnswer",
    "Right",
    "Section",
    "Sentence",
    "Shelf",
    "StaleAnswer",
    "Support",
    "UnknownAnswer",
    "UnknownClause",
    "UnknownPolicy",
    "Verdict",
]
