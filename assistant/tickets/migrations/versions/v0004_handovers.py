"""Conversations that are handed to a person."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the columns."""
    op.add_column("tickets", sa.Column("queue", sa.String(12)))
    op.add_column("tickets", sa.Column("handover", sa.Text()))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.drop_column("handover")
        tickets.drop_column("queue")
