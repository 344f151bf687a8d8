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
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
ASSIGNED = Table(
    "assigned", METADATA,
    Column("ticket_id", String(24), primary_key=True),
    Column("name", String(40), nullable=False, index=True),
)  # fmt: skip
