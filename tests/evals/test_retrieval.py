from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.labelled import Expect, LabelledQuestion
from corpus import Policy
from corpus.markdown import read_markdown
from evals.alternatives import searcher
from evals.elsewhere.public_sets import SpanQuestion
from evals.remembering import RememberingEmbedder
from evals.retrieval import labelled_row, quotes_row, span_row
from index.embedder import Vectors, load_embedder
from index.passage import Grain, Hit, Passage
from index.recipe import SHIPPED

POLICY = """---
policy_id: tiny
company: Tiny
title: Tiny
version: '1'
---
# Tiny

## Cookies

We set cookies to remember your basket.

## Selling

We sell your name to advertisers.

## Contact

Write to us by post.
"""


@pytest.fixture(scope="module")
def tiny() -> Policy:
    return read_markdown(POLICY, path="tiny")


def question(text: str, expect: Expect, *core: str) -> LabelledQuestion:
    return LabelledQuestion(question_id=text, text=text, expect=expect, core=core, accept=())


def ranked(policy: Policy, order: list[str], score: float) -> list[Hit]:
    clauses = [policy.clause(clause_id) for clause_id in order]
    return [
        Hit(
            passage=Passage(
                passage_id=c.clause_id, document="tiny", grain=Grain.SENTENCE,
                clause_ids=(c.clause_id,), start=c.start, end=c.end, text=c.text,
            ),
            score=score, rank=rank,
        )
        for rank, c in enumerate(clauses, start=1)
    ]  # fmt: skip


def fixed(policy: Policy, found: dict[str, tuple[list[str], float]]) -> Callable[..., list[Hit]]:
    return lambda text, _document: ranked(policy, *found[text])


def test_shares_count_the_distinct_clauses_before_the_first_right_one(tiny: Policy) -> None:
    cookies, selling, contact = (clause.clause_id for clause in tiny.clauses)
    search = fixed(
        tiny,
        {
            "a": ([cookies, cookies, selling], 0.9),
            "b": ([selling, contact, cookies], 0.8),
            "quiet": ([contact], 0.1),
        },
    )
    asked = [
        question("a", Expect.ANSWER, cookies),
        question("b", Expect.ANSWER, cookies),
        question("quiet", Expect.SILENT),
    ]
    assert labelled_row(search, tiny, asked) == ["50.0", "100.0", "100.0", "1.000"]


def test_quotes_in_vain_are_told_from_right_ones(tiny: Policy) -> None:
    cookies, selling, _ = (clause.clause_id for clause in tiny.clauses)
    search = fixed(tiny, {"a": ([cookies, selling], 0.9)})
    asked = [question("a", Expect.ANSWER, cookies)]
    assert quotes_row(search, tiny, asked, most=3, margin=0.1) == ["100.0", "0.0", "50.0", "2.00"]


def test_precision_and_recall_are_counted_in_characters(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("abcdefghij", encoding="utf-8")
    asked = [SpanQuestion(text="q", query="q", document="one.txt", spans=((0, 6),))]
    passage = Passage(
        passage_id="1", document="one.txt", grain=Grain.SENTENCE, clause_ids=("1",),
        start=3, end=7, text="defg",
    )  # fmt: skip
    row = span_row(lambda *_: [Hit(passage=passage, score=1.0, rank=1)], tmp_path, asked)
    assert row == ["75.0", "50.0"]


@pytest.mark.parametrize("recipe", [None, SHIPPED], ids=["words", "shipped"])
def test_every_kind_of_search_finds_the_clause_that_is_asked_for(
    tiny: Policy, recipe: object
) -> None:
    search = searcher([tiny], load_embedder("all-MiniLM-L6-v2"), recipe)  # type: ignore[arg-type]
    assert search("do you set cookies?", "tiny")[0].passage.clause_ids == ("tiny/cookies/1",)


def test_a_text_is_embedded_once() -> None:
    asked: list[str] = []
    real = load_embedder("all-MiniLM-L6-v2")

    class Counting:
        model = real.model
        weights_sha256 = real.weights_sha256

        def embed(self, texts: list[str], *, advance: object = None) -> Vectors:  # noqa: ARG002 -- as asked
            asked.extend(texts)
            return real.embed(texts)

    remembering = RememberingEmbedder(Counting())
    first = remembering.embed(["one", "two", "one"])
    second = remembering.embed(["two"])
    assert asked == ["one", "two"]
    assert (first[1] == second[0]).all()
