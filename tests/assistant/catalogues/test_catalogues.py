"""Catalogues: what is translated, what falls back, and which language is spoken to whom."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest

from assistant import wording
from assistant.catalogues import (
    ENGLISH,
    Catalogue,
    Sentence,
    asked_language,
    open_catalogues,
    say,
    speaking,
    spoken,
)
from assistant.catalogues.catalogue import UnreadableCatalogue
from assistant.catalogues.extraction import brought_up_to_date, sentences_in_code, write
from assistant.chat.phrases import EXAMPLES, meant
from corpus import Audience, Milestone, Right

FOLDER = Path(wording.__file__).parent / "catalogues"
SHIPPED = [file.stem for file in FOLDER.glob("*.po")]
AT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def fields(sentence: str) -> set[str]:
    """The braces in it, with how they are written."""
    return {f"{name}:{how}" for _, name, how, _ in Formatter().parse(sentence) if name}


def po(folder: Path, language: str, **sentences: str) -> Path:
    lines = (f'msgid "{english}"\nmsgstr "{told}"\n' for english, told in sentences.items())
    file = folder / f"{language}.po"
    file.write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_spanish_ships() -> None:
    assert SHIPPED == ["es"]


@pytest.mark.parametrize("language", SHIPPED)
def test_a_language_that_ships_has_every_sentence(language: str) -> None:
    translated = open_catalogues()[language].sentences
    assert {one for one in sentences_in_code() if not translated.get(one)} == set()


@pytest.mark.parametrize("language", SHIPPED)
def test_a_translation_has_the_braces_of_its_sentence(language: str) -> None:
    translated = open_catalogues()[language].sentences
    assert [one for one, told in translated.items() if fields(one) != fields(told)] == []


@pytest.mark.parametrize("language", SHIPPED)
def test_the_files_are_as_python_m_assistant_catalogues_writes_them(
    language: str, tmp_path: Path
) -> None:
    file = FOLDER / f"{language}.po"
    write(brought_up_to_date(file, language=language), tmp_path / "now.po")
    assert (tmp_path / "now.po").read_text() == file.read_text()


def test_a_sentence_within_an_f_string_is_found(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text("f\"{say('Hello')} {Sentence('Bye')} {say(name)}\"")
    assert set(sentences_in_code(tmp_path)) == {"Hello", "Bye"}


def test_what_is_missing_is_said_in_english(tmp_path: Path) -> None:
    with speaking(open_catalogues(po(tmp_path, "fr", Send="Envoyer"))["fr"]):
        assert (say("Send"), say("Cancel")) == ("Envoyer", "Cancel")


def test_what_was_changed_in_english_since_is_said_in_english(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text('#, fuzzy\nmsgid "Send"\nmsgstr "Poster"\n')
    assert open_catalogues(tmp_path)["fr"].read("Send") == "Send"


def test_a_shop_says_a_sentence_in_its_own_way_and_keeps_the_others(tmp_path: Path) -> None:
    own = open_catalogues(po(tmp_path, "es", Send="Mandar"))["es"]
    assert (own.read("Send"), own.read("Cancel")) == ("Mandar", "Cancelar")
    english = open_catalogues(po(tmp_path, "en", Send="Off it goes"))["en"]
    assert english.read("Send") == "Off it goes"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("klingonese", 'msgid "a"\nmsgstr "b"\n'),
        ("fr", "these are no sentences"),
        ("fr", "\xff"),
        ("fr", 'msgid "They answer at {address}."\nmsgstr "{adresse}"\n'),
        ("fr", 'msgid "{most:,}"\nmsgstr "{most"\n'),
    ],
)
def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / f"{name}.po").write_bytes(content.encode("latin-1"))
    with pytest.raises(UnreadableCatalogue, match=rf"{name}\.po can't be used"):
        open_catalogues(tmp_path)


@pytest.mark.parametrize(
    ("named", "accepted", "language"),
    [
        (None, None, "en"),
        (None, "es", "es"),
        (None, "es-MX,es;q=0.9,en;q=0.8", "es"),
        (None, "de, es;q=0.4, en;q=0.5", "en"),
        (None, "es;q=0, en", "en"),
        (None, "es;q=lots", "en"),
        (None, "*", "en"),
        ("es-US", "en", "es"),
        ("tlh", "es", "es"),
        ("../es", None, "en"),
        (None, "," * 10_000, "en"),
    ],
)
def test_the_address_names_the_language_else_the_browser_does(
    named: str | None, accepted: str | None, language: str
) -> None:
    assert asked_language(named=named, accepted=accepted, offered=("en", "es")) == language


def test_a_language_is_spoken_in_its_own_thread_only() -> None:
    with speaking(open_catalogues()["es"]), ThreadPoolExecutor() as others:
        assert others.submit(lambda: spoken().language).result() == "en"
        assert say("Send") == "Enviar"
    assert say("Send") == "Send"


def test_values_are_data_whatever_is_in_them() -> None:
    assert say("They answer at {address}.", address="{0}{x}") == "They answer at {0}{x}."
    assert Sentence("{most:,} of them")(most=1200) == "1,200 of them"


def test_dates_read_as_the_language_has_them() -> None:
    assert wording.by_when(Milestone.ANSWER, AT) == "It is to answer by November 30, 2026"
    assert ENGLISH.moment(AT) == "Monday, November 30, 5:00 PM (UTC)"
    spanish = open_catalogues()["es"]
    with speaking(spanish):
        told = wording.by_when(Milestone.ANSWER, AT)
    assert told == "Debe responder a más tardar el 30 de noviembre de 2026"
    assert spanish.moment(AT) == "lunes, 30 de noviembre, 5:00 p.m. (UTC)"


def test_a_language_knows_which_way_it_is_read() -> None:
    assert Catalogue(language="ar").direction == "rtl"
    assert ENGLISH.direction == "ltr"


@pytest.fixture
def in_spanish() -> Iterator[None]:
    with speaking(open_catalogues()["es"]):
        yield


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("¿Venden mis datos?", "Do you sell my data?"),
        ("venden mis datos", "Do you sell my data?"),
        ("Sí", "yes"),
        ("si!", "yes"),
        ("Código nuevo.", "new code"),
        ("¿Venden mis datos a otros?", "¿Venden mis datos a otros?"),
        ("Do you sell my data?", "Do you sell my data?"),
    ],
)
def test_what_a_button_says_is_understood(said: str, english: str) -> None:
    assert meant(said) == english


@pytest.mark.usefixtures("in_spanish")
def test_every_wish_and_example_leads_back_to_its_english() -> None:
    assert [meant(str(wish)) for wish in wording.WISHES.values()] == [
        wish.english for wish in wording.WISHES.values()
    ]
    assert [meant(str(one)) for one in EXAMPLES] == [one.english for one in EXAMPLES]


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize("right", Right)
def test_no_sentence_about_a_request_is_left_in_english(right: Right) -> None:
    told = wording.intake(right, told=True, files=True)
    assert told.startswith("Es una solicitud ")
    assert wording.binds_some(Audience.SMS_PROGRAM).endswith("mensajes de texto:")
    assert "Su solicitud" in wording.form_title(right)
