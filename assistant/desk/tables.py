"""The tables of the desk, in the same database as the tickets."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData()

ACCOUNTS = Table(
    "accounts", METADATA,
    Column("name", String(40), primary_key=True),
    Column("role", String(12), nullable=False),
    Column("password", Text),
    Column("invitation_sha256", String(64), unique=True),
    Column("invited_until", String(32)),
    Column("failures", Integer, nullable=False),
    Column("locked_until", String(32)),
    Column("is_disabled", Integer, nullable=False),
    # Of the shop that they work for; None where it was made before there were several.
    Column("policy_id", String(80)),
    # Who they are to the provider of single sign-on.
    Column("subject", String(300)),
)  # fmt: skip
SESSIONS = Table(
    "sessions", METADATA,
    Column("token_sha256", String(64), primary_key=True),
    Column("name", String(40), ForeignKey("accounts.name"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
)  # fmt: skip
DEEDS = Table(
    "deeds", METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("by", String(40), nullable=False),
    Column("deed", String(40), nullable=False),
    Column("about", String(200), nullable=False),
    Column("policy_id", String(80)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
ASSIGNED = Table(
    "assigned", METADATA,
    Column("ticket_id", String(24), primary_key=True),
    Column("name", String(40), nullable=False, index=True),
)  # fmt: skip
# By which single sign-on is known to have begun here; each is used once.
SIGN_ONS = Table(
    "sign_ons", METADATA,
    Column("state_sha256", String(64), primary_key=True),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("until", String(32), nullable=False, index=True),
)  # fmt: skip
# What somebody asked the policy, masked.
LOOKUPS = Table(
    "lookups", METADATA,
    Column("lookup_id", String(32), primary_key=True),
    Column("name", String(40), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("question", Text, nullable=False),
)  # fmt: skip
