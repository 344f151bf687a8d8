from collections.abc import Callable, Sequence

import numpy as np
import pytest

from index.embedder import Vectors
from index.recent import RecentEmbedder
from tests.index.word_embedder import WordEmbedder


class Counting:
    model = "words"
    weights_sha256 = "0" * 64

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def embed(
        self, texts: Sequence[str], *, advance: Callable[[int], None] | None = None
    ) -> Vectors:
        self.batches.append(list(texts))
        return WordEmbedder().embed(texts, advance=advance)


def test_what_was_embedded_a_moment_ago_is_not_embedded_again() -> None:
    counting = Counting()
    recent = RecentEmbedder(counting)
    first = recent.embed(["sell data", "cookies"])
    again = recent.embed(["cookies", "sell data", "cookies"])
    assert counting.batches == [["sell data", "cookies"]]
    assert np.array_equal(again, first[[1, 0, 1]])


def test_only_what_is_missing_is_embedded_and_once() -> None:
    counting = Counting()
    recent = RecentEmbedder(counting)
    recent.embed(["a"])
    recent.embed(["b", "a", "b"])
    assert counting.batches == [["a"], ["b"]]


def test_what_was_not_used_for_longest_is_let_go() -> None:
    counting = Counting()
    recent = RecentEmbedder(counting, most=2)
    for text in ("a", "b", "a", "c"):
        recent.embed([text])
    recent.embed(["a"])
    assert counting.batches == [["a"], ["b"], ["c"]]
    recent.embed(["b"])
    assert counting.batches[-1] == ["b"]


def test_many_texts_pass_through_and_are_not_kept() -> None:
    counting = Counting()
    recent = RecentEmbedder(counting, most=2)
    texts = ["a", "b", "c"]
    assert np.array_equal(recent.embed(texts), WordEmbedder().embed(texts))
    recent.embed(["a"])
    assert counting.batches == [texts, ["a"]]


@pytest.mark.parametrize("texts", [["a"], ["a", "b", "a"], ["a", "b", "c", "d"]])
def test_who_waits_is_told_of_every_text(texts: list[str]) -> None:
    done: list[int] = []
    RecentEmbedder(WordEmbedder(), most=3).embed(texts, advance=done.append)
    assert sum(done) == len(texts)


def test_it_is_the_model_that_it_stands_for() -> None:
    recent = RecentEmbedder(WordEmbedder())
    assert (recent.model, recent.weights_sha256) == ("words", "0" * 64)
    assert recent.embed([]).shape == (0, 32)
