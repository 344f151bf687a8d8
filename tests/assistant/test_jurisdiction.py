import pytest

from assistant.jurisdiction import Residence, of_california, residence, said_back, supposed
from assistant.places import ELSEWHERE, Jurisdiction, PlaceKind, people_named, place_named


def found(text: str) -> tuple[str | None, bool]:
    lives = residence(text)
    assert lives is not None, text
    return lives.jurisdiction.code, lives.told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I live in California", "US-CA"),
        ("I'm in CA", "US-CA"),
        ("im from tx", "US-TX"),
        ("I’m in California", "US-CA"),
        ("I LIVE IN CA", "US-CA"),
        ("We live in the Bay Area", "US-CA"),
        ("I'm a California resident", "US-CA"),
        ("As a California resident, what can I ask for?", "US-CA"),
        ("Californian here", "US-CA"),
        ("from Ohio here", "US-OH"),
        ("CA resident here, do you sell my info", "US-CA"),
        ("I am a resident of the state of New York", "US-NY"),
        ("I'm in New York and want my data deleted", "US-NY"),
        ("I am eighty-one and live in Fresno.", "US-CA"),
        ("I live in a small town in Ohio", "US-OH"),
        ("I'm from Washington, DC", "US-DC"),
        ("I'm in OK", "US-OK"),
        ("What about people in Utah? I live in Vermont", "US-VT"),
        ("does it matter that I live in Texas", "US-TX"),
        ("I'm in the US", "US"),
        ("I live in Berlin", "DE"),
        ("I'm from the UK", "GB"),
        ("I'm Canadian", "CA"),
        ("I'm an EU citizen", "EU"),
        ("I moved to Japan last year", "JP"),
        ("hello from Germany", "DE"),
    ],
)
def test_where_somebody_says_that_they_live_is_told(text: str, code: str) -> None:
    assert found(text) == (code, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("and if I live in Texas?", "US-TX"),
        ("even if I'm in Florida?", "US-FL"),
        ("when I move to Texas, what then", "US-TX"),
        ("if you live in Texas can you opt out", "US-TX"),
        ("what about people in New York", "US-NY"),
        ("do customers in Florida get that", "US-FL"),
        ("cust in FL asks if they qualify", "US-FL"),
        ("what rights do California residents have", "US-CA"),
        ("My wife lives in Ohio. can she get a copy", "US-OH"),
        ("what about Texas?", "US-TX"),
        ("and deleting my stuff, in Hawaii?", "US-HI"),
        ("and in Canada?", "CA"),
        ("in the US?", "US"),
        ("for Europeans?", "EU"),
        ("can Europeans ask for deletion", "EU"),
        ("the same for a Canadian?", "CA"),
    ],
)
def test_where_others_live_or_one_might_is_only_supposed(text: str, code: str) -> None:
    assert found(text) == (code, False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I don't live in California", True),
        ("I'm not in California", True),
        ("I'm not a California resident", True),
        ("I live outside California", True),
        ("I'm not Californian", True),
        ("what if im not in california", False),
        ("what about non-Californians", False),
        ("and outside California?", False),
    ],
)
def test_who_is_not_in_california_is_elsewhere(text: str, told: bool) -> None:
    assert residence(text) == Residence(jurisdiction=ELSEWHERE, told=told)


@pytest.mark.parametrize(
    "text",
    [
        "what does the California Consumer Privacy Act say",
        "what is the California privacy law",
        "somebody from California attorney general's office called me",
        "as California Civil Code section 1798.83 says",
        "does Texas law apply",
        "the courts of New York",
        "is my data stored in Germany",
        "do you sell data to companies in China",
        "are you in California",
        "are you from Texas",
        "where in Texas are you based",
        "do you have a shop in Paris",
        "do you ship to Canada",
        "is this an American company",
        "do you speak Spanish",
        "is it in plain english",
        "is this for California residents only",
        "only Californians?",
        "is that only for Californians",
        "do I have to live in California to opt out",
        "I used to live in California",
        "I don't live in Texas",
        "I live outside of the US",
        "who in California do I write to",
        "my phone number is from Texas",
        "I bought a ring in Paris",
        "Where should a letter to California be sent?",
    ],
)
def test_a_place_of_anything_else_is_no_residence(text: str) -> None:
    assert residence(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I'm in or out", "tell me more", "hi", "ok", "in me", "I'm ok", "I LIVE IN OR NEAR A WOOD",
        "I'm in ok shape", "I'm in la la land", "I live in LA", "I'm in IN", "we're in de nile",
        "I'm from us", "email me in hi res",
    ],
)  # fmt: skip
def test_small_words_are_no_postal_codes(text: str) -> None:
    assert residence(text) is None


@pytest.mark.parametrize(
    "text", ["I'm Chad", "I'm Austin", "I'm Jordan", "I'm Georgia", "I'm Sydney"]
)
def test_a_name_is_no_place(text: str) -> None:
    assert residence(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I live in Paris, Texas", "US-TX"),
        ("I'm in Austin, TX", "US-TX"),
        ("i live in san francisco california", "US-CA"),
        ("I live in Springfield, IL", "US-IL"),
        ("I'm located in Portland, Oregon", "US-OR"),
        ("I live in Denver, USA", "US-CO"),
        ("I live in London, Ontario", "CA"),
    ],
)
def test_a_town_is_where_the_words_behind_it_put_it(text: str, code: str) -> None:
    assert found(text)[0] == code


def test_states_and_countries_have_their_codes() -> None:
    california = Jurisdiction(name="California", code="US-CA", kind=PlaceKind.US_STATE)
    assert place_named("California") == california
    assert place_named("georgia") == Jurisdiction(
        name="Georgia", code="US-GA", kind=PlaceKind.US_STATE
    )
    germany = Jurisdiction(name="Germany", code="DE", kind=PlaceKind.COUNTRY)
    assert place_named("Germany") == people_named("Germans") == germany
    assert place_named("Kenya") == Jurisdiction(name="Kenya", code="KE", kind=PlaceKind.COUNTRY)
    assert place_named("Atlantis") is None
    assert people_named("Germany") is None


def test_only_california_is_california_and_only_europe_is_europe() -> None:
    names = ["California", "Texas", "Germany", "Norway", "EU", "UK", "US"]
    places = [place for name in names if (place := place_named(name))]
    assert [place.name for place in places if place.is_california] == ["California"]
    assert [place.name for place in places if place.is_european] == ["Germany", "Norway", "Europe"]
    assert not ELSEWHERE.is_california


@pytest.mark.parametrize(
    ("name", "told", "asked"),
    [
        (
            "Texas",
            "You said that you live in Texas. Most rights in this policy are given to California "
            "residents only, so they may not be yours.",
            "For somebody who lives in Texas: most rights in this policy are given to California "
            "residents only.",
        ),
        (
            "California",
            "You said that you live in California, so what the policy says for California "
            "residents is meant for you.",
            "For somebody who lives in California, what the policy says for California residents "
            "counts.",
        ),
        (
            "US",
            "You said that you live in the United States. Most rights in this policy are given to "
            "residents of California only.",
            "For somebody who lives in the United States: most rights in this policy are given to "
            "California residents only.",
        ),
    ],
)
def test_what_was_told_is_said_back_with_what_it_means(name: str, told: str, asked: str) -> None:
    place = place_named(name)
    assert place is not None
    assert said_back(place) == told
    assert supposed(place) == asked


def test_who_lives_elsewhere_is_said_to_live_outside_california() -> None:
    assert said_back(ELSEWHERE).startswith("You said that you live outside California.")


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("I live in Sacramento, can you erase my data?", True),
        ("cust in CA wants her data gone", True),
        ("When a Californian's data is deleted, who else is told?", True),
        ("which rights does the CCPA give me", True),
        ("I live in Texas. Can I delete my data as Californians can?", False),
        ("what about people outside California", False),
        ("is that for californians? What about everyone else?", False),
        ("I ca n't log in", False),
        ("ça va", False),
        ("Can I have my data deleted?", False),
    ],
)
def test_who_is_spoken_of_as_far_as_it_is_said(text: str, speaks: bool) -> None:
    assert of_california(text) is speaks
