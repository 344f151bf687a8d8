"""What somebody at the desk writes to who asked."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the column."""
    op.add_column("messages", sa.Column("body", sa.Text()))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("body")
