"""The table of the API's keys, in the same database as the tickets."""

from sqlalchemy import Column, MetaData, String, Table, Text

METADATA = MetaData()

API_KEYS = Table(
    "api_keys", METADATA,
    Column("name", String(40), primary_key=True),
    Column("policy_id", String(80), primary_key=True),
    Column("key_sha256", String(64), nullable=False, unique=True),
    Column("scopes", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("used_at", String(32)),
)  # fmt: skip
