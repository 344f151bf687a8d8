"""Which of the offered topics a message chooses."""

import re
from collections.abc import Sequence

from assistant.reply import Option


def chosen_option(options: Sequence[Option], text: str) -> Option | None:
    """The option that the text names by its number, its place or its words; None for no one."""
    by_number = _NUMBERED.match(text)
    if by_number:
        return _numbered(options, by_number["number"].lower())
    said = _words(text)
    same = [option for option in options if _words(option.text) == said]
    return same[0] if same else _described(options, frozenset(said) - _EMPTY)


def declines(text: str) -> bool:
    """Whether the text says that none of the topics is meant."""
    return _NONE.match(text) is not None


def _numbered(options: Sequence[Option], number: str) -> Option | None:
    place = len(options) if number in _LAST else _NUMBERS[number]
    return options[place - 1] if place <= len(options) else None


def _described(options: Sequence[Option], said: frozenset[str]) -> Option | None:
    """The one option that has all of the words, some of which no other has."""
    if not said:
        return None
    words = [frozenset(_words(option.text)) for option in options]
    shared = {word for word in said if sum(word in one for one in words) > 1}
    fits = [
        option for option, one in zip(options, words, strict=True) if said <= one and said - shared
    ]
    return fits[0] if fits else None


def _words(text: str) -> list[str]:
    """In small letters, in the singular as far as an "s" makes the plural."""
    return [word.removesuffix("s") for word in re.findall(r"\w+", text.lower())]


_NUMBERS = {
    "1": 1, "one": 1, "first": 1, "1st": 1, "former": 1, "a": 1,
    "2": 2, "two": 2, "second": 2, "2nd": 2, "b": 2,
    "3": 3, "three": 3, "third": 3, "3rd": 3, "c": 3,
}  # fmt: skip
_LAST = {"last", "latter"}
_NUMBERED = re.compile(
    r"^\W*(?:(?:the|number|no|nr|option|choice|topic|question|i|mean|meant|it's|that's|maybe"
    r"|probably|yes|ok|um)\W+){0,4}"
    rf"(?P<number>{'|'.join([*_NUMBERS, *_LAST])})\b"
    r"(?:\W+(?:one|option|choice|question|topic|please|pls|thanks|of|those|them|these)\b){0,4}\W*$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^\W*(?:no|nope|none|neither|nothing|other|something else|not (?:really|that|those|these))\b"
    r"(?:\W+(?:neither|none|nothing|something else|of|these|those|them|the|above|that|that's|it|not"
    r"|thanks|please|really|either|what i (?:mean|meant|asked))){0,8}\W*$",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    _words(
        "the one ones option about on with i mean meant want please pls a an it is that s m it's "
        "that's i'm i'd like to know asking question of for ok yes and"
    )
)
