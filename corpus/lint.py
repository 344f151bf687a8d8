"""What is wrong with a policy: faults of our restoration, and flaws of the text itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.clause import Clause
from corpus.fidelity import differences
from corpus.policy import Policy

_EMAIL_DOMAIN = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_PLACEHOLDER = re.compile(r"\[[^\]\n]{2,60}\]|\bTBD\b|\bXXX+\b|lorem ipsum", re.IGNORECASE)
_LINK_WORDS = re.compile(
    r"\bclick(?:ing)? (?:here|on the link\b[^.,]*)|\b(?:see|visit)\b[^.]*\bhere\b(?=\s*[.,]|\s*$)"
    r"|\blink below\b|\blearn more about\b[^.]*|\bview our privacy policy\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"https?://\S+|\bwww\.\S+")
_DATE_PROMISE = re.compile(
    r"last (?:modified|updated|revised) date|date of (?:the )?last (?:modification|update|revision)"
    r"|effective date (?:that|which) appears",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:{_MONTHS})\s+\d{{1,2}},?\s+\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b|\b\d\d?/\d\d?/\d{{4}}\b"
)


class Severity(StrEnum):
    """Whose fault a finding is."""

    ERROR = "error"
    """The restored policy can't be trusted; it must be mended before it is served."""
    WARNING = "warning"
    """The policy's own text is flawed; it is served as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and where."""

    rule: str
    severity: Severity
    clause_id: str | None
    message: str


def check(policy: Policy, source: str | None) -> list[Finding]:
    """All findings, errors first. Without a source, fidelity is a finding of its own."""
    found = [
        *_fidelity(policy, source),
        *_unique_ids(policy),
        *_spans(policy),
        *_placeholders(policy),
        *_dead_links(policy),
        *_foreign_addresses(policy),
        *_missing_date(policy),
    ]
    return sorted(found, key=lambda finding: finding.severity != Severity.ERROR)


def _fidelity(policy: Policy, source: str | None) -> Iterator[Finding]:
    if source is None:
        yield _warning("fidelity", None, "There is no source.txt to compare policy.md with.")
        return
    for difference in differences(source, policy):
        yield _error("fidelity", None, str(difference))


def _unique_ids(policy: Policy) -> Iterator[Finding]:
    seen: set[str] = set()
    for clause in policy.clauses:
        if clause.clause_id in seen:
            yield _error("unique-ids", clause, "Another clause has the same id.")
        seen.add(clause.clause_id)


def _spans(policy: Policy) -> Iterator[Finding]:
    last = 0
    for clause in policy.clauses:
        if policy.text[clause.start : clause.end] != clause.text:
            yield _error("spans", clause, "Its span does not hold its text.")
        if clause.start < last:
            yield _error("spans", clause, "Its span overlaps the clause before.")
        if not clause.text.strip():
            yield _error("spans", clause, "It has no words.")
        last = clause.end


def _placeholders(policy: Policy) -> Iterator[Finding]:
    for clause in policy.clauses:
        for match in _PLACEHOLDER.finditer(clause.text):
            yield _warning("placeholder", clause, f"{match.group()!r} was never filled in.")


def _dead_links(policy: Policy) -> Iterator[Finding]:
    for clause in policy.clauses:
        for match in _LINK_WORDS.finditer(clause.text):
            # Within a sentence, an address right behind the words is where they lead.
            if not _TARGET.match(clause.text[match.end() :].lstrip(" (:")):
                yield _warning("dead-link", clause, f"{match.group()!r} leads nowhere.")


def _foreign_addresses(policy: Policy) -> Iterator[Finding]:
    known = {domain.lower() for domain in (*policy.own_domains, *policy.public_authorities)}
    for clause in policy.clauses:
        for match in _EMAIL_DOMAIN.finditer(clause.text):
            domain = match.group(1).lower()
            if not any(domain == own or domain.endswith(f".{own}") for own in known):
                yield _warning(
                    "foreign-address",
                    clause,
                    f"{match.group()} belongs to another company than {policy.company}.",
                )


def _missing_date(policy: Policy) -> Iterator[Finding]:
    if _DATE.search(policy.text):
        return
    for clause in policy.clauses:
        if promise := _DATE_PROMISE.search(clause.text):
            yield _warning(
                "missing-date", clause, f"It promises a {promise.group()!r}; the text has no date."
            )


def _error(rule: str, clause: Clause | None, message: str) -> Finding:
    return Finding(
        rule=rule, severity=Severity.ERROR,
        clause_id=clause.clause_id if clause else None, message=message,
    )  # fmt: skip


def _warning(rule: str, clause: Clause | None, message: str) -> Finding:
    return Finding(
        rule=rule, severity=Severity.WARNING,
        clause_id=clause.clause_id if clause else None, message=message,
    )  # fmt: skip
