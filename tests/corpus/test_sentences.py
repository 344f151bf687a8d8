"""Where sentences begin and end."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from corpus import Policy
from corpus.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_a_text_is_cut_into_its_sentences() -> None:
    assert sentences("We sell no data.  Do you ask? Write to us!") == [
        "We sell no data.", "Do you ask?", "Write to us!",
    ]  # fmt: skip


def test_a_domain_an_abbreviation_and_a_number_end_no_sentence() -> None:
    text = "Mail mail@shop.example, e.g. about Art. 17.1, to Mr. Smith."
    assert sentences(text) == [text]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentences(" \n ") == []


@given(st.text(alphabet="ab .?!\n“”é🙂", max_size=60))
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet="ab .?!\n“”é🙂", max_size=60))
def test_sentences_stand_in_order_and_have_no_space_around_them(text: str) -> None:
    spans = sentence_spans(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_the_sentences_of_a_shipped_clause_hold_all_its_words(crypjama: Policy) -> None:
    for clause in crypjama.clauses:
        assert " ".join(sentences(clause.text)).split() == clause.text.split()
