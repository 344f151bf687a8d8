import re

import pytest

from assistant.language import Language, other_language
from assistant.route import RequestRoute, Route, route
from assistant.translations import QUESTION, REQUEST, message_in
from corpus import Right

URL = "https://shop.example/privacy"
CONTACT = "privacy@shop.example"
TRANSLATED = [Language(code) for code in ("es", "fr", "de", "pt", "zh")]
UNTRANSLATED = [Language(code) for code in ("it", "ja", "ru", "ar")]


def message(language: Language) -> str:
    return message_in(language, contact=CONTACT, policy_url=URL)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_message_is_in_the_language(language: Language) -> None:
    said = message(language).replace(QUESTION, "").replace(REQUEST, "")
    assert other_language(said) == language


@pytest.mark.parametrize("language", UNTRANSLATED)
def test_without_a_message_of_its_own_it_is_in_english(language: Language) -> None:
    said = message(language)
    assert other_language(said) is None
    assert "don't understand this language" in said


@pytest.mark.parametrize("language", [*TRANSLATED, *UNTRANSLATED])
def test_it_offers_a_person_the_policy_and_english_to_copy(language: Language) -> None:
    said = message(language)
    assert [said.count(part) for part in (CONTACT, URL, QUESTION, REQUEST)] == [1, 1, 1, 1]


@pytest.mark.parametrize("language", [*TRANSLATED, *UNTRANSLATED])
@pytest.mark.parametrize("url", [None, ""])
def test_without_a_url_it_does_not_say_where_the_policy_is(
    language: Language, url: str | None
) -> None:
    said = message_in(language, contact=CONTACT, policy_url=url)
    assert CONTACT in said
    assert QUESTION in said
    assert "None" not in said
    assert len(said) < len(message(language)) - len(URL)


@pytest.mark.parametrize("language", [*TRANSLATED, *UNTRANSLATED])
def test_it_is_four_short_sentences(language: Language) -> None:
    bare = message(language)
    for part in (URL, CONTACT, QUESTION, REQUEST):
        bare = bare.replace(part, "")
    assert len(re.findall(r"[.。]", bare)) == 4
    assert "{" not in bare
    assert len(bare) < 350


@pytest.mark.parametrize("language", [*TRANSLATED, *UNTRANSLATED])
def test_it_addresses_formally_and_names_no_law(language: Language) -> None:
    said = message(language)
    familiar = r"\b(?:tú|tu|te|ti|vos|du|dir|dich|euch|toi)\b|你"
    assert not re.search(familiar, said, re.IGNORECASE)
    law = r"GDPR|RGPD|DSGVO|LGPD|CCPA|\b(?:law|ley|loi|lei|Gesetz|derecho|droit|Recht|direito)|法律"
    assert not re.search(law, said)


def test_an_address_stands_apart_from_chinese_signs() -> None:
    said = message(Language("zh"))
    assert f" {CONTACT} " in said
    assert f" {URL} " in said


def test_no_space_follows_a_chinese_full_stop() -> None:
    assert not re.search(r"。\s", message(Language("zh")))
    assert re.search(r"\. [A-Z]", message(Language("es")))


def test_a_contact_is_said_as_it_is() -> None:
    odd = "{policy_url} {0} %s"
    assert odd in message_in(Language("fr"), contact=odd, policy_url=URL)


def test_the_english_to_copy_is_understood() -> None:
    assert route(QUESTION) is Route.QUESTION
    assert route(REQUEST) == RequestRoute(right=Right.DELETE)
    assert other_language(QUESTION) is None
    assert other_language(REQUEST) is None
