"""The tables of saved answers, in the same database as the conversations."""

from sqlalchemy import Column, MetaData, String, Table, Text

METADATA = MetaData()

POLICIES = Table(
    "served_policies", METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("policy_id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("version", String(80), nullable=False),
    Column("url", Text),
    Column("text", Text, nullable=False),
    # When it was served first.
    Column("since", String(32), nullable=False),
)  # fmt: skip
SAVED = Table(
    "saved_answers", METADATA,
    # Of the random name that the answer's address has; who knows it, may read.
    Column("name_sha256", String(64), primary_key=True),
    Column("policy_id", String(80), nullable=False),
    Column("policy_sha256", String(64), nullable=False),
    Column("conversation_id", String(40), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    # Masked, as is the reply.
    Column("text", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("citations", Text, nullable=False),
    Column("until", String(32), nullable=False, index=True),
)  # fmt: skip
