import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.candidate import CANDIDATE_FEATURES
from assistant.errors import NoCalibration
from assistant.match_calibration import (
    FEATURES,
    Curve,
    MatchCalibration,
    MatchEvidence,
    load_match_calibration,
    match_path,
)
from settings import Settings
from tests.index.word_embedder import WordEmbedder

EVIDENCE = MatchEvidence(**dict.fromkeys(FEATURES, 0.0))
CURVE = Curve(intercept=0.5, weights={"preference": 2.0}, use_from=0.6)
HELD = MatchCalibration(
    model="words", weights_sha256="0" * 64, questions_sha256="", ranking={"belief": 1.0},
    answers=CURVE, silences=CURVE, choices=CURVE, outside_from=0.8,
    doubtful_from=0.5, measured={"questions": 3},
    reliability={"answers": ((0.1, 0.2, 3),)},
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    match_path(tmp_path, "words").write_text(HELD.as_json(), encoding="utf-8")
    return tmp_path


def test_what_was_kept_is_loaded(folder: Path) -> None:
    loaded = load_match_calibration(folder, WordEmbedder())
    assert loaded.answers == CURVE
    assert loaded.as_json() == HELD.as_json()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 1}', HELD.as_json().replace('"choices"', '"choice"')]
)
def test_what_cannot_be_read_is_no_calibration(folder: Path, content: str) -> None:
    match_path(folder, "words").write_text(content, encoding="utf-8")
    with pytest.raises(NoCalibration, match="python -m assistant calibrate"):
        load_match_calibration(folder, WordEmbedder())


def test_the_calibration_of_another_format_or_model_is_none(folder: Path) -> None:
    facts = json.loads(HELD.as_json())
    match_path(folder, "words").write_text(json.dumps({**facts, "format": 99}), encoding="utf-8")
    with pytest.raises(NoCalibration):
        load_match_calibration(folder, WordEmbedder())
    match_path(folder, "words").write_text(HELD.as_json(), encoding="utf-8")
    with pytest.raises(NoCalibration):
        load_match_calibration(folder, WordEmbedder(weights_sha256="1" * 64))


def test_where_there_is_none_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoCalibration, match="words"):
        load_match_calibration(tmp_path, WordEmbedder())


@pytest.mark.parametrize(
    ("preference", "probability"), [(0.0, 0.622), (1.0, 0.924), (1e9, 1.0), (-1e9, 0.0)]
)
def test_a_curve_is_logistic(preference: float, probability: float) -> None:
    found = CURVE.probability(replace(EVIDENCE, preference=preference))
    assert found == pytest.approx(probability, abs=0.001)


def test_what_ships_weighs_all_that_is_measured_and_keeps_to_its_risks() -> None:
    (path,) = Settings().calibrations_folder.glob("*.matches.json")
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert set(facts["ranking"]) == set(CANDIDATE_FEATURES)
    for name in ("answers", "silences", "choices"):
        assert set(facts[name]["weights"]) == set(FEATURES)
        assert 0 < facts[name]["use_from"] < 1
    assert facts["measured"]["answers_wrong"] <= 0.05
    assert facts["measured"]["silences_wrong"] <= 0.10
    assert facts["measured"]["choices_wrong"] <= 0.25
