"""One contract for every store of vectors."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.embedder import Vectors
from index.passage import Grain, Passage
from index.store import ChromaStore, MatrixStore, VectorStore

ROWS = 300


def passage(number: int, document: str = "shop") -> Passage:
    clause_id = f"{document}/{number}"
    return Passage(
        passage_id=f"{clause_id}#1", document=document, grain=Grain.SENTENCE,
        clause_ids=(clause_id,), start=number, end=number + 1, text=f"Sentence {number}.",
    )  # fmt: skip


def unit(rows: int, *, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(rows, 16)).astype(np.float32)
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


@pytest.fixture(params=["matrix", "chroma"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    made: VectorStore = (
        MatrixStore() if request.param == "matrix" else ChromaStore.create(tmp_path / "chroma")
    )
    with closing(made):
        yield made


def test_the_nearest_is_the_vector_itself(store: VectorStore) -> None:
    vectors = unit(20)
    store.add([passage(n) for n in range(20)], vectors)
    [(passage_id, score)] = store.nearest(vectors[7], top=1, document="shop")
    assert passage_id == "shop/7#1"
    assert score == pytest.approx(1.0, abs=1e-4)


def test_a_score_is_the_cosine(store: VectorStore) -> None:
    vectors = unit(20)
    store.add([passage(n) for n in range(20)], vectors)
    asked = unit(1, seed=1)[0]
    found = dict(store.nearest(asked, top=20, document="shop"))
    assert [found[f"shop/{n}#1"] for n in range(20)] == pytest.approx(vectors @ asked, abs=1e-4)


def test_an_opposite_vector_scores_minus_one(store: VectorStore) -> None:
    vectors = unit(1)
    store.add([passage(0)], vectors)
    [(_, score)] = store.nearest(-vectors[0], top=1, document="shop")
    assert score == pytest.approx(-1.0, abs=1e-4)


def test_hits_stand_best_first_and_no_more_than_asked(store: VectorStore) -> None:
    store.add([passage(n) for n in range(20)], unit(20))
    scores = [score for _, score in store.nearest(unit(1, seed=1)[0], top=5, document="shop")]
    assert len(scores) == 5
    assert scores == sorted(scores, reverse=True)


def test_fewer_passages_than_asked_are_all_found(store: VectorStore) -> None:
    store.add([passage(n) for n in range(3)], unit(3))
    assert len(store.nearest(unit(1)[0], top=50, document="shop")) == 3


def test_only_passages_of_the_document_are_found(store: VectorStore) -> None:
    vectors = unit(20)
    names = ["one", "two"]
    store.add([passage(n, names[n % 2]) for n in range(20)], vectors)
    found = store.nearest(vectors[0], top=20, document="two")
    assert {passage_id for passage_id, _ in found} == {f"two/{n}#1" for n in range(1, 20, 2)}


@pytest.mark.parametrize("document", ["other", "", "sho", '"shop"'])
def test_a_document_that_is_not_held_has_no_passages(store: VectorStore, document: str) -> None:
    store.add([passage(0)], unit(1))
    assert store.nearest(unit(1)[0], top=5, document=document) == []


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    store.add([], unit(0))
    assert store.nearest(unit(1)[0], top=5, document="shop") == []


def test_passages_can_be_added_in_several_goes(store: VectorStore) -> None:
    vectors = unit(6)
    store.add([passage(n) for n in range(3)], vectors[:3])
    store.add([passage(n) for n in range(3, 6)], vectors[3:])
    [(passage_id, _)] = store.nearest(vectors[5], top=1, document="shop")
    assert passage_id == "shop/5#1"


def test_vectors_are_given_back_in_the_order_asked(store: VectorStore) -> None:
    vectors = unit(10)
    store.add([passage(n) for n in range(10)], vectors)
    kept = store.vectors(["shop/7#1", "shop/2#1"])
    assert kept.dtype == np.float32
    assert kept == pytest.approx(vectors[[7, 2]], abs=1e-6)


def test_a_passage_that_is_not_held_has_no_vector(store: VectorStore) -> None:
    store.add([passage(0)], unit(1))
    with pytest.raises(KeyError, match="shop/1#1"):
        store.vectors(["shop/0#1", "shop/1#1"])


def test_chroma_ranks_random_vectors_as_exact_search_does(tmp_path: Path) -> None:
    passages, vectors = [passage(n) for n in range(ROWS)], unit(ROWS)
    exact = MatrixStore()
    exact.add(passages, vectors)
    with closing(ChromaStore.create(tmp_path / "chroma")) as chroma:
        chroma.add(passages, vectors)
        for asked in unit(10, seed=1):
            near = chroma.nearest(asked, top=10, document="shop")
            assert [i for i, _ in near] == [
                i for i, _ in exact.nearest(asked, top=10, document="shop")
            ]


def test_more_passages_than_one_batch_are_all_kept(tmp_path: Path) -> None:
    with closing(ChromaStore.create(tmp_path / "chroma")) as chroma:
        chroma.add([passage(n) for n in range(1003)], unit(1003))
        assert len(chroma.vectors([f"shop/{n}#1" for n in range(1003)])) == 1003


def test_chroma_keeps_its_passages_when_it_is_closed(tmp_path: Path) -> None:
    vectors = unit(5)
    with closing(ChromaStore.create(tmp_path / "chroma")) as chroma:
        chroma.add([passage(n) for n in range(5)], vectors)
    with closing(ChromaStore.open(tmp_path / "chroma")) as chroma:
        assert chroma.nearest(vectors[3], top=1, document="shop")[0][0] == "shop/3#1"
