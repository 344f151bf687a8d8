"""What changed between two versions of a policy, clause by clause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from corpus.clause import Clause
from corpus.policy import Policy

_TOKEN = re.compile(r"\S+")


class RevisionKind(StrEnum):
    """What became of a clause."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    RENAMED = "renamed"
    """The same words under another id."""
    REBOUND = "rebound"
    """The same words, for other people."""
    MOVED = "moved"
    """The same words, under another heading or lead-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A clause that is not what it was."""

    kind: RevisionKind
    before: Clause | None
    after: Clause | None

    @property
    def clause_ids(self) -> frozenset[str]:
        """Its ids, before and after."""
        return frozenset(clause.clause_id for clause in (self.before, self.after) if clause)

    @property
    def word_diff(self) -> str:
        """The words, with ``[-lost-]`` and ``{+added+}`` as git marks them."""
        return word_diff(
            self.before.text if self.before else "", self.after.text if self.after else ""
        )


def revisions(old: Policy, new: Policy) -> list[Revision]:
    """The clauses that differ, those of the new version in its order, then those that are gone.

    Renaming is told only where the words stand once among what was lost and once among the new.
    """
    lost = [clause for clause in old.clauses if clause.clause_id not in new.clauses_by_id]
    fresh = [clause for clause in new.clauses if clause.clause_id not in old.clauses_by_id]
    renamed = dict(_renamed(lost, fresh))
    found = []
    for clause in new.clauses:
        before = old.clauses_by_id.get(clause.clause_id) or renamed.get(clause.clause_id)
        kind = _kind(before, clause)
        if kind is not None:
            found.append(Revision(kind=kind, before=before, after=clause))
    kept = {clause.clause_id for clause in renamed.values()}
    gone = [clause for clause in lost if clause.clause_id not in kept]
    return found + [Revision(kind=RevisionKind.REMOVED, before=one, after=None) for one in gone]


def word_diff(before: str, after: str) -> str:
    """The words of both texts, with ``[-lost-]`` and ``{+added+}`` as git marks them."""
    was, now = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        if tag == "equal":
            parts += was[a:b]
            continue
        if a < b:
            parts.append(f"[-{' '.join(was[a:b])}-]")
        if c < d:
            parts.append(f"{{+{' '.join(now[c:d])}+}}")
    return " ".join(parts)


def _kind(before: Clause | None, after: Clause) -> RevisionKind | None:
    if before is None:
        return RevisionKind.ADDED
    if before.text != after.text:
        return RevisionKind.REWORDED
    if before.applies_to is not after.applies_to:
        return RevisionKind.REBOUND
    if before.clause_id != after.clause_id:
        return RevisionKind.RENAMED
    if (before.heading, before.lead_in) != (after.heading, after.lead_in):
        return RevisionKind.MOVED
    return None


def _renamed(lost: list[Clause], fresh: list[Clause]) -> Iterator[tuple[str, Clause]]:
    """The new id and the old clause of each that has only another id now."""
    for clause in fresh:
        was = [one for one in lost if one.text == clause.text]
        is_ = [one for one in fresh if one.text == clause.text]
        if len(was) == len(is_) == 1:
            yield clause.clause_id, was[0]
