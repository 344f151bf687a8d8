"""Signing in by OpenID Connect: the authorization code flow with PKCE (RFC 6749, RFC 7636).

What the provider says is believed once its ID token is checked: signature, issuer, audience, time,
and the nonce of this very sign-on (OpenID Connect Core 1.0, section 3.1.3.7).
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from httpx import Client, HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import Engine, delete, insert, select

from assistant.desk.tables import SIGN_ONS
from assistant.errors import AssistantError, WrongSetting
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.secret import secret_digest
from settings import Settings

BACK = "/desk/sign-on/back"
"""Where the provider sends people back to."""
_LASTS = timedelta(minutes=10)
_SECONDS = 10.0
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_LEEWAY_SECONDS = 60
_DISCOVERY = "/.well-known/openid-configuration"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NoSignOn(AssistantError):
    """The provider can't be used, or what it says can't be believed."""

    def __init__(self, why: str) -> None:
        super().__init__(f"You are not signed in: {why}. Try again, or sign in by password.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who the provider says it is."""

    issuer: str
    subject: str
    address: str | None
    """Their e-mail address, where the provider has verified it."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Who signs people on."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    engine: Engine
    now: Callable[[], datetime]

    def begin(self) -> tuple[str, str]:
        """The provider's address to go to, and a token that the browser must bring back."""
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(64)
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._described("authorization_endpoint"), state=state, nonce=nonce,
                code_verifier=verifier,
            )  # fmt: skip
        now = self.now()
        with self._database.deed() as connection:
            connection.execute(delete(SIGN_ONS).where(SIGN_ONS.c.until < time_text(now)))
            connection.execute(
                insert(SIGN_ONS).values(
                    state_sha256=secret_digest(state), nonce=nonce, verifier=verifier,
                    until=time_text(now + _LASTS),
                )
            )  # fmt: skip
        return str(url), state

    def finish(self, query: Mapping[str, str], *, held: str) -> Person:
        """Who came back with that query, in the browser that ``held`` the token.

        ``NoSignOn`` where nobody can be told.
        """
        state = query.get("state", "")
        if not state or not hmac.compare_digest(state.encode(), held.encode(errors="replace")):
            raise NoSignOn("that sign-on did not begin in this browser")
        begun = self._begun(state)
        if "code" not in query:
            raise NoSignOn("the provider did not let you in")
        try:
            with self._client() as client:
                token = client.fetch_token(
                    self._described("token_endpoint"), code=query["code"],
                    code_verifier=begun["verifier"], grant_type="authorization_code",
                )  # fmt: skip
        except (OAuthError, HTTPError) as error:
            raise NoSignOn("the provider did not take its own code") from error
        return self._person(str(token.get("id_token", "")), nonce=begun["nonce"])

    def _begun(self, state: str) -> Mapping[str, Any]:
        """What was kept of the sign-on; it can be finished once."""
        own = SIGN_ONS.c.state_sha256 == secret_digest(state)
        with self._database.deed(appends=True) as connection:
            row = connection.execute(select(SIGN_ONS).where(own)).mappings().first()
            connection.execute(delete(SIGN_ONS).where(own))
        if row is None or row["until"] < time_text(self.now()):
            raise NoSignOn("that sign-on took too long, or was finished before")
        return dict(row)

    def _person(self, id_token: str, *, nonce: str) -> Person:
        try:
            keys = KeySet.import_key_set(self._fetched(self._described("jwks_uri")))
            claims = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                now=int(self.now().timestamp()),
                leeway=_LEEWAY_SECONDS,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self.client_id},
                exp={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError) as error:
            raise NoSignOn("what the provider says of you can't be checked") from error
        if claims.get("azp", self.client_id) != self.client_id:
            raise NoSignOn("the provider let you into something else")
        verified = claims.get("email_verified") is True
        address = claims.get("email") if verified else None
        return Person(
            issuer=self.issuer,
            subject=str(claims["sub"]),
            address=address if isinstance(address, str) else None,
        )

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self.client_id, self.client_secret, scope="openid email",
            redirect_uri=self.redirect_uri, code_challenge_method="S256", timeout=_SECONDS,
        )  # fmt: skip

    def _described(self, name: str) -> str:
        address = self._description.get(name)
        if not isinstance(address, str):
            raise NoSignOn("the provider does not describe itself")
        return _safe(address)

    @cached_property
    def _description(self) -> Mapping[str, Any]:
        told: Mapping[str, Any] = self._fetched(self.issuer.rstrip("/") + _DISCOVERY)
        if told.get("issuer") != self.issuer:
            raise NoSignOn("the provider calls itself by another name than the settings")
        return told

    @cached_property
    def _database(self) -> Database:
        return Database(self.engine)

    def _fetched(self, url: str) -> Any:
        try:
            with Client(timeout=_SECONDS, follow_redirects=False) as client:
                answer = client.get(url).raise_for_status()
                told = answer.json()
        except (HTTPError, ValueError) as error:
            raise NoSignOn("the provider can't be reached") from error
        if not isinstance(told, dict):
            raise NoSignOn("the provider does not describe itself")
        return told


def open_provider(
    settings: Settings, engine: Engine, *, now: Callable[[], datetime]
) -> Provider | None:
    """The provider that the settings name; None without one, ``WrongSetting`` by halves."""
    if settings.oidc_issuer is None:
        return None
    for field in ("oidc_client_id", "oidc_client_secret", "public_url"):
        if not getattr(settings, field):
            raise WrongSetting(field, "single sign-on needs it, too")
    for field in ("oidc_issuer", "public_url"):
        try:
            _safe(getattr(settings, field))
        except NoSignOn:
            problem = "write an https:// address (http:// is for this machine alone)"
            raise WrongSetting(field, problem) from None
    secret = settings.oidc_client_secret
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id or "",
        client_secret=secret.get_secret_value() if secret else "",
        redirect_uri=(settings.public_url or "").rstrip("/") + BACK,
        engine=engine,
        now=now,
    )


def _safe(url: str) -> str:
    """The address, where nobody between can read what is sent there."""
    parts = urlsplit(url)
    loops = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not loops and not (parts.scheme == "https" and parts.hostname):
        raise NoSignOn("the provider has an address without TLS")
    return url
