"""What of a message the classifier looks at, beside its embedding: words, parts of words, form."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.routing.form import forms
from assistant.routing.words import words

# Three kinds, each of which counts alike whatever the message's length.
WORDS, PARTS, FORM = "w", "p", "f"
KINDS = (WORDS, PARTS, FORM)
_MOST_WORDS = 3
_SHORTEST_PART, _LONGEST_PART = 2, 5


def traits(text: str) -> frozenset[str]:
    """All that is told of the message, each with the letter of its kind before it."""
    said = words(text)
    runs = [word for word in said if word[0].isalnum() or word in "?!"]
    return frozenset(
        [f"{WORDS}:{run}" for run in _runs(runs)]
        + [f"{PARTS}:{part}" for part in _parts({word for word in said if word[0].isalnum()})]
        + [f"{FORM}:{form}" for form in forms(said)]
    )


def _runs(said: Sequence[str]) -> Iterator[str]:
    """One, two and three words in a row."""
    for length in range(1, _MOST_WORDS + 1):
        for start in range(len(said) - length + 1):
            yield " ".join(said[start : start + length])


def _parts(said: Iterable[str]) -> Iterator[str]:
    """Letters in a row; a space marks where a word begins and ends."""
    for word in said:
        padded = f" {word} "
        for length in range(_SHORTEST_PART, _LONGEST_PART + 1):
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]
