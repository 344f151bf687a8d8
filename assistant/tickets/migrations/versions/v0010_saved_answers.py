"""Answers that stay at an address of their own, the policies they were given from, and verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
_OF_TURNS: dict[str, sa.String] = {
    "name_sha256": sa.String(64),
    "citations": sa.Text(),
    "policy_sha256": sa.String(64),
    "verdict": sa.String(40),
}


def upgrade() -> None:
    """Make the columns and the tables."""
    for name, kind in _OF_TURNS.items():
        op.add_column("turns", sa.Column(name, kind))
    op.create_index("ix_turns_name_sha256", "turns", ["name_sha256"])
    op.create_table(
        "served_policies",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("policy_id", sa.String(80), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
    )
    op.create_table(
        "saved_answers",
        sa.Column("name_sha256", sa.String(64), primary_key=True),
        sa.Column("policy_id", sa.String(80), nullable=False),
        sa.Column("policy_sha256", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(40), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("citations", sa.Text, nullable=False),
        sa.Column("until", sa.String(32), nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("saved_answers")
    op.drop_table("served_policies")
    op.drop_index("ix_turns_name_sha256", "turns")
    with op.batch_alter_table("turns") as turns:
        for name in _OF_TURNS:
            turns.drop_column(name)
