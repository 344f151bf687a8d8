"""Made-up questions, of which it is known what the weights must find."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from assistant.calibrate_matches import STATED_RISK, Preference, calibrate_matches
from assistant.calibration import Evidence
from assistant.judgement import Found, Judgement, judge
from assistant.labelled import Expect, LabelledQuestion
from assistant.match_calibration import MatchCalibration
from corpus import Policy
from corpus.answers import ReviewedAnswer, Sentence
from index.asked import Match, Matches
from index.vocabulary import Vocabulary
from tests.assistant.test_reviewed import CHILDREN, SELLING, answer, hit, sentence
from tests.index.word_embedder import WordEmbedder

NAMES = ("selling", "children", "keeping")


@pytest.fixture
def answers(policy: Policy) -> dict[str, ReviewedAnswer]:
    held = (
        answer(sentence(policy, "No.", SELLING)),
        answer(sentence(policy, "No.", CHILDREN), answer_id="children"),
        answer(Sentence(text="It doesn't say.", supports=()), answer_id="keeping", verdict=None),
    )
    return {one.answer_id: one for one in held}


def asked(count: int) -> list[LabelledQuestion]:
    expects = (Expect.ANSWER, Expect.ANSWER, Expect.SILENT, Expect.OUTSIDE)
    cores = ((SELLING,), (CHILDREN,), (), ())
    return [
        LabelledQuestion(
            question_id=f"q{number}", text=f"{NAMES[min(number % 4, 2)]} {number}",
            expect=expects[number % 4], core=cores[number % 4], accept=(),
        )
        for number in range(count)
    ]  # fmt: skip


def noise(text: str) -> np.random.Generator:
    return np.random.default_rng(int(sha256(text.encode()).hexdigest()[:8], 16))


def found(text: str) -> Found:
    """The classifier is often wrong; nearness mostly right; what is far off is outside."""
    name, number = text.split()
    drawn = noise(text)
    shares = drawn.dirichlet([1.0, 1.0, 1.0])
    near = {one: 0.3 + 0.16 * float(drawn.standard_normal()) for one in NAMES}
    near[name] += 0.3
    matches = [
        Match(answer_id=one, share=float(share), nearness=near[one], wording=-1.0)
        for one, share in zip(NAMES, shares, strict=True)
    ]
    outside = int(number) % 4 == 3
    return Found(
        question=text, hits=[hit(SELLING, 0.6)], evidence=Evidence(score=0.6, coverage=0.5),
        matches=Matches(
            ranked=tuple(sorted(matches, key=lambda one: -one.share)),
            outside=0.9 if outside else 0.1 * float(drawn.random()),
        ),
    )  # fmt: skip


@pytest.fixture
def calibrated(answers: dict[str, ReviewedAnswer], tmp_path: Path) -> MatchCalibration:
    path = tmp_path / "questions.yaml"
    path.write_text("what was asked")
    vocabulary = Vocabulary({one: [one] for one in NAMES})

    def judged(text: str, preference: Preference) -> Judgement:
        return judge(found(text), answers, vocabulary, preference)

    made = calibrate_matches(asked(240), judged, path=path, embedder=WordEmbedder())
    assert made is not None
    return made


def test_what_tells_right_from_wrong_is_what_weighs(calibrated: MatchCalibration) -> None:
    assert calibrated.ranking["nearness"] > 1
    right = 0
    for question in asked(240):
        held = found(question.text)
        near = {one.answer_id: one.nearness for one in held.matches.ranked}
        right += max(near, key=lambda one: near[one]) == question.text.split()[0]
    assert calibrated.measured["answers_given"] > 0.25
    assert right > 150  # so the made-up questions can be told apart at all


def test_no_more_of_what_is_given_is_wrong_than_is_stated(calibrated: MatchCalibration) -> None:
    assert calibrated.measured["answers_wrong"] <= STATED_RISK
    assert calibrated.measured["questions"] == 240


def test_the_threshold_of_outside_spares_what_is_answered(calibrated: MatchCalibration) -> None:
    assert 0.05 < calibrated.outside_from <= 0.1


def test_where_nothing_is_sure_less_is_outside_enough(calibrated: MatchCalibration) -> None:
    assert 0 < calibrated.doubtful_from < calibrated.outside_from


def test_the_reliability_is_kept_bin_by_bin(calibrated: MatchCalibration) -> None:
    for bins in calibrated.reliability.values():
        assert all(0 <= mean <= 1 and 0 <= share <= 1 and count for mean, share, count in bins)
    means = [mean for mean, _, _ in calibrated.reliability["answers"]]
    assert means == sorted(means)


def test_it_says_what_it_was_measured_on(calibrated: MatchCalibration) -> None:
    assert calibrated.questions_sha256 == sha256(b"what was asked").hexdigest()
    assert calibrated.model == "words"


def test_too_few_questions_are_nothing_to_measure_on(
    answers: dict[str, ReviewedAnswer], tmp_path: Path
) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text("few")
    vocabulary = Vocabulary({one: [one] for one in NAMES})

    def judged(text: str, preference: Preference) -> Judgement:
        return judge(found(text), answers, vocabulary, preference)

    assert calibrate_matches(asked(12), judged, path=path, embedder=WordEmbedder()) is None
