"""A language's sentences, read from the files that translators write."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.pofile import PoFileError, read_po

from assistant.errors import AssistantError

_FOLDER = Path(__file__).parent
# Dates read as in the country that the laws and the holidays are of, where the language is used
# there: "5:00 p.m." and not "17:00".
_COUNTRY = "US"


class UnreadableCatalogue(AssistantError):
    """A file can't be used as a catalogue."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file} can't be used as a catalogue: {problem}. Repair or remove it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What our sentences read in one language."""

    language: str
    """As an ISO 639-1 code."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """By the English; what is missing is said in English."""

    def read(self, english: str) -> str:
        """The sentence in this language."""
        return self.sentences.get(english) or english

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, as HTML names it."""
        return str(self._locale.text_direction)

    def day(self, at: datetime) -> str:
        """A date in words."""
        return format_date(at, "long", locale=self._locale)

    def moment(self, at: datetime) -> str:
        """A day of the week, a date without its year, and a time of day, in words."""
        weekday = format_date(at, "EEEE", locale=self._locale)
        date = format_skeleton("MMMMd", at, locale=self._locale)
        return f"{weekday}, {date}, {self.hour(at)}"

    def hour(self, at: datetime) -> str:
        """A time of day in words, with the name of its zone."""
        # CLDR sets a narrow space that doesn't break, which many fonts lack.
        hour = format_time(at, "short", locale=self._locale).replace("\u202f", " ")
        return f"{hour} ({at.tzname()})"

    @property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(f"{self.language}_{_COUNTRY}")
        except UnknownLocaleError:
            return Locale.parse(self.language)


ENGLISH = Catalogue(language="en")
"""What stands in the code."""


def open_catalogues(more: Path | None = None) -> Mapping[str, Catalogue]:
    """The catalogues by language: English, those that ship, and those of the folder ``more``.

    A sentence of that folder goes before one that ships. Raises ``UnreadableCatalogue``.
    """
    found = {ENGLISH.language: ENGLISH}
    for folder in filter(None, (_FOLDER, more)):
        for file in sorted(folder.glob("*.po")):
            read = _read(file)
            before = found.get(file.stem)
            if before is not None:
                read = replace(read, sentences={**before.sentences, **read.sentences})
            found[file.stem] = read
    return found


def _read(file: Path) -> Catalogue:
    try:
        Locale.parse(file.stem)
    except (UnknownLocaleError, ValueError):
        raise UnreadableCatalogue(file, "its name is no language's, such as es.po") from None
    try:
        with file.open("rb") as lines:
            messages = read_po(lines, locale=file.stem, abort_invalid=True)
    except (OSError, UnicodeDecodeError, PoFileError) as error:
        raise UnreadableCatalogue(file, str(error)) from None
    # What is marked as fuzzy was changed in English since and not looked at again.
    usable = {
        one.id: one.string
        for one in messages
        if one.id and not one.fuzzy and isinstance(one.id, str) and isinstance(one.string, str)
    }
    for english, told in usable.items():
        if _braces(told) != _braces(english):
            raise UnreadableCatalogue(file, f"{told!r} has not the braces of {english!r}")
    return Catalogue(language=file.stem, sentences=usable)


def _braces(sentence: str) -> set[tuple[str, str | None]] | None:
    """The values that the sentence takes, and how they are written; None where it can't be read."""
    try:
        parsed = list(Formatter().parse(sentence))
    except ValueError:
        return None
    return {(name, how) for _, name, how, _ in parsed if name is not None}
