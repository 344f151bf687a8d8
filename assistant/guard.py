"""What may be a message at all."""

import re
import unicodedata

from assistant.catalogues import say
from assistant.errors import RefusedText

# Characters that show nothing: zero-width ones, directional marks and overrides, soft hyphens,
# variation selectors, marks of annotation, shorthand and music, and the tag block. They hide words
# from matching and from readers.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u000b\u000c]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def passed(text: str, *, longest: int) -> str:
    """The message in one Unicode form (NFKC), without invisible characters.

    Raises ``RefusedText`` where it is empty, longer than ``longest`` characters, or not text.
    """
    _check_length(text, longest)
    if _SURROGATE.search(text):
        raise RefusedText(say("That message is not valid UTF-8 text. Please type it again."))
    if found := _CONTROL.search(text):
        raise RefusedText(
            say(
                "That message holds a control character ({code}), which is not text. Please type "
                "it again without.",
                code=f"U+{ord(found.group()):04X}",
            )
        )
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()
    # One character can become eighteen in NFKC.
    _check_length(plain, longest)
    if not any(character.isalnum() for character in plain):
        raise RefusedText(say("There is no question in that message. Please type one."))
    return plain


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise RefusedText(
            say(
                "That message has {number:,} characters; the longest that can be read is "
                "{longest:,}. Please shorten it.",
                number=len(text),
                longest=longest,
            )
        )
