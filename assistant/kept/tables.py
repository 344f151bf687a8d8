"""The tables of what is kept of conversations, in the same database as the tickets."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData()

CONVERSATIONS = Table(
    "conversations", METADATA,
    Column("conversation_id", String(40), primary_key=True),
    Column("policy_id", String(80), nullable=False, index=True),
    Column("last_at", String(32), nullable=False, index=True),
    # Of the random name of the browser's tab, where it has one.
    Column("tab_sha256", String(64), index=True),
)  # fmt: skip
TURNS = Table(
    "turns", METADATA,
    Column(
        "conversation_id", String(40),
        ForeignKey("conversations.conversation_id", ondelete="CASCADE"), primary_key=True,
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    # Masked, as is the reply.
    Column("text", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("reason", String(40)),
    Column("answer_id", String(200)),
    # Under which a person was handed the conversation.
    Column("reference", String(24)),
    Column("clause_ids", Text, nullable=False),
    # Of the random name of the reply, under which it can be saved.
    Column("name_sha256", String(64), index=True),
    Column("citations", Text),
    # Of the policy's text that it was given from.
    Column("policy_sha256", String(64)),
    Column("verdict", String(40)),
)  # fmt: skip
