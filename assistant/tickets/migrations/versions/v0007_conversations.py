"""Conversations, masked; people who take one over, and what they write in it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(40), primary_key=True),
        sa.Column("policy_id", sa.String(80), nullable=False, index=True),
        sa.Column("last_at", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "turns",
        sa.Column(
            "conversation_id",
            sa.String(40),
            sa.ForeignKey("conversations.conversation_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("answer_id", sa.String(200)),
        sa.Column("clause_ids", sa.Text(), nullable=False),
    )
    op.create_table(
        "live_lines",
        sa.Column("ticket_id", sa.String(24), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(12), nullable=False),
        sa.Column("name", sa.String(40)),
        sa.Column("text", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("live_lines", "turns", "conversations"):
        op.drop_table(table)
