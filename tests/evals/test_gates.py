from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.reply_json import ReplyKind
from evals.case import CaseSet
from evals.comparison import Change, Comparison
from evals.errors import MalformedGates
from evals.figures import Figure
from evals.gates import Breach, DropGate, Gates, breaches, read_gates
from evals.metric import Better
from evals.outcome import Outcome
from tests.evals.examples import case, crashed, outcome

HELD = CaseSet(
    name="set", policy_id="shop", cases=(case(case_id="one"), case(case_id="two", turns=("a", "b")))
)

Told = Callable[[str], list[tuple[int, str]]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What is told of a file of gates, by line."""

    def read(content: str) -> list[tuple[int, str]]:
        path = tmp_path / "gates.yaml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(MalformedGates) as malformed:
            read_gates(path, HELD)
        assert str(malformed.value).startswith(f"{path}:")
        return [(fault.line, fault.problem) for fault in malformed.value.faults]

    return read


def figure(name: str, value: float, better: Better = Better.HIGHER) -> Figure:
    return Figure(
        name=name, label=name, definition=name, better=better, value=value, cases=9, interval=None
    )


def change(name: str, run: float, baseline: float, p_value: float | None, **more: Any) -> Change:
    better = more.get("better", Better.HIGHER)
    return Change(
        name=name, label=name, better=better, run=run, baseline=baseline, interval=None,
        p_value=p_value, drop_p_value=p_value,
    )  # fmt: skip


def broken(
    gates: Gates,
    *,
    figures: tuple[Figure, ...] = (),
    outcomes: dict[str, Outcome] | None = None,
    changes: tuple[Change, ...] | None = None,
) -> list[Breach]:
    comparison = None
    if changes is not None:
        comparison = Comparison(
            changes=changes, broke=(), mended=(), paired=9, only_run=(), only_baseline=()
        )
    return breaches(
        gates, HELD, outcomes=outcomes or {}, figures=figures, comparison=comparison
    )  # fmt: skip


def test_gates_are_read_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text(
        "floors:\n  passed: 0.9\n  aurc: 0.2\n"
        "no_drop: {alpha: 0.05, metrics: [passed, unfounded_answers]}\nnever_fail: [two]\n"
    )
    gates = read_gates(path, HELD)
    assert gates == Gates(
        floors={"passed": 0.9, "aurc": 0.2},
        no_drop=DropGate(alpha=0.05, metrics=("passed", "unfounded_answers")),
        never_fail=("two",),
    )
    assert gates.tested == ("passed", "unfounded_answers")


def test_an_empty_file_holds_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "gates.yaml").write_text("# none yet\n")
    gates = read_gates(tmp_path / "gates.yaml", HELD)
    assert (gates, gates.tested) == (Gates(), ())


@pytest.mark.parametrize(
    ("content", "line", "beginning"),
    [
        ("floors:\n  passed: 0.9\n  past: 0.9\n", 3, "no metric is called 'past'"),
        ("\nfloors:\n  latency_p50_ms: 9\n", 3, "no metric is called 'latency_p50_ms'"),
        ("floors:\n  passed: high\n", 2, "floors.passed: Input should be a valid number"),
        ("floors:\n  passed: .9\n  aurc: nan\n", 3, "floors.aurc: Input should be a finite"),
        ("floors:\n  aurc: .9\n  passed: -inf\n", 3, "floors.passed: Input should be a finite"),
        ("floors: [passed]\n", 1, "floors: Input should be a valid dictionary"),
        ("floors: {}\nceilings: {}\n", 2, "ceilings: Extra inputs are not permitted"),
        ("no_drop:\n  metrics: [passed]\n", 2, "no_drop.alpha: Field required"),
        ("no_drop:\n  alpha: 0.05\n", 2, "no_drop.metrics: Field required"),
        ("no_drop:\n  alpha: 0\n  metrics: [passed]\n", 2, "no_drop.alpha: Input should be gr"),
        ("no_drop:\n  metrics: [passed]\n  alpha: 1\n", 3, "no_drop.alpha: Input should be less"),
        ("no_drop:\n  metrics: []\n  alpha: 0.1\n", 2, "no_drop.metrics: Tuple should have at"),
        (
            "no_drop:\n  alpha: 0.1\n  metrics:\n    - passed\n    - past\n",
            5,
            "'past' is no metric with a paired test: passed, fully_right, ",
        ),
        (
            "no_drop: {alpha: 0.1, metrics: [answers_right]}\n",
            1,
            "'answers_right' is no metric with a paired test: ",
        ),
        ("no_drop: {alpha: 0.1, metrics: [aurc]}\n", 1, "'aurc' is no metric with a paired"),
        ("never_fail:\n  - one\n  - three\n", 3, "the set 'set' has no case 'three'"),
        ("never_fail: one\n", 1, "never_fail: Input should be a valid tuple"),
        ("floors:\n  passed: 1\n  passed: 0\n", 3, "'passed' is given twice"),
        ("floors: {passed: &a 1, aurc: *a}\n", 1, "*a is an alias"),
        ("floors: {passed: 1\n", 2, "this is not YAML: "),
        ("- passed\n", 1, "Input should be a valid dictionary"),
        ("passed\n", 1, "Input should be a valid dictionary"),
    ],
)
def test_what_is_wrong_with_gates_is_told_with_its_line(
    told: Told, content: str, line: int, beginning: str
) -> None:
    [(told_line, problem)] = told(content)
    assert told_line == line
    assert problem.startswith(beginning)


def test_all_that_is_wrong_with_gates_is_told_in_order(told: Told) -> None:
    found = told("never_fail: [three]\nfloors: {past: 1, passed: 1, passed: 1}\n")
    assert found == [
        (1, "the set 'set' has no case 'three'"),
        (2, "'passed' is given twice"),
        (2, "no metric is called 'past'"),
    ]


@pytest.mark.parametrize(
    ("name", "better", "value", "breaks"),
    [
        ("passed", Better.HIGHER, 0.79, True),
        ("passed", Better.HIGHER, 0.8, False),
        ("passed", Better.HIGHER, 0.81, False),
        ("unfounded_answers", Better.LOWER, 0.79, False),
        ("unfounded_answers", Better.LOWER, 0.8, False),
        ("unfounded_answers", Better.LOWER, 0.81, True),
        ("aurc", Better.LOWER, 0.9, True),
        ("auroc", Better.HIGHER, 0.9, False),
    ],
)
def test_a_floor_is_the_least_or_where_lower_is_better_the_most(
    name: str, better: Better, value: float, breaks: bool
) -> None:
    found = broken(Gates(floors={name: 0.8}), figures=(figure(name, value, better),))
    assert bool(found) is breaks


def test_a_floor_that_broke_says_how() -> None:
    figures = (figure("passed", 0.75), figure("aurc", 0.25, Better.LOWER))
    assert broken(Gates(floors={"passed": 0.8, "aurc": 0.2}), figures=figures) == [
        Breach(gate="floor passed", sentence="passed is 0.7500, below its floor 0.8"),
        Breach(gate="floor aurc", sentence="aurc is 0.2500, above its ceiling 0.2"),
    ]


def test_a_floor_under_what_was_not_measured_breaks() -> None:
    [breach] = broken(Gates(floors={"auroc": 0.0}), figures=(figure("passed", 1.0),))
    assert breach.gate == "floor auroc"
    assert "was not measured" in breach.sentence


def test_a_figure_without_a_floor_breaks_nothing() -> None:
    assert broken(Gates(), figures=(figure("passed", 0.0),)) == []


DROP = Gates(no_drop=DropGate(alpha=0.05, metrics=("passed",)))


@pytest.mark.parametrize(
    ("one", "breaks"),
    [
        (change("passed", 0.5, 0.9, 0.049), True),
        (change("passed", 0.5, 0.9, 0.05), False),
        (change("passed", 0.5, 0.9, None), False),
        (change("passed", 0.9, 0.5, 0.01), False),
        (change("unfounded_answers", 0.9, 0.5, 0.01, better=Better.LOWER), True),
        (change("unfounded_answers", 0.5, 0.9, 0.01, better=Better.LOWER), False),
    ],
)
def test_a_drop_beyond_chance_breaks(one: Change, breaks: bool) -> None:
    assert bool(broken(DROP, changes=(one,))) is breaks


def test_the_corrected_p_value_is_the_one_that_counts() -> None:
    one = replace(change("passed", 0.5, 0.9, 0.01), drop_p_value=0.2)
    assert broken(DROP, changes=(one,)) == []


def test_a_drop_that_broke_says_how() -> None:
    [breach] = broken(DROP, changes=(change("passed", 0.5, 0.9, 0.0123),))
    assert breach.gate == "no_drop passed"
    assert "0.9000 to 0.5000" in breach.sentence
    assert "p = 0.012, alpha = 0.05" in breach.sentence


def test_without_a_baseline_there_is_nothing_to_drop_from() -> None:
    assert broken(DROP) == []


def test_no_drop_breaks_where_none_is_gated() -> None:
    assert broken(Gates(), changes=(change("passed", 0.0, 1.0, 0.0),)) == []


@pytest.mark.parametrize(
    "outcomes",
    [{}, {"one": outcome()}, {"two": crashed()}, {"two": outcome(ReplyKind.ABSTENTION)}],
    ids=["none", "of another", "crashed", "failing"],
)
def test_a_case_that_must_never_fail_breaks_unless_it_passes(outcomes: dict[str, Outcome]) -> None:
    assert broken(Gates(never_fail=("two",)), outcomes=outcomes) == [
        Breach(
            gate="never_fail two", sentence="two fails, which must never: a / b", case_id="two"
        )
    ]  # fmt: skip


def test_a_case_that_must_never_fail_may_pass() -> None:
    assert broken(Gates(never_fail=("two",)), outcomes={"two": outcome()}) == []


def test_breaches_stand_in_the_order_of_the_gates() -> None:
    gates = Gates(floors={"passed": 0.8}, no_drop=DROP.no_drop, never_fail=("one",))
    found = broken(
        gates, figures=(figure("passed", 0.0),), changes=(change("passed", 0.5, 0.9, 0.01),)
    )
    assert [breach.gate for breach in found] == [
        "floor passed", "no_drop passed", "never_fail one",
    ]  # fmt: skip
