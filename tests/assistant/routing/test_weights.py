import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import NoWeights
from assistant.routing.weights import EMBEDDING, Weights, load_weights, row, weights_path

PLACES = {"f:does": 0, "p:el": 1, "w:delete": 2, "w:my": 3}
VECTOR = np.array([0.6, 0.8], dtype=np.float32)
LEARNT = Weights(
    model="small/model v2", weights_sha256="ab" * 32, examples_sha256="cd" * 32,
    wanted=("delete", "question"), request_from=0.4, places=PLACES,
    matrix=np.array([[1.5, 0.25, 2, 0, -1, 0.5], [-1.5, 0, -2, 0, 1, 0]], dtype=np.float32),
    biases=np.array([0.5, -0.25], dtype=np.float32), measured={"found": 91.5},
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """As much of an embedder as weights look at."""

    model: str = LEARNT.model
    weights_sha256: str = LEARNT.weights_sha256


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    weights_path(tmp_path, LEARNT.model).write_text(LEARNT.as_json(), encoding="utf-8")
    return tmp_path


def test_what_was_written_is_read_back(folder: Path) -> None:
    found = load_weights(folder, Model())
    assert np.array_equal(found.matrix, LEARNT.matrix)
    assert np.array_equal(found.biases, LEARNT.biases)
    same = {"matrix": LEARNT.matrix, "biases": LEARNT.biases}
    assert replace(found, **same) == replace(LEARNT, **same)


def test_a_trait_stands_on_a_line() -> None:
    lines = LEARNT.as_json().splitlines()
    assert '  "w:delete": [200,-200],' in lines
    assert LEARNT.as_json().endswith("}\n")


@pytest.mark.parametrize("other", [Model(model="another"), Model(weights_sha256="00" * 32)])
def test_weights_of_another_model_are_not_used(folder: Path, other: Model) -> None:
    with pytest.raises(NoWeights, match=r"assistant\.routing train"):
        load_weights(folder, other)


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "null", '{"format": 1}', LEARNT.as_json().replace('"format": 1', '"format": 0'),
     LEARNT.as_json().replace("[200,-200]", '"none"'), LEARNT.as_json().replace("-200", "")],
)  # fmt: skip
def test_a_damaged_file_is_as_none(folder: Path, damage: str) -> None:
    weights_path(folder, LEARNT.model).write_text(damage, encoding="utf-8")
    with pytest.raises(NoWeights):
        load_weights(folder, Model())


def test_each_kind_of_trait_has_length_one() -> None:
    found = row({"w:delete", "w:my", "p:el", "w:unknown"}, VECTOR, PLACES)
    assert np.allclose(found[:4], [0, 1, 0.5**0.5, 0.5**0.5])


def test_the_embedding_stands_behind_the_traits() -> None:
    assert np.allclose(row((), VECTOR, PLACES), [0, 0, 0, 0, *(EMBEDDING * VECTOR)])


def test_beliefs_add_up_and_follow_the_weights() -> None:
    beliefs = LEARNT.beliefs({"w:delete"}, np.zeros(2, dtype=np.float32))
    assert sum(beliefs.values()) == pytest.approx(1)
    assert beliefs["delete"] == pytest.approx(1 / (1 + np.exp(-(2.5 + 2.25))))


def test_a_belief_that_is_large_beyond_measure_is_one() -> None:
    sure = replace(LEARNT, matrix=LEARNT.matrix * 10_000)
    assert sure.beliefs({"w:delete"}, VECTOR)["delete"] == pytest.approx(1)


def test_the_shipped_file_is_small(weights: Weights) -> None:
    assert len(weights.as_json()) < 400_000
    assert json.loads(weights.as_json())["wanted"] == list(weights.wanted)
