"""How hard a text is to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading_level import grade, syllables


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "the shop sale made makes used shared asked firms you're can't eyes laws clothes"),
        (2, "data cookie cookies selling table handles needed wanted changes doesn't "
            "create something someone purchase purely safety statements EU going diet browsing "
            "business's"),
        (3, "policy privacy company deletion policy's personal area idea media SMS"),
        (4, "information identify category California January geographic GDPR"),
        (5, "organization opportunity"),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(count: int, words: str) -> None:
    wrong = {word: found for word in words.split() if (found := syllables(word)) != count}
    assert wrong == {}


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # 6 words, 1 sentence, 6 syllables.
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_sentences_that_are_short_are_easier() -> None:
    assert grade("We sell no data. We keep it.") < grade("We sell no data and we keep it.")


def test_words_that_are_long_are_harder() -> None:
    assert grade("We disclose information.") > grade("We share data.")


def test_an_address_is_not_read_and_ends_no_sentence() -> None:
    assert grade("Write to privacy.team@shop.example now.") == grade("Write to now.")
    assert grade("See https://shop.example/a.b?c=1 first.") == grade("See first.")


def test_the_full_stop_behind_an_address_ends_its_sentence() -> None:
    assert grade("Write to a@shop.example. It helps.") == grade("Write to. It helps.")
    assert grade("See https://shop.example/a. It helps.") == grade("See. It helps.")


@pytest.mark.parametrize("text", ["", " ", "…", "a@shop.example"])
def test_what_has_no_words_has_no_grade(text: str) -> None:
    assert grade(text) == 0


@given(st.text())
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


@given(st.text())
def test_every_text_has_a_grade(text: str) -> None:
    assert -4 < grade(text) < 1e6
