from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import yaml

from assistant.routing import training
from assistant.routing.examples import EXAMPLES, Example, read_examples
from assistant.routing.training import (
    Learnt,
    Lesson,
    cross_validated,
    learn,
    lesson_of,
    train,
)
from assistant.routing.traits import traits
from assistant.routing.weights import Weights, load_weights, row, weights_path
from index.embedder import Vectors

DEEDS = ("delete", "erase", "wipe", "remove", "clear", "purge", "drop")
THINGS = ("my data", "my account", "my orders", "my name")


@dataclass(frozen=True)
class Letters:
    """An embedder that counts letters."""

    model: str = "letters"
    weights_sha256: str = "ef" * 32

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        counts = np.array(
            [[1 + text.count(letter) for letter in "abcdefgh"] for text in texts], dtype=np.float32
        )
        if advance is not None:
            advance(len(texts))
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


@dataclass
class Remembering:
    """An embedder that says what it was given."""

    model: str = "letters"
    weights_sha256: str = "ef" * 32
    texts: list[str] = field(default_factory=list)

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        self.texts += texts
        return Letters().embed(texts, advance=advance)


@dataclass
class Counting:
    """Progress that is counted."""

    total: int = 0
    done: int = 0

    def begin(self, total: int) -> None:
        self.total = total

    def advance(self, done: int) -> None:
        self.done += done


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven askers, each with a verb."""
    askers = [
        {
            "asker": deed,
            "says": {
                "delete": [f"please {deed} {thing}" for thing in THINGS],
                "access": [f"send me {thing} before you {deed} it" for thing in THINGS],
                "question": [f"how do you {deed} {thing}?" for thing in THINGS],
                "outside": [f"which tool will {deed} {thing} on a phone" for thing in THINGS],
            },
        }
        for deed in DEEDS
    ]
    path = tmp_path_factory.mktemp("examples") / "examples.yaml"
    path.write_text(yaml.safe_dump(askers), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def lesson(path: Path) -> Lesson:
    return lesson_of(read_examples(path), Letters())


@pytest.fixture(scope="module")
def trained(path: Path) -> Weights:
    return train(Letters(), path)


def said(learnt: Learnt, text: str) -> str:
    columns = row(traits(text), Letters().embed([text])[0], learnt.places)
    return learnt.wanted[int(np.argmax(learnt.biases + learnt.matrix @ columns))]


def test_what_the_examples_have_in_common_is_learnt(lesson: Lesson) -> None:
    learnt = learn(lesson)
    assert said(learnt, "please erase my photos") == "delete"
    assert said(learnt, "send me my photos") == "access"
    assert said(learnt, "how do you erase my photos?") == "question"


def test_a_trait_that_is_rare_is_not_learnt(lesson: Lesson) -> None:
    learnt = learn(lesson.part([0, 4, 8, 12, 17, 21, 25, 29]))
    assert "w:my data" in learnt.places
    assert "w:please delete" not in learnt.places


def test_traits_that_weigh_little_are_left_out(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.routing.training._MOST", {"w": 3, "p": 2, "f": 1})
    kept = sorted(trait[0] for trait in learn(lesson).places)
    assert kept == ["f", "p", "p", "w", "w", "w"]


def test_askers_are_left_out_whole(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is tried once, on what the others taught."""
    taught: list[set[str]] = []

    def noted(part: Lesson) -> Learnt:
        taught.append(set(part.askers))
        return learn(part)

    monkeypatch.setattr("assistant.routing.training.learn", noted)
    cross_validated(lesson)
    left_out = [set(DEEDS) - askers for askers in taught]
    assert len(left_out) == 6
    assert sorted(asker for askers in left_out for asker in askers) == sorted(DEEDS)


def test_cross_validation_says_what_is_found(lesson: Lesson) -> None:
    request_from, measured = cross_validated(lesson)
    assert 0 < request_from < 1
    assert measured["found"] >= measured["right"] > 90
    assert measured["false"] <= 10


def test_weights_are_of_their_model_and_their_examples(trained: Weights, path: Path) -> None:
    assert (trained.model, trained.weights_sha256) == ("letters", "ef" * 32)
    assert trained.examples_sha256 == sha256(path.read_bytes()).hexdigest()


def test_what_was_trained_believes_the_same_when_it_is_read_back(
    trained: Weights, tmp_path: Path
) -> None:
    weights_path(tmp_path, "letters").write_text(trained.as_json(), encoding="utf-8")
    again = load_weights(tmp_path, Letters())
    for text in ("please erase my photos", "how do I erase my photos?"):
        told, vector = traits(text), Letters().embed([text])[0]
        assert again.beliefs(told, vector) == pytest.approx(trained.beliefs(told, vector), abs=0.05)


def test_training_twice_makes_the_same_file(trained: Weights, path: Path) -> None:
    assert train(Letters(), path).as_json() == trained.as_json()


def test_the_order_of_a_set_does_not_show() -> None:
    """It differs from process to process, and the last digits of what is learnt would with it."""
    places = {f"w:{place:02}": place for place in range(50)}
    columns = training._columns([frozenset(places)], places).indices.tolist()
    assert columns == list(range(50))


def test_the_regression_learns_from_the_rows_that_it_is_asked_with(lesson: Lesson) -> None:
    places = learn(lesson).places
    columns = training._columns(lesson.told, places).toarray()
    for found, told, vector in zip(columns, lesson.told, lesson.vectors, strict=True):
        assert np.allclose(found, row(told, vector, places)[: len(places)])


def test_a_short_text_is_also_learnt_without_its_last_stop() -> None:
    examples = [
        Example(text=text, wanted="delete", asker="me")
        for text in ("Delete it.", "delete it!", f"Delete it{', please' * 20}.")
    ]
    letters = Remembering()
    lesson = lesson_of(examples, letters)
    assert letters.texts == ["Delete it.", "Delete it", *(e.text for e in examples[1:])]
    assert lesson.wanted == ("delete",) * 4


def test_how_far_it_is_is_told(path: Path) -> None:
    progress = Counting()
    train(Letters(), path, progress=progress)
    assert progress.done == progress.total == len(DEEDS) * len(THINGS) * 4


def test_the_shipped_weights_are_of_the_shipped_examples(weights: Weights) -> None:
    """Where this fails, train again: python -m assistant.routing train."""
    assert weights.examples_sha256 == sha256(EXAMPLES.read_bytes()).hexdigest()


def test_the_threshold_lets_a_twentieth_of_the_rest_through(weights: Weights) -> None:
    assert weights.measured["false"] == pytest.approx(5, abs=0.3)


def test_not_every_request_that_is_found_has_its_right(weights: Weights) -> None:
    assert 85 < weights.measured["right"] < weights.measured["found"]


def test_what_is_right_is_found(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the wrong right is always likeliest, none is right."""
    monkeypatch.setattr("assistant.routing.training._best", lambda *_: (1.0, "appeal"))
    assert cross_validated(lesson)[1] == {"found": 100, "right": 0, "false": 100}
