"""Every setting, read from the environment once, at start-up.

A variable is the field's name in capitals behind ``CLAUSEWISE_``.
"""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

ROOT = Path(__file__).parent
PREFIX = "CLAUSEWISE_"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- compared with, never listened on unasked
"""Hosts that stand for all addresses of the machine."""


class StaleIndexChoice(StrEnum):
    """What to do with an index that is missing, broken, or built from something else."""

    REBUILD = "rebuild"
    REFUSE = "refuse"


class Settings(BaseSettings):
    """One frozen record of all settings."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
    )

    policy: str = Field("crypjama", description="The policy that is served.")
    policies_folder: Path = Field(
        ROOT / "corpus" / "policies", description="The folder that holds a folder for each policy."
    )
    index_folder: Path = Field(
        ROOT / "index" / "built", description="The folder that built indexes are kept in."
    )
    understood_languages: tuple[str, ...] = Field(
        ("en",),
        description="Languages (ISO 639-1) whose messages are matched as they are, as a JSON list; "
        "more than English is of use with a multilingual embedding model.",
    )
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        description="The sentence-transformers model: the default out of its package, "
        "or a folder or a name that sentence-transformers loads.",
    )
    calibrations_folder: Path = Field(
        ROOT / "assistant" / "calibrations",
        description="The folder of thresholds, one file for each embedding model.",
    )
    stale_index: StaleIndexChoice = Field(
        StaleIndexChoice.REBUILD,
        description="What to do with a missing, stale or broken index: `rebuild` or `refuse`.",
    )
    lock_wait_seconds: float = Field(
        0.0, ge=0, description="How long to wait for an index that another process has open."
    )
    longest_message: int = Field(
        2000, ge=1, description="Longest message that is accepted, in characters."
    )
    contact: str | None = Field(
        None,
        description="Where a person is reached; by default the contact address of the policy.",
    )
    host: str = Field("127.0.0.1", description="The address that the server listens on.")
    port: int = Field(7860, ge=0, le=65535, description="The port that the server listens on.")
    allowed_hosts: tuple[str, ...] = Field(
        ("127.0.0.1", "localhost"),
        description="Host names that requests may be addressed to, as a JSON list.",
    )
    brand_file: Path | None = Field(
        None,
        description="A file with the shop's name, logo, colors and first words for the chat.",
    )
    catalogues_folder: Path | None = Field(
        None,
        description="A folder of more languages for the chat, or of other words in one: gettext "
        "files such as `fr.po`; what they leave out reads as before.",
    )
    allowed_origins: tuple[str, ...] = Field(
        (),
        description="Origins of pages that may embed the chat, as a JSON list.",
    )
    longest_body: int = Field(65536, ge=1, description="Largest request body, in bytes.")
    questions_per_minute: int = Field(
        30, ge=1, description="Questions that one client address may ask in a minute."
    )
    streams_per_client: int = Field(
        20, ge=1, description="Requests that one client address may have open in the chat at once."
    )
    database_url: str | None = Field(
        None,
        # The name that those who host databases give it is understood as well.
        validation_alias=AliasChoices(f"{PREFIX}DATABASE_URL", "DATABASE_URL"),
        description="Where requests are kept: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`; "
        "by default the file `tickets.sqlite3` in the checkout. `DATABASE_URL` sets it too.",
    )
    support_hours: str | None = Field(
        None,
        description="When a person is there, as OpenStreetMap writes opening hours, such as "
        "`Mo-Fr 09:00-17:00; PH off`, in the shop's time zone; without it nothing is promised.",
    )
    support_answers_within_hours: float | None = Field(
        None,
        gt=0,
        description="Hours in which support is open until a person has answered; the shopper is "
        "told by when that is. Without it no time is promised.",
    )
    conversation_days: int = Field(
        30,
        ge=1,
        description="Days after which a conversation, which is kept masked, is deleted.",
    )
    saved_answer_days: int = Field(
        730,
        ge=1,
        description="Days for which an answer that somebody saved stays at its address.",
    )
    time_zone: str = Field(
        "America/Los_Angeles",
        description="The shop's time zone: the days of a time limit are counted there.",
    )
    retention_days: int = Field(
        730,
        ge=0,
        description="Days after a request is closed until `python -m assistant tickets "
        "erase-expired` erases who asked; its record stays.",
    )
    smtp_url: SecretStr | None = Field(
        None,
        description="The mail server: `smtp://USER:PASSWORD@HOST:PORT`, which changes to TLS, or "
        "`smtps://` for TLS throughout; without it no mail is sent.",
    )
    mail_from: str | None = Field(None, description="The address that mail is sent from.")
    team_mailbox: str | None = Field(
        None, description="The address that new requests are sent to, beside the desk."
    )
    webhook_url: str | None = Field(
        None, description="An `https://` address of a system that is told of every change."
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="The secret that webhooks are signed with: `whsec_` and 24 to 64 bytes in "
        "base64.",
    )
    gpc_since: date | None = Field(
        None,
        description="The day since which the shop honors Global Privacy Control, such as "
        "`2026-01-31`; without it `/.well-known/gpc.json` is not there.",
    )
    public_url: str | None = Field(
        None,
        description="The `https://` address of this server as people reach it; single sign-on "
        "needs it.",
    )
    oidc_issuer: str | None = Field(
        None,
        description="The provider by which agents may sign in, as its OpenID Connect description "
        "names it; without it they sign in by password.",
    )
    oidc_client_id: str | None = Field(
        None,
        description="What the provider calls this server, with `PUBLIC_URL` followed by "
        "`/desk/sign-on/back` as where it sends people back to.",
    )
    oidc_client_secret: SecretStr | None = Field(
        None, description="The secret that the provider has given this server."
    )
    drp_business_id: str | None = Field(
        None,
        description="The shop's id in the Data Rights Protocol, whose addresses are off without.",
    )
    drp_agents: Path | None = Field(
        None,
        description="A JSON file of the agents that are trusted, each with `id` and `verify_key`.",
    )
    break_retrieval: bool = Field(
        False,
        description="For `python -m evals run` alone: take the worst that is found for the best, "
        "to see that the gates hold.",
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"{name!r} is no time zone; write one such as America/New_York")
        return name


def complaints(error: ValidationError | SettingsError) -> list[str]:
    """What is wrong with the environment: a sentence for each variable."""
    if isinstance(error, ValidationError):
        return [_complaint(part["loc"], part["msg"]) for part in error.errors()]
    # The error about a list that is not JSON names its field in its message only.
    field = re.search(r'field "(\w+)"', str(error))
    name = field.group(1).upper() if field else "…"
    return [f'{PREFIX}{name}: a list is written as JSON, such as ["shop.example"].']


def _complaint(place: tuple[int | str, ...], problem: str) -> str:
    name = "_".join(str(part) for part in place[:1]).upper()
    return f"{PREFIX}{name}: {problem}."
