"""By which tab a conversation is found again, and who was handed it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the columns."""
    op.add_column("conversations", sa.Column("tab_sha256", sa.String(64)))
    op.create_index("ix_conversations_tab_sha256", "conversations", ["tab_sha256"])
    op.add_column("turns", sa.Column("reference", sa.String(24)))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("turns") as turns:
        turns.drop_column("reference")
    op.drop_index("ix_conversations_tab_sha256", "conversations")
    with op.batch_alter_table("conversations") as conversations:
        conversations.drop_column("tab_sha256")
