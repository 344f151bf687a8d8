"""Tickets, their filings, and the chain of their changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tickets",
        sa.Column("ticket_id", sa.String(24), primary_key=True),
        sa.Column("right", sa.String(24), nullable=False),
        sa.Column("regime", sa.String(24), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("received_at", sa.String(32), nullable=False),
        sa.Column("closed_at", sa.String(32)),
        sa.Column("request", sa.Text()),
        sa.Column("contact_sha256", sa.String(64), index=True),
        sa.Column("clocks", sa.Text(), nullable=False),
        sa.Column("due_at", sa.String(32), index=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.String(100), nullable=False),
        sa.Column("policy_version", sa.String(100), nullable=False),
        sa.Column("policy_sha256", sa.String(64), nullable=False),
        sa.Column("clause_ids", sa.Text(), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
    )
    op.create_table(
        "filings",
        sa.Column("reference", sa.String(24), primary_key=True),
        sa.Column(
            "ticket_id", sa.String(24), sa.ForeignKey("tickets.ticket_id"), nullable=False,
            index=True,
        ),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("email_sha256", sa.String(64)),
        sa.Column("clocks", sa.Text(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "changes",
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column(
            "ticket_id", sa.String(24), sa.ForeignKey("tickets.ticket_id"), nullable=False,
            index=True,
        ),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("before", sa.String(24)),
        sa.Column("after", sa.String(24), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )  # fmt: skip
    chain = op.create_table(
        "chain",
        sa.Column("only", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(chain, [{"only": 1, "sequence": 0, "hash": "0" * 64}])


def downgrade() -> None:
    """Drop them."""
    for table in ("chain", "changes", "filings", "tickets"):
        op.drop_table(table)
