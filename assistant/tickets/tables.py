"""The tables of the store. Times are ISO 8601 in UTC, which sort as they follow each other."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

TICKETS = Table(
    "tickets", METADATA,
    Column("ticket_id", String(24), primary_key=True),
    Column("right", String(24), nullable=False),
    Column("regime", String(24), nullable=False),
    Column("status", String(24), nullable=False),
    Column("received_at", String(32), nullable=False),
    Column("closed_at", String(32)),
    # Who asked: erased in time.
    Column("request", Text),
    Column("contact_sha256", String(64), index=True),
    Column("clocks", Text, nullable=False),
    Column("due_at", String(32), index=True),
    Column("flags", Text, nullable=False),
    Column("policy_id", String(100), nullable=False),
    Column("policy_version", String(100), nullable=False),
    Column("policy_sha256", String(64), nullable=False),
    Column("clause_ids", Text, nullable=False),
    Column("source", String(100), nullable=False),
    # Of a conversation that was handed over: whose it is, and the story, which is erased in time.
    Column("queue", String(12)),
    Column("handover", Text),
)  # fmt: skip
FILINGS = Table(
    "filings", METADATA,
    Column("reference", String(24), primary_key=True),
    Column("ticket_id", String(24), ForeignKey("tickets.ticket_id"), nullable=False, index=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("body_sha256", String(64), nullable=False),
    Column("email_sha256", String(64)),
    Column("clocks", Text, nullable=False),
    # Whether who filed it was asked to prove that the address is theirs, and did.
    Column("proof", String(12)),
    Column("code_digest", String(128)),
    Column("code_expires_at", String(32)),
    Column("code_tries", Integer),
)  # fmt: skip
CHANGES = Table(
    "changes", METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("ticket_id", String(24), ForeignKey("tickets.ticket_id"), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("by", String(100), nullable=False),
    Column("before", String(24)),
    Column("after", String(24), nullable=False),
    Column("why", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
CHAIN = Table(
    "chain", METADATA,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
MESSAGES = Table(
    "messages", METADATA,
    Column("message_id", String(40), primary_key=True),
    Column("channel", String(12), nullable=False),
    Column("event", String(24), nullable=False),
    Column("ticket_id", String(24), ForeignKey("tickets.ticket_id"), nullable=False, index=True),
    Column("reference", String(24), nullable=False, index=True),
    Column("sequence", Integer, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("next_at", String(32), nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    # What somebody wrote; erased with the ticket.
    Column("body", Text),
    Index("ix_messages_due", "state", "next_at"),
)  # fmt: skip
AGENTS = Table(
    "agents", METADATA,
    Column("agent_id", String(30), primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("issued_at", String(32), nullable=False),
)  # fmt: skip
# What a shopper and a person wrote to each other: erased with the ticket.
LIVE_LINES = Table(
    "live_lines", METADATA,
    Column("ticket_id", String(24), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("by", String(12), nullable=False),
    Column("name", String(40)),
    Column("text", Text, nullable=False),
)  # fmt: skip
# What people wrote beside a ticket: erased with it.
NOTES = Table(
    "notes", METADATA,
    Column("note_id", String(32), primary_key=True),
    Column("ticket_id", String(24), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("by", String(40), nullable=False),
    Column("text", Text, nullable=False),
)  # fmt: skip
