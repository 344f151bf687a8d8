"""Which language a page is shown in: the one that its address names, else the browser's."""

from collections.abc import Collection, Mapping

from assistant.catalogues.catalogue import ENGLISH, Catalogue

PARAMETER = "language"
"""Of the chat's address: ``/chat/?language=es``."""


def catalogue_for(
    parameters: Mapping[str, str], headers: Mapping[str, str], catalogues: Mapping[str, Catalogue]
) -> Catalogue:
    """The catalogue for a request with these parameters and headers; English where none fits."""
    language = asked_language(
        named=parameters.get(PARAMETER),
        accepted=headers.get("accept-language"),
        offered=catalogues,
    )
    return catalogues.get(language, ENGLISH)


def asked_language(*, named: str | None, accepted: str | None, offered: Collection[str]) -> str:
    """The language of those offered, as an ISO 639-1 code; English where none fits.

    ``named`` is what the address says; ``accepted`` the header ``Accept-Language`` (RFC 9110).
    """
    for tag in (named or "", *_by_preference(accepted or "")):
        language = tag.split("-")[0].lower()
        if language in offered:
            return language
    return ENGLISH.language


def _by_preference(header: str) -> list[str]:
    weighed = []
    for part in header.split(",")[:20]:
        tag, _, parameters = part.strip().partition(";")
        weighed.append((_quality(parameters), tag.strip()))
    wanted = [(quality, tag) for quality, tag in weighed if quality > 0]
    return [tag for _, tag in sorted(wanted, key=lambda one: -one[0])]


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
