"""A privacy policy as everything else sees it."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from corpus.clause import Clause, Section
from corpus.errors import UnknownClause


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One version of one policy: its canonical text and the clauses that lie in it."""

    policy_id: str
    company: str
    title: str
    version: str
    effective_date: str | None = None
    """ISO date, or None where the policy states none."""
    url: str | None = None
    contact: str | None = None
    """The e-mail address at which a person is reached."""
    own_domains: tuple[str, ...] = ()
    """Domains that belong to the company; addresses elsewhere are worth a look."""
    public_authorities: tuple[str, ...] = ()
    """Domains of authorities that the policy rightly names."""
    text: str
    """Every word of the policy without its markup; all spans are offsets into it."""
    clauses: tuple[Clause, ...]
    """In reading order; their spans do not overlap."""
    sections: tuple[Section, ...] = field(default=())
    """In reading order; a section's span holds those of its subsections."""

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the canonical text in UTF-8."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def clauses_by_id(self) -> dict[str, Clause]:
        """The clauses under their ids."""
        return {clause.clause_id: clause for clause in self.clauses}

    def clause(self, clause_id: str) -> Clause:
        """The clause of that id; ``UnknownClause`` where there is none."""
        try:
            return self.clauses_by_id[clause_id]
        except KeyError:
            raise UnknownClause(clause_id, tuple(self.clauses_by_id)) from None

    def items_under(self, clause_id: str) -> tuple[Clause, ...]:
        """The list items that a lead-in paragraph introduces, in order."""
        return tuple(clause for clause in self.clauses if clause.lead_in_id == clause_id)
