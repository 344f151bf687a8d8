"""What became of a clause that takes an answer out of use, as far as it can be told."""

from collections.abc import Iterator

from corpus.answers import StaleAnswer, StaleCause
from corpus.policy import Policy
from corpus.revision import word_diff


def what_became(
    answer: StaleAnswer, clause_id: str, policy: Policy, old: Policy | None = None
) -> Iterator[str]:
    """Lines to read for whoever looks at the answer again.

    With the policy as it was reviewed the words are compared; without it, only the digest of the
    clause and what the answer quotes are known.
    """
    clause = policy.clauses_by_id.get(clause_id)
    reviewed = answer.digests.get(clause_id)
    before = old.clauses_by_id.get(clause_id) if old else None
    if clause is None:
        same = [one.clause_id for one in policy.clauses if one.digest == reviewed]
        yield from (f"the same words stand at {name} now" for name in same)
        if same:
            return
    if before is not None and before.digest == reviewed:
        yield word_diff(before.text, clause.text if clause else "")
        return
    if clause is not None and answer.causes[clause_id] is StaleCause.UNREVIEWED:
        yield f"it reads: {clause.text}"
        return
    for quote in answer.quotes.get(clause_id, ()):
        if clause is not None and quote in clause.text:
            yield f"still there: “{quote}”"
            continue
        elsewhere = [one.clause_id for one in policy.clauses if quote in one.text]
        where = f"now at {', '.join(elsewhere)}" if elsewhere else "no longer there"
        yield f"{where}: “{quote}”"
    if clause is not None:
        yield f"it reads now: {clause.text}"
