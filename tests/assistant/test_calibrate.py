from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.answering import weigh
from assistant.calibrate import STATED_RISK, calibrate
from assistant.calibration import Calibration, Evidence, load_calibration
from assistant.errors import MalformedQuestions
from assistant.labelled import Expect, LabelledQuestion
from assistant.turn import Assistant
from index.recipe import SHIPPED, Recipe
from settings import Settings


@dataclass(frozen=True)
class Model:
    """As much of an embedder as a calibration looks at."""

    model: str = "made-up"
    weights_sha256: str = "ab" * 32


def made_up(**counts: int) -> list[LabelledQuestion]:
    return [
        LabelledQuestion(
            question_id=f"{kind}{number}", text=f"{kind} {number}", expect=Expect(kind),
            core=(), accept=(),
        )
        for kind, count in counts.items()
        for number in range(count)
    ]  # fmt: skip


def overlapping(text: str) -> Evidence:
    """Better for what can be answered, though not always; the same each time."""
    kind = text.split()[0]
    center = {"answer": 0.7, "silent": 0.5, "outside": 0.2}.get(kind, 0.7)
    noise = np.random.default_rng(int(sha256(text.encode()).hexdigest()[:8], 16))
    return Evidence(
        score=center + 0.1 * float(noise.standard_normal()), coverage=float(noise.random())
    )


@pytest.fixture
def measure(tmp_path: Path) -> Callable[..., Calibration]:
    path = tmp_path / "questions.yaml"
    path.write_text("what was asked")

    def measured(questions: list[LabelledQuestion], **options: Any) -> Calibration:
        weigh = options.pop("weigh", overlapping)
        return calibrate(questions, weigh, path=path, embedder=Model(), recipe=Recipe(**options))

    return measured


def test_the_threshold_keeps_to_the_risk_that_it_states(
    measure: Callable[..., Calibration],
) -> None:
    calibration = measure(made_up(answer=300, silent=150, outside=50))
    chosen = next(p for p in calibration.curve if p.threshold == calibration.answer_from)
    assert chosen.risk <= STATED_RISK == calibration.stated_risk
    assert chosen.answered > 0.5
    assert all(p.risk > STATED_RISK for p in calibration.curve if p.threshold < chosen.threshold)


def test_the_stated_risk_holds_on_questions_that_were_not_seen(
    measure: Callable[..., Calibration],
) -> None:
    calibration = measure(made_up(answer=600, silent=300, outside=100))
    unseen = made_up(answer=600, silent=300, outside=100)
    answered = [
        question.text
        for question in unseen
        if calibration.probability(overlapping(f"{question.text} again")) >= calibration.answer_from
    ]
    wrong = [text for text in answered if not text.startswith("answer")]
    assert len(wrong) / len(answered) < 1.5 * STATED_RISK


def test_better_evidence_counts_for_an_answer(measure: Callable[..., Calibration]) -> None:
    calibration = measure(made_up(answer=100, silent=60, outside=40))
    assert calibration.per_score > 0
    assert calibration.auc > 0.8


def test_what_is_outside_lies_below_what_is_silent(measure: Callable[..., Calibration]) -> None:
    calibration = measure(made_up(answer=100, silent=60, outside=40))
    assert 0.2 < calibration.outside_below < 0.5


def test_evidence_that_tells_nothing_answers_as_rarely_as_it_can(
    measure: Callable[..., Calibration],
) -> None:
    calibration = measure(
        made_up(answer=30, silent=60, outside=40),
        weigh=lambda _: Evidence(score=0.5, coverage=0.5),
    )
    assert calibration.answer_from == max(point.threshold for point in calibration.curve)


def test_measuring_twice_gives_the_same_bytes(measure: Callable[..., Calibration]) -> None:
    questions = made_up(answer=60, silent=30, outside=20)
    assert measure(questions).as_json() == measure(questions).as_json()


def test_requests_and_small_talk_are_not_measured(measure: Callable[..., Calibration]) -> None:
    asked = made_up(answer=60, silent=30, outside=20)
    more = made_up(request=30, person=30, small_talk=30)
    assert measure(asked + more) == measure(asked)
    assert measure(asked).counts == {"answer": 60, "outside": 20, "silent": 30}


@pytest.mark.parametrize("few", ["answer", "silent", "outside"])
def test_too_few_questions_of_a_kind_are_said(
    measure: Callable[..., Calibration], few: str
) -> None:
    counts = {"answer": 40, "silent": 40, "outside": 40, few: 19}
    with pytest.raises(MalformedQuestions, match=f"19 questions with 'expect: {few}'; 20 are"):
        measure(made_up(**counts))


def test_it_names_what_it_was_measured_with(measure: Callable[..., Calibration]) -> None:
    calibration = measure(made_up(answer=40, silent=40, outside=40), lexical=0.25)
    assert calibration.questions == "questions.yaml"
    assert calibration.questions_sha256 == sha256(b"what was asked").hexdigest()
    assert calibration.recipe["lexical"] == 0.25
    assert (calibration.model, calibration.weights_sha256) == ("made-up", "ab" * 32)


def test_reliability_counts_every_question_once(measure: Callable[..., Calibration]) -> None:
    calibration = measure(made_up(answer=60, silent=30, outside=20))
    assert sum(count for _, _, count in calibration.reliability) == 110


@pytest.fixture(scope="module")
def shipped(assistant: Assistant) -> Calibration:
    return assistant.answering.calibration


@pytest.fixture(scope="module")
def questions_file() -> Path:
    settings = Settings()
    return settings.policies_folder / settings.policy / "questions.yaml"


def test_the_shipped_thresholds_were_measured_on_the_shipped_questions(
    shipped: Calibration, questions_file: Path
) -> None:
    assert shipped.questions_sha256 == sha256(questions_file.read_bytes()).hexdigest(), (
        "questions.yaml has changed: run python -m assistant calibrate"
    )


def test_the_shipped_thresholds_come_out_again(
    assistant: Assistant,
    shipped: Calibration,
    retriever: Any,
    questions: list[LabelledQuestion],
    questions_file: Path,
) -> None:
    document = assistant.policy.policy_id
    again = calibrate(
        questions,
        lambda text: weigh(retriever, text, retriever.search(text, document=document)),
        path=questions_file,
        embedder=Model(shipped.model, shipped.weights_sha256),
        recipe=SHIPPED,
    )
    for score in np.linspace(0, 1, 11):
        for coverage in (0.0, 0.5, 1.0):
            evidence = Evidence(score=float(score), coverage=coverage)
            assert again.probability(evidence) == pytest.approx(
                shipped.probability(evidence), abs=1e-3
            ), "retrieval has changed: run python -m assistant calibrate"
    assert again.answer_from == pytest.approx(shipped.answer_from, abs=0.011)
    assert again.outside_below == pytest.approx(shipped.outside_below, abs=0.01)


def test_the_shipped_thresholds_lie_where_they_are_looked_for(shipped: Calibration) -> None:
    found = load_calibration(
        Settings().calibrations_folder,
        Model(shipped.model, shipped.weights_sha256),
        dict(shipped.recipe),
    )
    assert found == shipped
