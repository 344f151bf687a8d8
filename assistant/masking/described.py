"""What is known by the words around it: an order's number, a street, a day of birth, a handle."""

import re
from collections.abc import Iterator

from assistant.masking.span import PersonalSpan

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_MONTH} {_DAY}(?:,? ?\d{{4}})?|{_DAY}(?: of)? {_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{4}}"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|(?:19|20)\d\d)"
)
_BIRTH = re.compile(
    rf"\b(?:born|birth ?day|birth ?date|date of birth|d\.?o\.?b\.?)\b\W{{0,3}}"
    rf"(?:(?:is|was|on|in|the)\W{{1,2}}){{0,2}}(?P<it>{_DATE})",
    re.IGNORECASE,
)

_SUFFIX = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|way"
    r"|terrace|ter|circle|cir|parkway|pkwy|highway|hwy|square|sq|trail|trl|loop|alley|row|crescent)"
)
_STREET = rf"\d{{1,6}}[a-z]? (?:(?:[a-z0-9'-]+|[a-z]{{1,2}}\.) ){{1,4}}?{_SUFFIX}\b\.?"
_FOREIGN_STREET = r"\d{1,4},? (?:rue|avenue|via|calle|avenida|rua|plaza)(?: [^\W\d_]+){1,5}"
_UNIT = r"(?:,? (?:apt|apartment|unit|suite|ste|floor|fl|no)\.? ?#?\w{1,5}|,? #\w{1,5})"
_CITY = r"(?:,? [^\W\d_][^\W\d_.'-]+(?: [^\W\d_][^\W\d_.'-]+){0,2})"
_STATE = r"(?:,? (?:[A-Z]{2}|[^\W\d_]{4,14}))"
_ZIP = r"(?:,? \d{5}(?:-\d{4})?)"
_ADDRESS = re.compile(
    rf"(?<![\w$#])(?P<it>(?:{_STREET}|{_FOREIGN_STREET}|p\.?\s?o\.? box \d+){_UNIT}?"
    rf"(?:{_CITY}{_STATE}{_ZIP}|,{_CITY}(?:, ?[A-Z]{{2}}\b)?{_ZIP}?|{_ZIP})?)",
    re.IGNORECASE,
)
_FLAT = re.compile(r"\b(?:apt|apartment|unit|suite)\.? (?P<it>#?\d{1,4}[a-z]?\b)", re.IGNORECASE)
_ZIP_ALONE = re.compile(r"\bzip(?: code)?(?: is|:)? (?P<it>\d{5}(?:-\d{4})?)\b", re.IGNORECASE)

_ORDER = re.compile(
    r"\b(?:orders?|purchase|reference|ref|invoice|case|ticket|tracking|customer|client|member"
    r"|loyalty|account|confirmation|card)\b\W{0,3}(?:(?:number|no|num|nr|id|is|code|card)\b\W{0,3})"
    r"{0,3}(?P<it>#?[a-z]{0,4}#?-?\d[\da-z-]{2,24}\b)",
    re.IGNORECASE,
)
_HASH = re.compile(r"(?P<it>#\s?[a-z]{0,3}-?\d[\d-]{2,18}\b)", re.IGNORECASE)
# A document that is named: its number may have few digits.
_DOCUMENT = re.compile(
    r"\b(?:passport|licen[cs]e|plate|vin|ein|id|visa|medicare|policy holder)\b\W{0,2}"
    r"(?:(?:number|no|num|nr|id|is|code|plate)\b\W{0,3}){0,3}(?P<it>(?=[\w-]*\d)[a-z0-9-]{5,25})\b",
    re.IGNORECASE,
)
# Whatever has so many digits is a number of somebody's, unless it is a date or money.
_LONG_NUMBER = re.compile(
    r"(?<![\w$€£.,/])(?<!ISO )(?P<it>(?=(?:[A-Za-z-]*\d){5})[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)"
    r"(?![\w.]*\.\d)\b"
)
_WITH_LETTERS = re.compile(
    r"\b(?P<it>(?=[A-Z0-9-]*[A-Z])(?=(?:[A-Z-]*\d){4})[A-Z0-9]{2,}(?:-[A-Z0-9]+)*)\b"
)
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")

_SPELLED_MAIL = re.compile(
    r"\b(?!(?:me|us|you|him|her|them|it|is)\b)(?P<it>[\w.+-]+(?: dot [\w+-]+){0,2}"
    r" ?(?:\(at\)|\[at\]| at ) ?[\w-]+"
    r"(?:(?: ?(?:\(dot\)|\[dot\]| dot ) ?|\.)[a-z]{2,12}){1,2})\b",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"\(at\)|\[at\]| dot |\(dot\)|\[dot\]", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.+-])(?P<it>@[\w.]{2,30}\w)")
_USER = re.compile(
    r"\b(?:user ?names?|user ?id|log[- ]?in|screen ?name|handle|nick(?:name)?"
    r"|(?:insta(?:gram)?|twitter|tiktok|snap(?:chat)?|discord)(?: (?:name|handle|account))?)"
    r"\b(?: is| ?:|=| was)? ?(?P<it>(?=[\w.-]*[\d._-])\w[\w.-]{2,30}\w)\b",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"\b(?:facebook|instagram|twitter|x|tiktok|linkedin|youtube|pinterest)\.com/"
    r"(?:in/|u/|user/|@)?(?P<it>[\w.@-]{3,40}\w)",
    re.IGNORECASE,
)

_PATTERNS = (
    ("birth", _BIRTH), ("address", _ADDRESS), ("address", _FLAT), ("address", _ZIP_ALONE),
    ("number", _ORDER), ("number", _HASH), ("number", _DOCUMENT), ("number", _LONG_NUMBER),
    ("number", _WITH_LETTERS), ("user", _HANDLE), ("user", _USER), ("user", _PROFILE),
    ("email", _SPELLED_MAIL),
)  # fmt: skip


def described(text: str) -> Iterator[PersonalSpan]:
    """Where such things stand."""
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            it = found["it"]
            if kind == "number" and _ISO_DATE.fullmatch(it):
                continue
            if kind == "email" and not _SPELLED.search(it):
                continue  # "at example.com" is where something is, not who
            yield PersonalSpan(start=found.start("it"), end=found.end("it"), kind=kind)
