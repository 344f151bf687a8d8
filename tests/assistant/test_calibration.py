import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calibration import Calibration, Evidence, Point, load_calibration, path_for
from assistant.errors import NoCalibration
from index.recipe import Recipe

RECIPE = asdict(Recipe())
SHARE = st.floats(0, 1)
CURVE = Calibration(
    model="small/model v2", weights_sha256="ab" * 32, recipe=RECIPE, questions="questions.yaml",
    questions_sha256="cd" * 32, counts={"answer": 30, "outside": 20, "silent": 20},
    intercept=-6.0, per_score=11.0, per_coverage=2.5, answer_from=0.6, stated_risk=0.1,
    outside_below=0.3, auc=0.9,
    curve=(Point(threshold=0.6, answered=0.9, silent_answered=0.2, outside_answered=0, risk=0.1),),
    reliability=((0.1, 0.2, 5), (0.9, 0.8, 7)),
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """As much of an embedder as a calibration looks at."""

    model: str = CURVE.model
    weights_sha256: str = CURVE.weights_sha256


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path_for(tmp_path, CURVE.model).write_text(CURVE.as_json(), encoding="utf-8")
    return tmp_path


def test_what_was_written_is_read_back(folder: Path) -> None:
    assert load_calibration(folder, Model(), RECIPE) == CURVE


def test_the_same_calibration_is_the_same_bytes() -> None:
    turned = replace(CURVE, counts=dict(reversed(CURVE.counts.items())))
    assert turned.as_json() == CURVE.as_json()
    assert CURVE.as_json().endswith("}\n")


@pytest.mark.parametrize(
    ("model", "recipe"),
    [
        (Model(model="another"), RECIPE),
        (Model(weights_sha256="00" * 32), RECIPE),
        (Model(), {**RECIPE, "lexical": 0.5}),
        (Model(), {}),
    ],
    ids=["model", "weights", "recipe", "no recipe"],
)
def test_one_that_was_measured_with_something_else_is_none(
    folder: Path, model: Model, recipe: dict[str, object]
) -> None:
    with pytest.raises(NoCalibration, match="python -m assistant calibrate"):
        load_calibration(folder, model, recipe)


@pytest.mark.parametrize(
    "content", ["", "[]", "null", "{}", '{"format": 1}', "\x00", CURVE.as_json()[:-9]]
)
def test_a_file_that_cannot_be_read_is_none(folder: Path, content: str) -> None:
    path_for(folder, CURVE.model).write_text(content, encoding="utf-8")
    with pytest.raises(NoCalibration):
        load_calibration(folder, Model(), RECIPE)


def test_a_file_of_another_format_is_none(folder: Path) -> None:
    facts = {**json.loads(CURVE.as_json()), "format": 99}
    path_for(folder, CURVE.model).write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(NoCalibration):
        load_calibration(folder, Model(), RECIPE)


def test_a_folder_without_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoCalibration, match=str(tmp_path)):
        load_calibration(tmp_path, Model(), RECIPE)


@pytest.mark.parametrize("model", ["../../etc/passwd", "/abs/folder", "a b/c:d", "..", ""])
def test_no_model_is_kept_outside_the_folder(tmp_path: Path, model: str) -> None:
    path = path_for(tmp_path, model)
    assert path.parent == tmp_path
    assert path.suffix == ".json"


@given(SHARE, SHARE, SHARE)
def test_a_better_score_or_coverage_is_never_less_likely(
    one: float, other: float, same: float
) -> None:
    low, high = sorted((one, other))
    for worse, better in (
        (Evidence(score=low, coverage=same), Evidence(score=high, coverage=same)),
        (Evidence(score=same, coverage=low), Evidence(score=same, coverage=high)),
    ):
        assert 0 <= CURVE.probability(worse) <= CURVE.probability(better) <= 1


def test_no_evidence_is_too_large_for_the_curve() -> None:
    steep = replace(CURVE, per_score=1e6)
    assert steep.probability(Evidence(score=-1.0, coverage=0.0)) == pytest.approx(0.0)
    assert steep.probability(Evidence(score=1.0, coverage=1.0)) == pytest.approx(1.0)
