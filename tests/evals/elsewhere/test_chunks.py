from corpus.plain_text import read_plain_text
from evals.elsewhere.chunks import SIZE, Chunks, every_size, whole_lines
from index.embedder import Embedder


def test_chunks_of_a_size_leave_nothing_out() -> None:
    assert list(every_size("x" * (2 * SIZE + 1))) == [
        (0, SIZE), (SIZE, 2 * SIZE), (2 * SIZE, 2 * SIZE + 1),
    ]  # fmt: skip


def test_lines_stay_whole_and_as_many_as_fit_are_together() -> None:
    text = f"{'a' * 300}\n{'b' * 150}\n{'c' * 100}\n{'d' * 700}\ne"
    assert [text[a:b] for a, b in whole_lines(text)] == [
        f"{'a' * 300}\n{'b' * 150}\n", f"{'c' * 100}\n", f"{'d' * 700}\n", "e",
    ]  # fmt: skip


def test_chunks_are_ranked_by_the_model_and_by_words(counting: Embedder) -> None:
    documents = [
        read_plain_text(text, name=name)
        for name, text in (("one", "apples and pears"), ("two", "trains and buses"))
    ]
    chunks = Chunks(documents, counting, every_size)
    for search in (chunks.nearest, chunks.by_words):
        assert search("buses", None)[0].document == "two"
        assert [snippet.document for snippet in search("buses", "one")] == ["one"]
