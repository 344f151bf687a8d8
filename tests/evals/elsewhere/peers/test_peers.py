"""What every peer is held to, ours too; those that are not installed are skipped."""

import sys
from pathlib import Path

import pytest

from corpus import Policy
from corpus.plain_text import read_plain_text
from evals.elsewhere.peers.comparison import MIDDLE, Row, measured, peers, table
from evals.elsewhere.peers.haystack import Haystack
from evals.elsewhere.peers.langchain import LangChain
from evals.elsewhere.peers.llamaindex import LlamaIndexChroma
from evals.elsewhere.peers.ours import Ours
from evals.elsewhere.peers.peer import Found, Peer, Search
from evals.elsewhere.peers.span_case import SpanCase, SpanSet
from evals.elsewhere.peers.txtai import Txtai
from evals.errors import MissingExtra
from index.embedder import Embedder

FILLER = "Nothing of note is said in this line, which is only here to fill the page.\n"
TEXT = f"{FILLER * 40}Zebras graze at noon.\n{FILLER * 40}We sell umbrellas.\n{FILLER * 40}"
ALL = [type(peer).__name__ + (peer.settings[:8]) for peer in peers(Path())]


@pytest.fixture
def document() -> Policy:
    return read_plain_text(TEXT, name="page")


@pytest.fixture(params=range(len(ALL)), ids=ALL)
def search(
    request: pytest.FixtureRequest, tmp_path: Path, document: Policy, counting: Embedder
) -> Search:
    try:
        return peers(tmp_path)[request.param].over(document, counting)
    except MissingExtra as missing:
        pytest.skip(str(missing))


def test_the_best_chunk_holds_what_was_asked_for(search: Search) -> None:
    best = search("when do zebras graze")[0]
    assert "Zebras graze at noon." in TEXT[best.start : best.end]


def test_chunks_come_best_first_and_lie_in_the_document(search: Search) -> None:
    found = search("umbrellas")
    scores = [chunk.score for chunk in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= chunk.start < chunk.end <= len(TEXT) for chunk in found)


@pytest.mark.parametrize(
    ("peer", "module"),
    [
        (LangChain(), "langchain_core.vectorstores"),
        (Haystack(), "haystack"),
        (Txtai(), "txtai"),
    ],
    ids=["langchain", "haystack", "txtai"],
)
def test_without_the_extra_it_is_told_how_to_install_it(
    peer: Peer,
    module: str,
    document: Policy,
    counting: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=r"pip install .*\[peers\]"):
        peer.over(document, counting)


def test_llamaindex_splits_as_it_does_by_default_or_as_asked(
    document: Policy, counting: Embedder
) -> None:
    large = LlamaIndexChroma().over(document, counting)("zebras")
    small = LlamaIndexChroma(chunk_size=128).over(document, counting)("zebras")
    assert len(small) > len(large)


def test_ours_gives_sentences_or_the_clauses_they_stand_in(
    tmp_path: Path, counting: Embedder
) -> None:
    page = read_plain_text("We sell umbrellas. They are red.\nZebras graze.", name="page")
    for whole, text in ((False, "We sell umbrellas."), (True, "We sell umbrellas. They are red.")):
        best = Ours(folder=tmp_path, whole_clauses=whole).over(page, counting)("umbrellas")[0]
        assert page.text[best.start : best.end] == text


class Fixed:
    """Finds the same for every question."""

    settings = "fixed"

    def __init__(self, name: str, *found: Found) -> None:
        self.name = name
        self._found = list(found)

    def over(self, document: Policy, embedder: Embedder) -> Search:  # noqa: ARG002 -- as asked
        return lambda question: self._found if "zebra" in question else []


def test_a_row_has_a_value_for_each_answerable_case_and_the_table_compares(
    document: Policy, counting: Embedder
) -> None:
    start = TEXT.index("Zebras")
    asked = SpanSet(
        name="set",
        documents=(document,),
        cases=(
            SpanCase(text="zebra?", document="page", core=((start, start + 21),)),
            SpanCase(text="tax?", document="page", core=()),
        ),
    )
    good = Fixed("good", Found(start=start, end=start + 42, score=0.9))
    bad = Fixed("bad", Found(start=0, end=10, score=0.9))
    rows = measured((good, bad), asked, counting)
    assert rows[0].precision_at_1 == [0.5]
    assert rows[0].hit_at_1 == rows[0].hit_at_3 == rows[0].recall[MIDDLE] == [1.0]
    assert rows[1].recall[MIDDLE] == [0.0]
    assert rows[0].auroc is not None
    assert rows[0].auroc.value == 1.0
    *_, first, second = table(asked, rows)
    assert first.startswith("| good | fixed | 50.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 |  | ")
    assert "| 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 100.0 |" in second


def test_time_is_compared_question_by_question() -> None:
    def row(*seconds: float) -> Row:
        return Row(
            peer=Fixed("x"), precision_at_1=[], hit_at_1=[], hit_at_3=[], recall={}, auroc=None,
            seconds=list(seconds),
        )  # fmt: skip

    # A machine that was busy for the last question slowed both.
    assert row(2.0, 4.0, 200.0).times(row(1.0, 2.0, 100.0)) == 2.0
