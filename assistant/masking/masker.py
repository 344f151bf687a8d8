"""Finds personal data in a message, and puts its kind in its place."""

import re
from collections.abc import Iterable, Sequence

from assistant.masking.described import described
from assistant.masking.names import names
from assistant.masking.recognized import recognized
from assistant.masking.span import PersonalSpan, joined


class Masker:
    """Masks what tells who somebody is.

    What the shop says of itself is nobody's: ``public`` words stay, and mailboxes at its
    ``domains``.
    """

    def __init__(self, *, public: Iterable[str] = (), domains: Iterable[str] = ()) -> None:
        self._public = frozenset(word.lower() for word in public)
        self._domains = frozenset(domain.lower() for domain in domains)

    def mask(self, text: str) -> str:
        """The text with ``[name]``, ``[email]`` … where those stood."""
        for span in reversed(self.spans(text)):
            text = f"{text[: span.start]}[{span.kind}]{text[span.end :]}"
        return text

    def spans(self, text: str) -> Sequence[PersonalSpan]:
        """Where personal data stands, in order, none overlapping another."""
        found = [*recognized(text), *described(text), *names(text)]
        return list(joined(one for one in found if not self._is_public(text[one.start : one.end])))

    def _is_public(self, words: str) -> bool:
        plain = re.sub(r"^[\W_]+|[\W_]+$", "", words.lower())
        return plain in self._public or plain.rpartition("@")[2] in self._domains
