"""Where the policy contradicts itself, as those found who reviewed the answers."""

from collections.abc import Iterable, Iterator

from corpus.answers import ReviewedAnswer
from corpus.lint import Finding, Severity


def contradictions(answers: Iterable[ReviewedAnswer]) -> Iterator[Finding]:
    """A warning for each answer that has to tell two sides, with the clauses of both."""
    for answer in answers:
        if answer.contradiction:
            clauses = ", ".join(answer.digests)
            yield Finding(
                rule="contradiction", severity=Severity.WARNING, clause_id=None,
                message=f"It says two things to {answer.topic!r}: {clauses}.",
            )  # fmt: skip
