"""How well the clauses that were found are ranked, as the field measures it (ir-measures)."""

from dataclasses import dataclass
from functools import lru_cache

import ir_measures
from ir_measures import RR, R, Success, nDCG

from evals.case import Case
from evals.outcome import Outcome

_CORE, _ACCEPTED = 2, 1
DEPTH = 10
"""What is found beyond this is in no measure."""
_QUERY = "q"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A measure of a ranked list of clauses."""

    name: str
    label: str
    definition: str
    measure: ir_measures.measures.Measure


RANKINGS = (
    *(
        Ranking(
            name=f"hit_at_{depth}",
            label=f"hit@{depth}",
            definition=f"Share of answerable cases with a core clause among the first {depth} "
            "clauses found.",
            measure=Success(rel=_CORE) @ depth,
        )
        for depth in (1, 3, 5, 10)
    ),
    *(
        Ranking(
            name=f"recall_at_{depth}",
            label=f"recall@{depth}",
            definition=f"Share of the core clauses among the first {depth} found; the mean over "
            "answerable cases.",
            measure=R(rel=_CORE) @ depth,
        )
        for depth in (5, 10)
    ),
    Ranking(
        name="mrr_at_10",
        label="MRR@10",
        definition="1 / rank of the first core clause, 0 where none is among the first 10; the "
        "mean over answerable cases.",
        measure=RR(rel=_CORE) @ DEPTH,
    ),
    Ranking(
        name="ndcg_at_10",
        label="nDCG@10",
        definition="Normalized discounted cumulative gain of the first 10, with a gain of 2 for a "
        "core clause and 1 for an accepted one (trec_eval's linear gain); the mean over answerable "
        "cases.",
        measure=nDCG @ DEPTH,
    ),
)


@lru_cache(maxsize=4096)
def _ranked(
    found: tuple[str, ...], core: frozenset[str], accept: frozenset[str]
) -> dict[str, float]:
    labels = dict.fromkeys(accept, _ACCEPTED) | dict.fromkeys(core, _CORE)
    order = {clause_id: float(-place) for place, clause_id in enumerate(found)}
    values = ir_measures.calc_aggregate(
        [ranking.measure for ranking in RANKINGS], {_QUERY: labels}, {_QUERY: order}
    )
    return {ranking.name: values[ranking.measure] for ranking in RANKINGS}


def ranked(case: Case, outcome: Outcome) -> dict[str, float]:
    """Each measure of the clauses found, 0 to 1; all 0 where none were."""
    if not outcome.found:
        return {ranking.name: 0.0 for ranking in RANKINGS}
    return _ranked(outcome.found, case.core, case.accept or frozenset())
