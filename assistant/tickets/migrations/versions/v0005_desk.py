"""Accounts, sessions and deeds of the desk; notes and assignments of tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("invitation_sha256", sa.String(64), unique=True),
        sa.Column("invited_until", sa.String(32)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.String(32)),
        sa.Column("is_disabled", sa.Integer(), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column(
            "name", sa.String(40), sa.ForeignKey("accounts.name"), nullable=False, index=True
        ),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "deeds",
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("note_id", sa.String(32), primary_key=True),
        sa.Column("ticket_id", sa.String(24), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "assigned",
        sa.Column("ticket_id", sa.String(24), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("assigned", "notes", "deeds", "sessions", "accounts"):
        op.drop_table(table)
