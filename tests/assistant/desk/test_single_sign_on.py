"""Signing in by OpenID Connect, with a real provider that listens on loopback."""

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from httpx import Response
from joserfc import jwt
from joserfc.jwk import RSAKey

from assistant.desk.account import Role
from assistant.desk.room import DeskRoom
from assistant.desk.single_sign_on import BACK, NoSignOn, Provider, open_provider
from assistant.desk.visit import COOKIE, SIGN_ON_COOKIE
from assistant.errors import WrongSetting
from assistant.tickets.engine import open_engine
from settings import Settings
from tests.assistant.desk.conftest import Browser, Visitor

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ANA, EVE = "ana-at-provider", "eve-at-provider"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    users = [
        oidc_provider_mock.User(
            sub=ANA, claims={"email": "Ana@shop.example", "email_verified": True}
        ),
        oidc_provider_mock.User(
            sub=EVE, claims={"email": "ana@shop.example", "email_verified": False}
        ),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(issuer: str, tmp_path: Path, room: DeskRoom) -> Provider:
    settings = Settings(
        oidc_issuer=issuer, oidc_client_id="clausewise", oidc_client_secret="s3cret",
        public_url="https://localhost",
    )  # fmt: skip
    engine = open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3")
    # The provider's clock is the real one.
    made = open_provider(settings, engine, now=now)
    assert made is not None
    object.__setattr__(room, "provider", made)
    return made


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Trip:
    """A sign-on as far as the provider's page."""

    browser: Browser
    address: str

    def through(self, sub: str, **query: str) -> Response:
        """What the desk answers to whom the provider sends back as that person."""
        sent = httpx.post(self.address, data={"sub": sub}, follow_redirects=False)
        back = urlsplit(sent.headers["location"])
        assert back.path == BACK
        told = {name: values[0] for name, values in parse_qs(back.query).items()}
        told.update(query)
        return self.browser.client.get(BACK, params=told, follow_redirects=False)


@pytest.fixture
def trip(provider: Provider, room: DeskRoom, visitor: Visitor) -> Trip:
    assert provider
    room.accounts.invite("ana", Role.AGENT, address="ana@shop.example")
    return begun(visitor(None))


def begun(browser: Browser) -> Trip:
    answer = browser.get("/desk/sign-on")
    assert answer.status_code == 303, answer.text
    return Trip(browser=browser, address=answer.headers["location"])


def test_who_was_invited_with_their_address_is_signed_in(trip: Trip, room: DeskRoom) -> None:
    query = parse_qs(urlsplit(trip.address).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["scope"] == ["openid email"]
    answer = trip.through(ANA)
    assert answer.status_code == 200
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith(COOKIE)
    for part in ("Secure", "HttpOnly", "SameSite=strict"):
        assert part in cookie
    assert "Queue" in trip.browser.get("/desk/queue").text
    assert room.deeds.latest(1)[0].deed == "signed in"


def test_the_next_time_they_are_known_by_the_providers_own_name_alone(
    trip: Trip, room: DeskRoom, visitor: Visitor, issuer: str
) -> None:
    assert trip.through(ANA).status_code == 200
    httpx.put(
        f"{issuer}/users/heir", json={"email": "ana@shop.example", "email_verified": True}
    ).raise_for_status()
    assert begun(visitor(None)).through("heir").status_code == 403
    assert begun(visitor(None)).through(ANA).status_code == 200
    room.accounts.disable("ana")
    assert begun(visitor(None)).through(ANA).status_code == 403


def test_an_address_that_the_provider_has_not_verified_opens_nothing(trip: Trip) -> None:
    answer = trip.through(EVE)
    assert answer.status_code == 403
    assert "Ask an admin" in answer.text
    assert trip.browser.get("/desk/queue").status_code == 303


def test_a_sign_on_is_finished_once_and_in_the_browser_that_began_it(
    trip: Trip, visitor: Visitor
) -> None:
    other = Trip(browser=visitor(None), address=trip.address)
    answer = other.through(ANA)
    assert answer.status_code == 401
    assert "did not begin in this browser" in answer.text
    state = trip.browser.client.cookies[SIGN_ON_COOKIE]
    assert trip.through(ANA).status_code == 200
    trip.browser.client.cookies.set(SIGN_ON_COOKIE, state)
    assert "finished before" in trip.through(ANA).text


@pytest.mark.parametrize("query", [{"state": "forged"}, {"code": "forged"}, {"state": "\ud800"}])
def test_what_is_forged_on_the_way_back_is_refused(trip: Trip, query: dict[str, str]) -> None:
    if query.get("state") == "\ud800":
        query = {"state": "%ED%A0%80"}
    assert trip.through(ANA, **query).status_code == 401


def test_who_is_turned_away_by_the_provider_is_told(trip: Trip) -> None:
    state = parse_qs(urlsplit(trip.address).query)["state"][0]
    answer = trip.browser.client.get(BACK, params={"error": "access_denied", "state": state})
    assert answer.status_code == 401
    assert "the provider did not let you in" in answer.text


@pytest.mark.parametrize(
    "change",
    [{"iss": "https://elsewhere.example"}, {"aud": "another"}, {"exp": 1}, {"nonce": "old"},
     {"sub": None}, {"azp": "another"}],
    ids=str,
)  # fmt: skip
def test_each_claim_of_the_token_is_checked(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    key = RSAKey.generate_key(2048, parameters={"kid": "k"}, private=True)
    public = {"keys": [key.as_dict(private=False)]}
    seconds = int(provider.now().timestamp())
    right = {
        "iss": provider.issuer, "aud": provider.client_id, "sub": ANA, "nonce": "n",
        "exp": seconds + 60, "iat": seconds, "email": "ana@shop.example", "email_verified": True,
    }  # fmt: skip
    described = provider._described

    def told(url: str) -> Any:
        return public if url.endswith("jwks") else json.loads(httpx.get(url).text)

    assert described("jwks_uri").endswith("jwks")
    monkeypatch.setattr(Provider, "_fetched", lambda _self, url: told(url))

    def token(claims: dict[str, Any], signed_by: RSAKey = key, algorithm: str = "RS256") -> str:
        return str(jwt.encode({"alg": algorithm, "kid": "k"}, claims, signed_by))

    assert provider._person(token(right), nonce="n").address == "ana@shop.example"
    wrong = {name: value for name, value in {**right, **change}.items() if value is not None}
    with pytest.raises(NoSignOn):
        provider._person(token(wrong), nonce="n")
    stranger = RSAKey.generate_key(2048, parameters={"kid": "k"}, private=True)
    with pytest.raises(NoSignOn):
        provider._person(token(right, stranger), nonce="n")
    head, body, _ = token(right).split(".")
    with pytest.raises(NoSignOn):
        provider._person(f"{head}.{body}.", nonce="n")


def test_a_provider_that_is_down_is_said_and_a_password_still_works(
    provider: Provider, room: DeskRoom, visitor: Visitor
) -> None:
    gone = replace(provider, issuer="http://localhost:9")
    object.__setattr__(room, "provider", gone)
    browser = visitor(None)
    answer = browser.get("/desk/sign-on")
    assert answer.status_code == 502
    assert "the provider can't be reached" in unescape(answer.text)
    assert visitor(Role.AGENT).get("/desk/queue").status_code == 200


def test_without_a_provider_there_is_no_way_to_one(visitor: Visitor) -> None:
    browser = visitor(None)
    assert browser.get("/desk/sign-on").status_code == 404
    assert "/desk/sign-on" not in browser.get("/desk/sign-in").text


@pytest.mark.parametrize(
    ("change", "says"),
    [({"oidc_client_id": None}, "OIDC_CLIENT_ID: single sign-on needs it"),
     ({"public_url": None}, "PUBLIC_URL: single sign-on needs it"),
     ({"oidc_issuer": "http://login.example"}, "OIDC_ISSUER: write an https://"),
     ({"public_url": "ftp://x"}, "PUBLIC_URL: write an https://")],
    ids=str,
)  # fmt: skip
def test_a_provider_by_halves_names_the_setting(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    whole: dict[str, Any] = {
        "oidc_issuer": "https://login.example", "oidc_client_id": "c", "oidc_client_secret": "s",
        "public_url": "https://shop.example",
    }  # fmt: skip
    engine = open_engine(f"sqlite:///{tmp_path}/t.sqlite3")
    with pytest.raises(WrongSetting, match=says):
        open_provider(Settings(**{**whole, **change}), engine, now=now)
