"""Most messages here were written for these tests; docs/languages.md says which rules saw which."""

import unicodedata
from functools import cache
from pathlib import Path
from time import process_time

import pytest
import yaml

from assistant.language import other_language
from corpus import Shelf

HERE = Path(__file__).parent
WITH_MESSAGES = ("es", "fr", "de", "pt", "zh")
LAST = 15
LONGEST = 2000


@cache
def foreign_messages() -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load(
        (HERE / "foreign_messages.yaml").read_text(encoding="utf-8")
    )
    return read


def odd_english() -> list[str]:
    lines = yaml.safe_load((HERE / "odd_english.yaml").read_text(encoding="utf-8"))
    return [unicodedata.normalize("NFKC", line) for line in lines]


def taken(texts: list[str]) -> dict[str, str]:
    return {text: found for text in texts if (found := other_language(text))}


def recall(code: str, messages: list[str]) -> float:
    return sum(other_language(message) == code for message in messages) / len(messages)


# What is measured.


@pytest.mark.parametrize(
    ("code", "floor"), [("es", 0.95), ("fr", 0.96), ("de", 1.0), ("pt", 0.94), ("zh", 1.0)]
)
def test_a_language_with_a_message_of_its_own_is_recognized(code: str, floor: float) -> None:
    messages = foreign_messages()[code]
    assert len(messages) > 100
    assert recall(code, messages) >= floor


def test_it_is_recognized_in_messages_that_the_rules_were_not_made_with() -> None:
    last = {code: foreign_messages()[code][-LAST:] for code in WITH_MESSAGES}
    found = [recall(code, messages) for code, messages in last.items()]
    assert sum(found) / len(found) >= 0.93


@pytest.mark.parametrize("code", sorted(set(foreign_messages()) - set(WITH_MESSAGES) - {"ru"}))
def test_a_language_without_a_message_is_recognized(code: str) -> None:
    # Finnish says in two words what others say in three.
    assert recall(code, foreign_messages()[code]) == (0.0 if code == "fi" else 1.0)


def test_russian_is_never_taken_for_english_but_may_be_for_ukrainian() -> None:
    messages = foreign_messages()["ru"]
    assert {other_language(message) for message in messages} == {"ru", "uk"}
    assert recall("ru", messages) > 0.9


def test_what_is_recognized_is_recognized_rightly() -> None:
    wrong = [
        (message, code)
        for code in WITH_MESSAGES
        for message in foreign_messages()[code]
        if other_language(message) not in (code, None)
    ]
    assert wrong == []


def test_no_way_to_ask_a_reviewed_answer_is_taken_for_another_language() -> None:
    shelf = Shelf()
    answers = shelf.answers(shelf.load("crypjama")).current
    asked = [text for answer in answers for text in answer.asked]
    assert len(asked) > 3000
    assert taken(asked) == {}


def test_no_labelled_question_is_taken_for_another_language() -> None:
    path = Shelf().folder / "crypjama" / "questions.yaml"
    texts = [entry["text"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert len(texts) > 500
    assert taken(texts) == {}


def test_of_odd_english_little_more_than_whole_foreign_phrases_is_taken() -> None:
    lines = odd_english()
    assert len(lines) > 700
    assert set(taken(lines)) <= {
        "c'est la vie",
        "hasta la vista",
        "eau de toilette",
        "eau de parfum 50 ml",
        "hors d'oeuvre lol",
        "crème brûlée torch order",
        "je t'aime charm",
        "Joie de vivre bracelet",
        "Día de los Muertos earrings",
        "Cinco de Mayo promo",
        "Leonardo da Vinci",
        "giovanni battista rossi",
        "kindergarten kids data",
    }


# What counts for English.


@pytest.mark.parametrize(
    "text",
    ["GDPR?", "cookies", "info pls", "hola", "gracias", "por favor", "¿cookies?", "datos", "merci"],
)
def test_one_or_two_words_are_no_evidence(text: str) -> None:
    assert other_language(text) is None


def test_a_word_said_again_is_one_word() -> None:
    assert other_language("datos personales datos personales") is None
    assert other_language("Datos datos DATOS personales") is None
    assert other_language("datos personales que guardan") == "es"


def test_few_letters_are_no_evidence() -> None:
    assert other_language("la de mi") is None
    assert other_language("no a la data") is None


@pytest.mark.parametrize(
    "text",
    [
        "Juan Carlos Rodríguez de la Torre",
        "María da Conceição e Silva",
        "Groupe Société Générale, Crédit Agricole Assurances",
        "shoes by Casa de las Flores Bonitas",
        "Datenschutzbeauftragte Anna Schmidt",
    ],
)
def test_names_are_no_evidence(text: str) -> None:
    assert other_language(text) is None


def test_the_first_word_has_a_capital_and_counts() -> None:
    assert other_language("Verkaufen Sie meine Daten?") == "de"


def test_shouting_is_not_all_names() -> None:
    assert other_language("QUIERO QUE BORREN TODOS MIS DATOS") == "es"
    assert other_language("DELETE ALL MY DATA NOW") is None


@pytest.mark.parametrize(
    "text",
    [
        "is the à la carte plan tracked",
        "I will complain to the commission nationale de l'informatique et des libertés",
        "what does política de privacidad y protección de datos personales mean",
        "don’t la política de privacidad y protección de datos",
    ],
)
def test_an_english_word_makes_a_short_message_english(text: str) -> None:
    assert other_language(text) is None


def test_an_english_word_does_not_make_a_long_message_english() -> None:
    text = (
        "hola, compré un collar la semana pasada y desde entonces recibo mensajes de otras tiendas"
        " que no conozco, my pregunta es si ustedes les dieron mi correo"
    )
    assert other_language(text) == "es"


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example/de/datenschutz/ihre-rechte/loeschung",
        "see www.datenschutz.example/service/beschwerden-betroffener-personen",
        "contacto.privacidad.proteccion.de.datos@example.es",
    ],
)
def test_addresses_are_no_evidence(text: str) -> None:
    assert other_language(text) is None


def test_an_address_does_not_hide_the_signs_beside_it() -> None:
    assert other_language("我的email是jane@shop.example请删除我的资料") == "zh"


@pytest.mark.parametrize(
    "text", ["como me doy de baja del newsletter", "wie blockiere ich cookies am handy"]
)
def test_words_that_all_languages_share_are_no_evidence_against_one(text: str) -> None:
    assert other_language(text) is not None


@pytest.mark.parametrize("text", ["", " ", "12345", "?!", "🤔🤔", "🍪 🍪", "4111 1111 1111 1111"])
def test_what_has_no_words_is_no_language(text: str) -> None:
    assert other_language(text) is None


@pytest.mark.parametrize("text", ["qqqq xxxxxx zzzzzz vvvvv", "sdfkjh sdkfjh wekjr qpwoei"])
def test_mash_is_no_language(text: str) -> None:
    assert other_language(text) is None


@pytest.mark.parametrize("text", ["res ipsa loquitur", "habeas corpus ad subjiciendum"])
def test_the_latin_of_lawyers_counts_for_english(text: str) -> None:
    assert other_language(text) is None


def test_english_is_always_understood() -> None:
    text = "auto tracking site visitors"
    assert other_language(text, understood=()) is None
    assert other_language(text, understood=("de",)) is None


# Scripts.


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("你们用cookie吗", "zh"),
        ("opt out的链接打不开", "zh"),
        ("請刪除我的資料", "zh"),
        ("退订", "zh"),
        ("個人情報の削除", "ja"),
        ("cookie 사용하나요?", "ko"),
        ("هل تستخدمون cookies؟", "ar"),
        ("хочу удалить аккаунт и все данные", "ru"),
        ("क्या आप मेरा डेटा बेचते हैं?", "hi"),
        ("πουλάτε τα δεδομένα μου;", "el"),
    ],
)
def test_a_script_tells(text: str, code: str) -> None:
    assert other_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "my name is 王伟, delete my data",
        "what does 隐私 mean",
        "policy in 中文?",
        "order for 山田太郎, where is it shipped",
        "Привет do you sell my data",
    ],
)
def test_some_words_in_another_script_leave_english_english(text: str) -> None:
    assert other_language(text) is None


@pytest.mark.parametrize("text", ["ツ", "¯\\_(ツ)_/¯", "ಠ_ಠ", "ʕ•ᴥ•ʔ", "π"])
def test_a_face_is_no_language(text: str) -> None:
    assert other_language(text) is None


def test_english_in_disguise_is_no_other_language() -> None:
    assert other_language("Dо yоu sеll my dаta tо аnyоne еlse") is None


# What is understood.


@pytest.mark.parametrize("code", ["es", "fr", "de", "pt", "zh", "ja", "ko", "it", "ar", "el"])
def test_a_language_that_is_understood_is_never_another_one(code: str) -> None:
    messages = foreign_messages()[code]
    assert {other_language(message, understood=("en", code)) for message in messages} == {None}


def test_what_may_be_one_that_is_understood_is_left_to_it() -> None:
    short = "quero apagar minha conta"
    assert other_language(short) == "pt"
    russian = "хочу удалить аккаунт"
    assert other_language(russian) is not None
    assert other_language(russian, understood=("en", "ru")) is None


def test_others_are_still_told_where_more_is_understood() -> None:
    understood = ("en", "es", "zh")
    messages = foreign_messages()
    assert all(other_language(message, understood=understood) == "de" for message in messages["de"])
    assert other_language("アカウントを削除したい", understood=understood) == "ja"


def test_a_language_seldom_asked_for_can_be_understood() -> None:
    catalan = "voleu vendre les meves dades a altres empreses"
    galician = "queren vender os meus datos a outras empresas"
    assert other_language(catalan) == "ca"
    assert other_language(catalan, understood=("en", "ca")) is None
    assert other_language(galician) is not None
    assert other_language(galician, understood=("en", "gl")) is None


# Speed.


@pytest.mark.parametrize("piece", ["a b ", "x", "é'", "-", "@!", "我", "Ab ", "http", "www"])
def test_the_longest_message_takes_a_moment(piece: str) -> None:
    other_language("das Modell wird mit der ersten Nachricht geladen")
    text = (piece * LONGEST)[:LONGEST]
    begun = process_time()
    other_language(text)
    assert process_time() - begun < 2  # what backtracks takes minutes
