"""What a release must hold to: floors, no significant drop, and cases that must never fail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from corpus.errors import Fault
from corpus.located_yaml import LocatedYaml, Place
from evals.case import CaseSet
from evals.comparison import Comparison
from evals.errors import MalformedGates
from evals.figures import GATED, Figure
from evals.judgement import passed
from evals.metric import Better
from evals.metrics import METRICS_BY_NAME
from evals.outcome import Outcome

GATES = Path(__file__).parent / "gates.yaml"


class DropGate(BaseModel):
    """Metrics that may not get worse by more than chance explains."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alpha: Annotated[float, Field(gt=0, lt=1)]
    """How often a change of nothing may break this gate."""
    metrics: Annotated[tuple[str, ...], Field(min_length=1)]


class Gates(BaseModel):
    """The gates as they stand in their file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    floors: dict[str, FiniteFloat] = {}
    """The least that a metric may be; for one that is better when lower, the most."""
    no_drop: DropGate | None = None
    never_fail: tuple[str, ...] = ()
    """Ids of cases."""

    @property
    def tested(self) -> tuple[str, ...]:
        """The metrics whose drops are tested together."""
        return self.no_drop.metrics if self.no_drop else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A gate that broke."""

    gate: str
    """``floor``, ``no_drop`` or ``never_fail``, and what it is about."""
    sentence: str
    case_id: str | None = field(default=None)


def read_gates(path: Path, case_set: CaseSet) -> Gates:
    """The gates of a file; ``MalformedGates`` says what is wrong in which line."""
    located = LocatedYaml(path)
    faults = list(located.faults)
    gates = Gates()
    try:
        gates = Gates.model_validate(located.content or {})
    except ValidationError as error:
        faults += [
            located.fault(one["loc"], ": ".join(filter(None, (_field(one["loc"]), one["msg"]))))
            for one in error.errors()
        ]
    faults += _unknown(located, gates, case_set)
    if faults:
        raise MalformedGates(faults)
    return gates


def _field(place: Place) -> str:
    return ".".join(map(str, place))


def _unknown(located: LocatedYaml, gates: Gates, case_set: CaseSet) -> Iterator[Fault]:
    for name in gates.floors:
        if name not in GATED:
            yield located.fault(("floors", name), f"no metric is called {name!r}")
    for number, name in enumerate(gates.tested):
        metric = METRICS_BY_NAME.get(name)
        if metric is None or not metric.is_mean:
            problem = f"{name!r} is no metric with a paired test: {', '.join(_testable())}"
            yield located.fault(("no_drop", "metrics", number), problem)
    for number, case_id in enumerate(gates.never_fail):
        if case_set.case(case_id) is None:
            problem = f"the set {case_set.name!r} has no case {case_id!r}"
            yield located.fault(("never_fail", number), problem)


def _testable() -> list[str]:
    return [name for name, metric in METRICS_BY_NAME.items() if metric.is_mean]


def breaches(
    gates: Gates,
    case_set: CaseSet,
    *,
    outcomes: Mapping[str, Outcome],
    figures: Sequence[Figure],
    comparison: Comparison | None,
) -> list[Breach]:
    """The gates that a run breaks; without a baseline there is nothing to drop from."""
    drops = _drops(gates, comparison) if comparison else ()
    return [*_under_floor(gates, figures), *drops, *_failing(gates, case_set, outcomes)]


def _under_floor(gates: Gates, figures: Sequence[Figure]) -> Iterator[Breach]:
    values = {figure.name: figure for figure in figures}
    for name, floor in gates.floors.items():
        figure = values.get(name)
        if figure is None:
            yield Breach(
                gate=f"floor {name}",
                sentence=f"{name} was not measured: no case is about it, or the target doesn't "
                "explain its turns",
            )
            continue
        lower = GATED[name] is Better.LOWER
        if figure.value > floor if lower else figure.value < floor:
            side = "above its ceiling" if lower else "below its floor"
            yield Breach(
                gate=f"floor {name}", sentence=f"{name} is {figure.value:.4f}, {side} {floor:g}"
            )


def _drops(gates: Gates, comparison: Comparison) -> Iterator[Breach]:
    if gates.no_drop is None:
        return
    alpha = gates.no_drop.alpha
    for change in comparison.changes:
        p_value = change.drop_p_value
        if p_value is not None and p_value < alpha and change.is_worse:
            yield Breach(
                gate=f"no_drop {change.name}",
                sentence=f"{change.name} got worse, {change.baseline:.4f} to {change.run:.4f}, by "
                f"more than chance explains (p = {p_value:.2g}, alpha = {alpha:g})",
            )


def _failing(gates: Gates, case_set: CaseSet, outcomes: Mapping[str, Outcome]) -> Iterator[Breach]:
    for case_id in gates.never_fail:
        case, outcome = case_set.case(case_id), outcomes.get(case_id)
        if case is not None and (outcome is None or not passed(case, outcome)):
            yield Breach(
                gate=f"never_fail {case_id}",
                sentence=f"{case_id} fails, which must never: {' / '.join(case.turns)}",
                case_id=case_id,
            )
