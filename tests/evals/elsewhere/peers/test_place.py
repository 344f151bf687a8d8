import pytest

from evals.elsewhere.peers.place import spans_of

TWICE = "We may ask. Call us.\n\nWe may ask.  Call us."


def test_boilerplate_that_stands_twice_has_two_places() -> None:
    assert list(spans_of(TWICE, ["We may ask.", "We may ask."])) == [(0, 11), (22, 33)]


def test_white_space_that_a_splitter_folded_is_found_again() -> None:
    (first, second) = spans_of(TWICE, ["We may ask. Call us.", "We may ask. Call us."])
    assert (first, second) == ((0, 20), (22, len(TWICE)))


def test_chunks_may_overlap() -> None:
    assert list(spans_of("one two three", ["one two", "two three"])) == [(0, 7), (4, 13)]


def test_words_that_the_text_lacks_are_an_error() -> None:
    with pytest.raises(ValueError, match="no such words"):
        list(spans_of("one two", ["three"]))
