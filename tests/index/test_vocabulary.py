import pytest

from index.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {
        "location": ["do you track my location", "where am I"],
        "cookies": ["cookies on the site", "do you set cookies"],
    }
)


def test_a_question_in_known_words_is_not_strange() -> None:
    assert VOCABULARY.strangeness("Tracking of locations?", "location") == 0


def test_a_word_that_only_another_text_has_is_strange() -> None:
    assert 0 < VOCABULARY.strangeness("track cookies", "location") < 1


def test_a_word_that_no_text_has_is_strangest() -> None:
    unknown = VOCABULARY.strangeness("track my workout", "location")
    assert unknown > VOCABULARY.strangeness("track my cookies", "location")


def test_a_question_of_stop_words_alone_is_not_strange() -> None:
    assert VOCABULARY.strangeness("is it that", "location") == 0


def test_to_what_has_no_words_all_is_strange() -> None:
    assert VOCABULARY.strangeness("track me", "gone") == pytest.approx(1)
