"""Messages that wait to be sent, and the proof that an address is the requester's."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
_PROOF = (
    ("proof", sa.String(12)),
    ("code_digest", sa.String(128)),
    ("code_expires_at", sa.String(32)),
    ("code_tries", sa.Integer()),
)


def upgrade() -> None:
    """Make the table and the columns."""
    for name, kind in _PROOF:
        op.add_column("filings", sa.Column(name, kind))
    op.create_table(
        "messages",
        sa.Column("message_id", sa.String(40), primary_key=True),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("event", sa.String(24), nullable=False),
        sa.Column(
            "ticket_id", sa.String(24), sa.ForeignKey("tickets.ticket_id"), nullable=False,
            index=True,
        ),
        sa.Column("reference", sa.String(24), nullable=False, index=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
    )  # fmt: skip
    op.create_index("ix_messages_due", "messages", ["state", "next_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("messages")
    with op.batch_alter_table("filings") as filings:
        for name, _ in _PROOF:
            filings.drop_column(name)
