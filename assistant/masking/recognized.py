"""What has a form of its own: addresses of mail and machines, telephone numbers, cards.

Recognizers of Presidio's, each used by itself: its engine would want a language model, and its
check of mail domains a network.
"""

from collections.abc import Iterator, Mapping

from presidio_analyzer import EntityRecognizer, PatternRecognizer
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    CryptoRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    MacAddressRecognizer,
    PhoneRecognizer,
    UsMbiRecognizer,
    UsSsnRecognizer,
)

from assistant.masking.span import PersonalSpan

# What a recognizer is less sure of is often a year or a price.
_SURE = 0.3
_POSSIBLE = 0
"""Leniency of ``phonenumbers``: any number of as many digits as there can be."""
_REGIONS = ("US", "GB", "CA", "MX")


class _AnyEmail(EmailRecognizer):
    """Takes an address whatever its domain: a mistyped one tells as much."""

    def validate_result(self, pattern_text: str) -> bool | None:  # noqa: ARG002
        """Nothing is checked."""
        return None


_KINDS: Mapping[str, str] = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "account",
    "CRYPTO": "account",
    "IP_ADDRESS": "ip",
    "MAC_ADDRESS": "ip",
    "US_SSN": "ssn",
    "US_MBI": "number",
}
_RECOGNIZERS: tuple[EntityRecognizer | PatternRecognizer, ...] = (
    _AnyEmail(),
    PhoneRecognizer(supported_regions=_REGIONS, leniency=_POSSIBLE),
    CreditCardRecognizer(),
    IbanRecognizer(),
    CryptoRecognizer(),
    IpRecognizer(),
    MacAddressRecognizer(),
    UsSsnRecognizer(),
    UsMbiRecognizer(),
)
_FEWEST_DIGITS_OF_A_PHONE = 9


def recognized(text: str) -> Iterator[PersonalSpan]:
    """Where such things stand."""
    for recognizer in _RECOGNIZERS:
        # Patterns look at the text alone, whatever the type says.
        found = recognizer.analyze(text, recognizer.supported_entities, None)  # type: ignore[arg-type]
        for one in found:
            digits = sum(character.isdigit() for character in text[one.start : one.end])
            is_phone = one.entity_type == "PHONE_NUMBER"
            if one.score < _SURE or (is_phone and digits < _FEWEST_DIGITS_OF_A_PHONE):
                continue
            yield PersonalSpan(start=one.start, end=one.end, kind=_KINDS[one.entity_type])
