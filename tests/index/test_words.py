import numpy as np
import pytest

from index.words import WordClassifier

TEXTS = ["do you sell my data", "is data sold or do you sell it", "do you set cookies",
         "what cookies do you set"]  # fmt: skip
CLASSES = np.array([0, 0, 1, 1])


@pytest.fixture(scope="module")
def words() -> WordClassifier:
    return WordClassifier(TEXTS, CLASSES)


@pytest.mark.parametrize(("text", "best"), [("sell it?", 0), ("COOKIES", 1), ("cookies set", 1)])
def test_words_speak_for_the_class_that_has_them(
    words: WordClassifier, text: str, best: int
) -> None:
    assert int(words.logits(text).argmax()) == best


def test_neighbours_say_more_than_their_words(words: WordClassifier) -> None:
    told, apart = words.logits("you sell"), words.logits("sell cookies you")
    assert told[0] - told[1] > apart[0] - apart[1]


def test_words_that_nobody_used_say_nothing(words: WordClassifier) -> None:
    assert words.logits("zebra crossing").tolist() == [0.0, 0.0]


def test_the_shop_is_spoken_to_whatever_it_is_called(words: WordClassifier) -> None:
    assert np.allclose(words.logits("does this app sell"), words.logits("do you sell"))


def test_texts_that_have_no_term_in_common_are_told_apart() -> None:
    words = WordClassifier(["alpha", "beta"], np.array([0, 1]))
    assert int(words.logits("beta").argmax()) == 1


def test_texts_without_a_word_are_an_error() -> None:
    with pytest.raises(ValueError, match="no text has a word"):
        WordClassifier(["?", "!"], np.array([0, 1]))
