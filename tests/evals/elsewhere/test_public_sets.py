from collections.abc import Callable
from pathlib import Path

import pytest

from evals.elsewhere.public_sets import (
    Tier,
    read_evidence_questions,
    read_real_questions,
    read_sentence_policies,
    read_span_questions,
)
from evals.errors import AbsentData


def test_the_words_that_name_the_document_are_told_from_the_question(tiny_set: Path) -> None:
    question, _ = read_span_questions(tiny_set)
    assert question.text == "do you set cookies?"
    assert question.query == 'Consider "Basket"\'s privacy policy; do you set cookies?'
    assert question.document == "Basket.txt"


def test_sentences_lie_where_their_spans_say(tiny_set: Path) -> None:
    (one,) = read_sentence_policies(tiny_set)
    assert [one.policy.text[a:b] for a, b in one.sentences] == [
        "We set cookies to remember your basket.",
        "Advertisers receive your name from us.",
    ]


def test_both_references_are_read(tiny_set: Path) -> None:
    first, second, third = read_evidence_questions(tiny_set)
    assert (first.tier, first.majority, first.anyone) == (Tier.MAJORITY, {0}, {0, 1})
    assert (second.majority, second.anyone) == (set(), {1})
    assert third.tier is Tier.NONE


@pytest.mark.parametrize(
    "read",
    [read_evidence_questions, read_real_questions, read_sentence_policies, read_span_questions],
)
def test_an_absent_folder_is_told_by_name(read: Callable[[Path], object]) -> None:
    with pytest.raises(AbsentData, match="nowhere"):
        read(Path("nowhere"))


def test_all_of_the_real_sets_can_be_read(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("privacyqa")
    texts = {path.name: path.read_text("utf-8") for path in (folder / "corpus").glob("*.txt")}
    for question in read_span_questions(folder):
        assert question.text != question.query
        assert all(0 <= a < b <= len(texts[question.document]) for a, b in question.spans)
    sentences = {one.policy.policy_id: one.sentences for one in read_sentence_policies(folder)}
    for asked in read_evidence_questions(folder):
        assert asked.majority <= asked.anyone <= set(range(len(sentences[asked.policy_id])))
        assert bool(asked.majority) is (asked.tier is Tier.MAJORITY)
