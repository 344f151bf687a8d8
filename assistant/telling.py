"""What of a text tells its language: no addresses, no names, no words that all languages share."""

import re

_KANA = "\u3041-\u30ff\u31f0-\u31ff"
_HANGUL = "\u1100-\u11ff\uac00-\ud7af"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_LATIN = "a-zA-Z\u00c0-\u024f\u1e00-\u1eff"

KANA, HANGUL, HAN = (re.compile(f"[{script}]") for script in (_KANA, _HANGUL, _HAN))

_LATIN_LETTERS = re.compile(f"[{_LATIN}]+")
_LATIN_WORD = re.compile(f"[{_LATIN}'’-]+")
_LETTER = rf"[^\W\d_{_KANA}{_HANGUL}{_HAN}]"
# A sign counts like a word: no spaces stand between Chinese words.
_WORD = re.compile(rf"[{_KANA}{_HANGUL}{_HAN}]|{_LETTER}+(?:['’-]{_LETTER}+)*")
_UNSPACED = re.compile(r"[!-~]+")
_ADDRESS = re.compile("@|://|www[.]")

_SHARED = {
    "app", "cookie", "cookies", "e-mail", "e-mails", "email", "emails", "facebook", "google",
    "instagram", "link", "mail", "mails", "marketing", "newsletter", "online", "opt-out", "sms",
    "spam",
}  # fmt: skip


def without_addresses(text: str) -> str:
    """The text without URLs and e-mail addresses."""
    return _UNSPACED.sub(lambda run: " " if _ADDRESS.search(run.group()) else run.group(), text)


def latin_words(text: str) -> list[str]:
    """The words that are all in Latin letters, lowered."""
    words = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return list(filter(_LATIN_WORD.fullmatch, words))


def other_words(text: str) -> list[str]:
    """The words and signs without a Latin letter."""
    return [word for word in _WORD.findall(text) if not _LATIN_LETTERS.search(word)]


def telling_words(text: str) -> str:
    """The text with only those of its words that tell its language.

    Names go: they have a capital. So has the first word, which stays; where all is in capitals,
    there is no telling names.
    """
    if text.isupper():
        return _WORD.sub(_if_telling, text.lower())
    first = _WORD.search(text)
    head = first.end() if first else 0
    return _WORD.sub(_if_telling, text[:head].lower() + text[head:])


def _if_telling(found: re.Match[str]) -> str:
    word = found.group()
    return word if word.islower() and word not in _SHARED else ""
