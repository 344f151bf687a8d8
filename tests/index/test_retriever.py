"""Finding the passages that a question is about."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus import Policy
from corpus.plain_text import read_plain_text
from index.build import build
from index.embedder import Embedder, SentenceTransformerEmbedder
from index.errors import BrokenIndex, StaleIndex, UnknownDocument
from index.fusion import fused_vectors, question_vector
from index.generation import Shelfmark
from index.grains import cut
from index.lexical import LexicalIndex
from index.recipe import SHIPPED, Recipe
from index.retriever import Retriever, opened_retriever
from index.store import ChromaStore, MatrixStore
from index.upkeep import fresh_retriever, kept_retriever
from tests.index.word_embedder import WordEmbedder

QUESTIONS = [
    "Do you sell my data?", "Who gets my address?", "What cookies do you use?",
    "Can I turn cookies off?", "Where are your servers?", "Who charges my card?",
    "What counts visitors?", "Should I read this?",
]  # fmt: skip


@pytest.fixture(scope="module")
def retriever(
    tmp_path_factory: pytest.TempPathFactory, policy: Policy, model: SentenceTransformerEmbedder
) -> Iterator[Retriever]:
    mark = Shelfmark(folder=tmp_path_factory.mktemp("built"), name="shop")
    build(mark, [policy], model, SHIPPED)
    with opened_retriever(mark, model, wait_seconds=0) as (retriever, _):
        yield retriever


@pytest.fixture
def texts(mark: Shelfmark) -> Iterator[Retriever]:
    """An index of two plain texts."""
    documents = [
        read_plain_text("We sell data.\r\n\r\nWe keep cookies.\r\n", name="a.txt"),
        read_plain_text("They sell houses.\n", name="b.txt"),
    ]
    build(mark, documents, WordEmbedder(), SHIPPED)
    with opened_retriever(mark, WordEmbedder(), wait_seconds=0) as (retriever, _):
        yield retriever


def found(retriever: Retriever, question: str) -> list[tuple[str, float]]:
    hits = retriever.search(question, document="shop", top=5)
    return [(hit.passage.passage_id, round(hit.score, 5)) for hit in hits]


@pytest.mark.parametrize(
    ("question", "clause_id"),
    [
        ("Do you sell my data?", "shop/sharing/1"),
        ("Which companies handle my credit card?", "shop/sharing/2.1"),
        ("How do I disable cookies?", "shop/cookies/1"),
    ],
)
def test_the_clause_that_a_question_is_about_is_found_first(
    retriever: Retriever, question: str, clause_id: str
) -> None:
    [hit] = retriever.search(question, document="shop", top=1)
    assert hit.passage.clause_ids == (clause_id,)


def test_hits_are_spans_of_the_policy(retriever: Retriever, policy: Policy) -> None:
    for hit in retriever.search(QUESTIONS[0], document="shop"):
        assert policy.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_hits_are_ranked_from_one_by_score(retriever: Retriever) -> None:
    hits = retriever.search(QUESTIONS[0], document="shop", top=4)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_eight_threads_find_what_one_finds(retriever: Retriever) -> None:
    alone = [found(retriever, question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: found(retriever, question), QUESTIONS * 4))
    assert together == alone * 4


def test_scores_are_cosine_and_words_as_computed_by_hand(built: Shelfmark, policy: Policy) -> None:
    question, words = "Who charges my card?", WordEmbedder()
    lineages = cut(policy, heading=True)
    near = fused_vectors(lineages, words, SHIPPED) @ question_vector(question, words, SHIPPED)
    shared = LexicalIndex([line.clause.text for line in lineages]).scores(question)
    expected = near + SHIPPED.lexical * shared
    ids = [line.sentence.passage_id for line in lineages]
    with opened_retriever(built, words, wait_seconds=0) as (retriever, _):
        hits = retriever.search(question, document="shop")
    assert [hit.passage.passage_id for hit in hits] == [ids[i] for i in np.argsort(-expected)]
    assert [hit.score for hit in hits] == pytest.approx(sorted(expected, reverse=True), abs=1e-4)


def test_a_passage_that_only_shares_words_is_among_the_hits() -> None:
    lines = [f"Filler number {n}." for n in range(100)] + ["Zebra."]
    lineages = cut(read_plain_text("\n".join(lines), name="a"), heading=True)
    store = MatrixStore()
    passages = [line.sentence for line in lineages]
    vectors = np.tile(WordEmbedder().embed(["same"]), (len(passages), 1))
    store.add(passages, vectors)
    retriever = Retriever(
        store=store, embedder=WordEmbedder(), recipe=Recipe(lexical=0.1), passages=passages,
        contexts=[line.clause.text for line in lineages],
    )  # fmt: skip
    [hit] = retriever.search("zebra", document="a", top=1)
    assert hit.passage.text == "Zebra."


def test_only_the_document_asked_is_searched(texts: Retriever) -> None:
    assert texts.documents == ["a.txt", "b.txt"]
    [hit] = texts.search("sell data", document="b.txt")
    assert hit.passage.document == "b.txt"


def test_offsets_count_the_line_ends_of_the_file(texts: Retriever) -> None:
    [hit] = texts.search("cookies", document="a.txt", top=1)
    assert (hit.passage.start, hit.passage.end) == (17, 33)


def test_an_unknown_document_is_refused_with_the_known_ones(texts: Retriever) -> None:
    with pytest.raises(UnknownDocument, match=r"It holds: a\.txt, b\.txt"):
        texts.search("sell", document="c.txt")


def test_coverage_counts_the_words_that_stand_where_the_hits_are_read(texts: Retriever) -> None:
    hits = texts.search("We sell data.", document="a.txt", top=1)
    assert texts.coverage("sell data", hits) == pytest.approx(1.0)
    assert texts.coverage("sell zebras", hits) < 1.0
    assert texts.coverage("sell data", []) == 0.0


@pytest.mark.parametrize("question", ["", "?", "\0", "a" * 5000, "🙂", "١٢٣"])
def test_any_question_has_hits(retriever: Retriever, question: str) -> None:
    assert len(retriever.search(question, document="shop", top=3)) == 3


FILES = ["manifest.json", "passages.jsonl", "chroma.sqlite3", "header.bin", "data_level0.bin"]
DAMAGE: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "changed": lambda path: path.write_bytes(_changed(path.read_bytes())),
}


def _changed(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def damaged(mark: Shelfmark, file: str, how: str) -> None:
    [path] = mark.generation(mark.current()).rglob(file)
    DAMAGE[how](path)


def fresh(mark: Shelfmark, policy: Policy, *, rebuild: bool, said: list[str]) -> list[str]:
    with fresh_retriever(
        mark, policy, WordEmbedder(), SHIPPED, rebuild=rebuild, wait_seconds=0, report=said.append
    ) as retriever:
        return [hit.passage.text for hit in retriever.search("sell", document="shop", top=3)]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_a_broken_index_and_is_built_anew_where_that_is_wanted(
    built: Shelfmark, policy: Policy, file: str, how: str
) -> None:
    before = fresh(built, policy, rebuild=False, said=[])
    damaged(built, file, how)
    with pytest.raises(BrokenIndex) as refused:
        fresh(built, policy, rebuild=False, said=[])
    assert "\n" not in str(refused.value)
    said: list[str] = []
    assert fresh(built, policy, rebuild=True, said=said) == before
    assert said[0].startswith("Building the index anew: its ")


def test_a_missing_store_is_a_broken_index(built: Shelfmark, policy: Policy) -> None:
    store = built.generation(built.current()) / "chroma"
    store.rename(store.with_name("elsewhere"))
    with pytest.raises(BrokenIndex, match="its vectors are gone"):
        fresh(built, policy, rebuild=False, said=[])


def test_what_a_killed_process_left_open_is_cleared_away(built: Shelfmark, policy: Policy) -> None:
    left = built.generation(built.current()) / "open"
    left.mkdir()
    (left / "chroma.sqlite3").write_bytes(b"half")
    assert fresh(built, policy, rebuild=False, said=[])
    assert not left.exists()


def test_a_panic_of_the_store_is_a_broken_index(
    built: Shelfmark, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        pass

    def panic(_: Path) -> ChromaStore:
        raise Panic("the store fell over\nat line 1")

    monkeypatch.setattr(ChromaStore, "open", panic)
    with pytest.raises(BrokenIndex, match=r"Chroma can't read it \(the store fell over\)"):
        fresh(built, policy, rebuild=False, said=[])


def test_an_interrupt_while_the_store_opens_is_no_fault(
    built: Shelfmark, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Path) -> ChromaStore:
        raise KeyboardInterrupt

    monkeypatch.setattr(ChromaStore, "open", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fresh(built, policy, rebuild=True, said=[])


def rewritten(mark: Shelfmark, part: str, **changes: object) -> None:
    path = mark.generation(mark.current()) / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["origin"][part] |= changes
    path.write_text(json.dumps(manifest))


def test_a_recipe_of_another_release_is_a_broken_index(built: Shelfmark, policy: Policy) -> None:
    rewritten(built, "recipe", paragraph=1.0)
    with pytest.raises(BrokenIndex, match="recipe is of another release"):
        fresh(built, policy, rebuild=False, said=[])


def test_a_fresh_index_is_not_built_again(built: Shelfmark, policy: Policy) -> None:
    before, said = built.current(), list[str]()
    assert fresh(built, policy, rebuild=True, said=said)
    assert (built.current(), said) == (before, [])


def test_a_missing_index_is_built(mark: Shelfmark, policy: Policy) -> None:
    said: list[str] = []
    assert fresh(mark, policy, rebuild=True, said=said)
    assert said == ["Building the index for the first time."]


def test_a_stale_index_is_refused_where_that_is_wanted(
    built: Shelfmark, next_policy: Policy
) -> None:
    with pytest.raises(StaleIndex, match="the text of shop changed"):
        fresh(built, next_policy, rebuild=False, said=[])


def test_a_stale_index_is_built_anew_and_the_cause_is_told(
    built: Shelfmark, next_policy: Policy
) -> None:
    said: list[str] = []
    assert "We gladly sell your personal information." in fresh(
        built, next_policy, rebuild=True, said=said
    )
    assert said[0].startswith("Building the index anew: the text of shop changed from ")


def test_an_index_of_another_release_of_a_package_is_stale(
    built: Shelfmark, policy: Policy
) -> None:
    rewritten(built, "versions", chromadb="0.1")
    with pytest.raises(StaleIndex, match=r"the release of chromadb changed from 0\.1 to "):
        fresh(built, policy, rebuild=False, said=[])


def test_an_index_whose_documents_are_gone_can_be_kept(built: Shelfmark) -> None:
    with kept_retriever(built, WordEmbedder(), wait_seconds=0) as retriever:
        assert retriever.documents == ["shop"]


@pytest.mark.parametrize(
    "embedder", [WordEmbedder(model="other"), WordEmbedder(weights_sha256="1" * 64)]
)
def test_an_index_is_not_kept_for_another_model(built: Shelfmark, embedder: Embedder) -> None:
    with (
        pytest.raises(StaleIndex, match="the embedding model changed"),
        kept_retriever(built, embedder, wait_seconds=0),
    ):
        pass
