from collections.abc import Callable
from pathlib import Path

import pytest

from evals.elsewhere.legalbench import DEPTHS, Setting, Way, measured, table, ways
from evals.elsewhere.public_sets import SpanQuestion, read_span_questions
from evals.elsewhere.snippet import Snippet
from index.documents import read_documents
from index.embedder import Embedder

ASKED = SpanQuestion(text="why?", query="Of X: why?", document="x", spans=((0, 10), (20, 30)))


def always(*found: tuple[str, int, int]) -> Way:
    snippets = [Snippet(document=name, start=a, end=b) for name, a, b in found]
    return Way(name="fixed", model="none", search=lambda _question, _document: snippets)


def test_precision_and_recall_grow_with_depth_as_counted_by_hand() -> None:
    row = measured(always(("x", 5, 15), ("y", 0, 10), ("x", 20, 30)), Setting.POOLED, [ASKED])
    # 5 of 10, 5 of 20, then 15 of 30 characters are gold; of 20 gold ones 5, 5, 15 are found.
    assert [one.value for one in row.precision[:3]] == pytest.approx([5 / 10, 5 / 20, 15 / 30])
    assert [one.value for one in row.recall[:3]] == pytest.approx([5 / 20, 5 / 20, 15 / 20])
    assert len(row.precision) == len(row.recall) == len(DEPTHS)


def test_every_question_counts_the_same() -> None:
    short = SpanQuestion(text="?", query="?", document="x", spans=((40, 41),))
    row = measured(always(("x", 0, 10)), Setting.ASKED, [ASKED, short])
    assert row.recall[0].value == pytest.approx((10 / 20 + 0) / 2)


@pytest.mark.parametrize(
    ("setting", "words", "document"),
    [
        (Setting.ASKED, "why?", "x"),
        (Setting.POOLED, "Of X: why?", None),
        (Setting.POOLED_UNNAMED, "why?", None),
    ],
)
def test_a_setting_says_what_is_searched_with_which_words(
    setting: Setting, words: str, document: str | None
) -> None:
    seen: list[tuple[str, str | None]] = []

    def search(question: str, of: str | None) -> list[Snippet]:
        seen.append((question, of))
        return []

    measured(Way(name="spy", model="none", search=search), setting, [ASKED])
    assert seen == [(words, document)]


def test_the_asked_document_alone_or_all_of_them_are_searched(
    tiny_set: Path, counting: Embedder
) -> None:
    for way in ways(read_documents(tiny_set / "corpus"), counting):
        assert {one.document for one in way.search("children", "Basket.txt")} == {"Basket.txt"}
        assert way.search("may children register", None)[0].document == "Vault.txt"


def test_ours_finds_the_very_sentence(tiny_set: Path, counting: Embedder) -> None:
    ours = ways(read_documents(tiny_set / "corpus"), counting)[0]
    row = measured(ours, Setting.POOLED_UNNAMED, read_span_questions(tiny_set))
    assert row.precision[0].value == row.recall[0].value == 1


def test_the_table_has_our_rows_and_the_published_ones() -> None:
    lines = list(table([measured(always(("x", 0, 10)), Setting.ASKED, [ASKED])], 1))
    assert "| fixed | none | the asked document | 100.0 | 50.0 |" in lines
    assert any("published: recursive splitter |" in line and "14.4" in line for line in lines)


def test_ours_on_the_real_set_is_as_documented(shared_data: Callable[[str], Path]) -> None:
    from index.embedder import load_embedder

    folder = shared_data("privacyqa")
    ours = ways(read_documents(folder / "corpus"), load_embedder("all-MiniLM-L6-v2"))[0]
    row = measured(ours, Setting.ASKED, read_span_questions(folder))
    # What a plain stack with the same model gives here; docs/elsewhere.md has the tables.
    assert row.precision[0].value > 0.346
