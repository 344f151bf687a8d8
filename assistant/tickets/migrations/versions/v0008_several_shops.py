"""Whose account and whose deed it is; keys of the API, single sign-on, look-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make columns and tables."""
    op.add_column("accounts", sa.Column("policy_id", sa.String(80)))
    op.add_column("accounts", sa.Column("subject", sa.String(300)))
    op.add_column("deeds", sa.Column("policy_id", sa.String(80)))
    op.create_table(
        "api_keys",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("policy_id", sa.String(80), primary_key=True),
        sa.Column("key_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("used_at", sa.String(32)),
    )
    op.create_table(
        "sign_ons",
        sa.Column("state_sha256", sa.String(64), primary_key=True),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("until", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "lookups",
        sa.Column("lookup_id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("lookups", "sign_ons", "api_keys"):
        op.drop_table(table)
    with op.batch_alter_table("deeds") as deeds:
        deeds.drop_column("policy_id")
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("subject")
        accounts.drop_column("policy_id")
