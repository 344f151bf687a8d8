"""The places that people say they live in, by the names they use for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from iso3166 import countries


class PlaceKind(StrEnum):
    """What kind of place it is, as far as rights go."""

    US_STATE = "us_state"
    """The District of Columbia is one of them."""
    COUNTRY = "country"
    REGION = "region"
    """Of many countries: Europe."""
    ELSEWHERE = "elsewhere"
    """All that is known is that it isn't California."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """Where somebody lives."""

    name: str
    code: str | None
    """ISO 3166-2 of a state (``US-CA``), ISO 3166-1 of a country (``DE``), or ``EU``."""
    kind: PlaceKind

    @property
    def is_california(self) -> bool:
        """Whether the rights that the law of California gives are theirs."""
        return self.code == "US-CA"

    @property
    def is_european(self) -> bool:
        """Whether it lies in the European Economic Area, where the GDPR counts."""
        return self.code in _listed(_IN_EUROPE)


# The same since 1959. The package "us" has them too, beside a compiled library to misspell them.
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "DC": "the District of Columbia",
}  # fmt: skip

# Other names of a state: of its cities, those that no other place is taken for.
_IN_STATES = {
    "CA": "cali, calif, los angeles, san francisco, san diego, san jose, sacramento, oakland, "
    "bay area, silicon valley, socal, norcal, fresno, long beach, berkeley",
    "TX": "houston, dallas, austin, san antonio, fort worth, el paso",
    "NY": "nyc, new york city, brooklyn, queens, manhattan, bronx",
    "IL": "chicago", "PA": "philadelphia, philly, pittsburgh", "AZ": "phoenix, tucson",
    "FL": "miami, orlando, tampa, jacksonville", "OH": "cleveland, cincinnati",
    "WA": "seattle, spokane, tacoma, washington state", "MA": "boston", "CO": "denver",
    "GA": "atlanta", "NV": "las vegas, reno", "MI": "detroit", "TN": "nashville, memphis",
    "MN": "minneapolis", "MD": "baltimore", "MO": "st louis", "LA": "new orleans",
    "UT": "salt lake city", "WI": "milwaukee", "HI": "honolulu", "NJ": "newark, jersey city",
    "NC": "charlotte, raleigh", "OK": "oklahoma city, tulsa", "NM": "albuquerque",
    "DC": "dc, washington dc, district of columbia",
}  # fmt: skip
_STATE_PEOPLE = {
    "CA": "californian", "TX": "texan", "NY": "new yorker", "FL": "floridian", "OR": "oregonian",
    "VA": "virginian", "CO": "coloradan", "HI": "hawaiian", "AK": "alaskan", "OH": "ohioan",
    "NV": "nevadan", "MN": "minnesotan",
}  # fmt: skip

# Countries from which a shop in the United States is asked: the people, then the cities and such
# names as the standard doesn't have.
_IN_COUNTRIES = {
    "GB": "the United Kingdom: british, brit, english, scottish, welsh; united kingdom, uk, "
    "great britain, britain, england, scotland, wales, northern ireland, london, edinburgh, "
    "glasgow",
    "US": "the United States: american; united states, united states of america, usa, america",
    "CA": "Canada: canadian; toronto, montreal, ottawa, calgary, edmonton, quebec, ontario, "
    "british columbia, alberta, nova scotia, manitoba",
    "AU": "Australia: australian, aussie; sydney, melbourne, brisbane, perth, queensland",
    "NZ": "New Zealand: new zealander, kiwi; auckland",
    "DE": "Germany: german; berlin, munich, hamburg, cologne, frankfurt, deutschland",
    "FR": "France: french; paris, lyon, marseille",
    "ES": "Spain: spanish, spaniard; madrid, barcelona",
    "IT": "Italy: italian; rome, milan",
    "IE": "Ireland: irish; dublin",
    "NL": "the Netherlands: dutch; netherlands, holland, amsterdam, rotterdam",
    "BE": "Belgium: belgian; brussels, antwerp",
    "AT": "Austria: austrian; vienna",
    "CH": "Switzerland: swiss; zurich, geneva",
    "PT": "Portugal: portuguese; lisbon",
    "PL": "Poland: polish; warsaw, krakow",
    "SE": "Sweden: swedish; stockholm",
    "DK": "Denmark: danish; copenhagen",
    "NO": "Norway: norwegian; oslo",
    "FI": "Finland: finnish; helsinki",
    "GR": "Greece: greek; hellas",
    "CZ": "the Czech Republic: czech; czech republic, czechia, prague",
    "HU": "Hungary: hungarian; budapest",
    "RO": "Romania: romanian; bucharest",
    "JP": "Japan: japanese; tokyo",
    "IN": "India: indian; mumbai, delhi, bangalore",
    "BR": "Brazil: brazilian; sao paulo",
    "MX": "Mexico: mexican; mexico city",
    "CN": "China: chinese; shanghai, beijing",
    "KR": "South Korea: korean; korea, seoul",
    "TW": "Taiwan: taiwanese; taipei",
    "VN": "Vietnam: vietnamese; hanoi",
    "PH": "the Philippines: filipino; philippines, manila",
    "ZA": "South Africa: south african; johannesburg, cape town",
    "TR": "Turkey: turkish; istanbul",
    "RU": "Russia: russian; moscow",
    "AE": "the United Arab Emirates: emirati; united arab emirates, uae, dubai, abu dhabi",
    "UA": "Ukraine: ukrainian; kyiv",
    "NG": "Nigeria: nigerian; lagos",
    "IL": "Israel: israeli; tel aviv",
}
_IN_EUROPE = (
    "EU, AT, BE, BG, HR, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HU, IE, IS, IT, LI, LT, LU, LV, MT, "
    "NL, NO, PL, PT, RO, SE, SI, SK"
)
_EUROPE_NAMES = "eu, europe, european union, eea"

ELSEWHERE = Jurisdiction(name="outside California", code=None, kind=PlaceKind.ELSEWHERE)
_EUROPE = Jurisdiction(name="Europe", code="EU", kind=PlaceKind.REGION)
# Postal codes that are read only in capitals among small letters, since they are words as well ...
_WORDS = {"OR", "ME", "HI", "OK", "OH", "PA", "MA", "ID", "AL", "CO", "MO", "MS", "MD", "AR", "AS"}
# ... and those that are never read: Los Angeles, Deutschland, India, the word "in".
_UNSURE = {"LA", "DE", "IN"}


def _listed(names: str) -> list[str]:
    return names.split(", ")


def _state(code: str) -> Jurisdiction:
    return Jurisdiction(name=_STATES[code], code=f"US-{code}", kind=PlaceKind.US_STATE)


def _country(code: str) -> Jurisdiction:
    return Jurisdiction(
        name=_IN_COUNTRIES[code].partition(": ")[0], code=code, kind=PlaceKind.COUNTRY
    )


def _people() -> Mapping[str, Jurisdiction]:
    named = {one: _state(code) for code, names in _STATE_PEOPLE.items() for one in _listed(names)}
    for code, names in _IN_COUNTRIES.items():
        people = names.partition(": ")[2].partition("; ")[0]
        named |= dict.fromkeys(_listed(people), _country(code))
    return named | {"european": _EUROPE}


def _places() -> Mapping[str, Jurisdiction]:
    """Where two share a name, the later is likelier here: Georgia is the state."""
    named = {
        one.apolitical_name.lower(): Jurisdiction(
            name=one.apolitical_name, code=one.alpha2, kind=PlaceKind.COUNTRY
        )
        for one in countries
    }
    for code, names in _IN_COUNTRIES.items():
        country = _country(code)
        named |= dict.fromkeys([country.name.lower(), *_listed(names.partition("; ")[2])], country)
    for code, name in _STATES.items():
        cities = _listed(_IN_STATES[code]) if code in _IN_STATES else []
        named |= dict.fromkeys([name.lower(), *cities], _state(code))
    return named | dict.fromkeys(_listed(_EUROPE_NAMES), _EUROPE)


_PEOPLE = _people()
_PLACES = _places()
LONGEST_NAME = 4
"""In words."""


def place_named(words: str) -> Jurisdiction | None:
    """The place of this name; None where there is none.

    Postal codes count in capitals; in small letters only those that are no words.
    """
    if found := _PLACES.get(_plain(words)):
        return found
    if words in {"US", "U.S", "U.S."}:
        return _country("US")
    code = words.upper()
    if code not in _STATES or code in _UNSURE or (code in _WORDS and words != code):
        return None
    return _state(code)


def people_named(words: str) -> Jurisdiction | None:
    """Where the people live who are called so, one or many; None where nobody is."""
    plain = _plain(words)
    return _PEOPLE.get(plain) or _PEOPLE.get(plain.removesuffix("s"))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace(".", "").split())
