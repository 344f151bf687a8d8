"""The policy as a source of law: its canonical text, its clauses, its fidelity and its flaws."""

from corpus.clause import Audience, Clause, ClauseKind, Section
from corpus.errors import CorpusError, MalformedPolicy, UnknownClause, UnknownPolicy
from corpus.policy import Policy
from corpus.rights import Right
from corpus.shelf import Shelf

__all__ = [
    "Audience",
    "Clause",
    "ClauseKind",
    "CorpusError",
    "MalformedPolicy",
    "Policy",
    "Right",
    "Section",
    "Shelf",
    "UnknownClause",
    "UnknownPolicy",
]
