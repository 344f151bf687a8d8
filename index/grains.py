"""Cut a policy into passages of every grain."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus import Clause, Policy, Section
from corpus.sentences import sentence_spans
from index.passage import Grain, Passage

# MiniLM reads 256 word pieces. Longer runs would be cut off unread; this many characters of
# policy prose stay below it with their headings.
LONGEST_RUN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A sentence with the larger passages that it lies in."""

    sentence: Passage
    clause: Passage
    section: Passage

    def passage(self, grain: Grain) -> Passage:
        """The passage of that grain."""
        return {
            Grain.SENTENCE: self.sentence,
            Grain.CLAUSE: self.clause,
            Grain.SECTION: self.section,
        }[grain]


def cut(policy: Policy, *, heading: bool) -> list[Lineage]:
    """The sentences of the policy in reading order, each with its clause and section passage."""
    return [
        Lineage(sentence=sentence, clause=clause_passage, section=run)
        for clause, run in _runs(policy)
        for clause_passage in (_clause_passage(policy, clause, heading=heading),)
        for sentence in _sentence_passages(policy, clause)
    ]


def _sentence_passages(policy: Policy, clause: Clause) -> Iterator[Passage]:
    """The sentences of a clause; a list item or a table row is quoted whole, so it stays whole."""
    whole = [(0, len(clause.text))]
    spans = sentence_spans(clause.text) if clause.lead_in is None else whole
    for number, (start, end) in enumerate(spans, start=1):
        yield Passage(
            passage_id=f"{clause.clause_id}#{number}",
            document=policy.policy_id,
            grain=Grain.SENTENCE,
            clause_ids=(clause.clause_id,),
            start=clause.start + start,
            end=clause.start + end,
            text=clause.text[start:end],
        )


def _clause_passage(policy: Policy, clause: Clause, *, heading: bool) -> Passage:
    items = policy.items_under(clause.clause_id)
    end = items[-1].end if items else clause.end
    parts = [_title(words) for words in clause.heading] if heading else []
    parts += [clause.lead_in] if clause.lead_in else []
    return Passage(
        passage_id=clause.clause_id,
        document=policy.policy_id,
        grain=Grain.CLAUSE,
        clause_ids=(clause.clause_id, *(item.clause_id for item in items)),
        start=clause.start,
        end=end,
        text=". ".join([*parts, policy.text[clause.start : end]]),
    )


def _runs(policy: Policy) -> Iterator[tuple[Clause, Passage]]:
    """Each clause with the run of clauses around it: its section, cut to what a model can read."""
    placed = [(clause, _innermost(policy, clause)) for clause in policy.clauses]
    for _, members in groupby(placed, key=lambda pair: pair[1]):
        for run in _runs_of([clause for clause, _ in members]):
            passage = _run_passage(policy, run)
            for clause in run:
                yield clause, passage


def _runs_of(clauses: list[Clause]) -> Iterator[list[Clause]]:
    run: list[Clause] = []
    for clause in clauses:
        if run and clause.end - run[0].start > LONGEST_RUN:
            yield run
            run = []
        run.append(clause)
    yield run


def _run_passage(policy: Policy, run: list[Clause]) -> Passage:
    return Passage(
        passage_id=f"{run[0].clause_id}~",
        document=policy.policy_id,
        grain=Grain.SECTION,
        clause_ids=tuple(clause.clause_id for clause in run),
        start=run[0].start,
        end=run[-1].end,
        text=policy.text[run[0].start : run[-1].end],
    )


def _innermost(policy: Policy, clause: Clause) -> Section | None:
    """The section that the clause stands in; None before the first heading."""
    around = [s for s in policy.sections if s.start <= clause.start and clause.end <= s.end]
    return min(around, key=lambda section: section.end - section.start, default=None)


def _title(words: str) -> str:
    """A heading in ordinary letters: encoders read capitals as other words."""
    return words.capitalize() if words.isupper() else words
