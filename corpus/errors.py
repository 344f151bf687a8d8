"""What can go wrong with a policy.

CorpusError
├── UnknownPolicy     no such folder on the shelf
├── UnknownClause     no such clause in the policy
├── UnknownAnswer     no reviewed answer of that id
├── MalformedPolicy   the file cannot be read as a policy
└── MalformedAnswers  the file of reviewed answers has faults
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class CorpusError(Exception):
    """Base of the room's errors; the message ends in what to do."""


class UnknownPolicy(CorpusError):
    """The shelf holds no policy of that id."""

    def __init__(self, policy_id: str, known: Sequence[str]) -> None:
        self.policy_id = policy_id
        self.known = tuple(known)
        there = ", ".join(known) or "none"
        super().__init__(f"There is no policy {policy_id!r}. Policies on the shelf: {there}.")


class UnknownClause(CorpusError):
    """The policy holds no clause of that id."""

    def __init__(self, clause_id: str, known: Sequence[str]) -> None:
        self.clause_id = clause_id
        near = get_close_matches(clause_id, known, n=3, cutoff=0.4)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(
            f"There is no clause {clause_id!r}.{hint} List them with: python -m corpus list."
        )


class MalformedPolicy(CorpusError):
    """The file cannot be read as a policy."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path = path
        self.problem = problem
        # A parser's own message may run over several lines.
        super().__init__(f"{path} cannot be read as a policy: {' '.join(problem.split())}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong in a file that people write by hand."""

    path: Path
    line: int
    """From 1."""
    problem: str

    def __str__(self) -> str:
        """As editors and terminals make it a link."""
        return f"{self.path}:{self.line}: {self.problem}"


class MalformedAnswers(CorpusError):
    """The file of reviewed answers has faults; each is told with its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class UnknownAnswer(CorpusError):
    """The policy has no reviewed answer of that id."""

    def __init__(self, answer_id: str, known: Sequence[str]) -> None:
        self.answer_id = answer_id
        near = get_close_matches(answer_id, known, n=3, cutoff=0.4)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(
            f"There is no reviewed answer {answer_id!r}.{hint} They stand in answers.yaml."
        )
