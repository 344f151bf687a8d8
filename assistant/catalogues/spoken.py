"""The language that a turn is spoken in, while it lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from assistant.catalogues.catalogue import ENGLISH, Catalogue

_SPOKEN: ContextVar[Catalogue] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Catalogue:
    """The catalogue of whoever is spoken to; English where nobody said."""
    return _SPOKEN.get()


@contextmanager
def speaking(catalogue: Catalogue) -> Iterator[None]:
    """Say what is said meanwhile, in this thread, in that language."""
    before = _SPOKEN.set(catalogue)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def say(english: str, **values: object) -> str:
    """A sentence of our own in the language that is spoken, with the values in its braces."""
    sentence = spoken().read(english)
    return sentence.format(**values) if values else sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is written down once and said later, in whatever language is spoken then."""

    english: str

    def __str__(self) -> str:
        return say(self.english)

    def __call__(self, **values: object) -> str:
        """What it reads, with the values in its braces."""
        return say(self.english, **values)
