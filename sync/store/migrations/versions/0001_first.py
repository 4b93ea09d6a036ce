"""The first schema of the laptop's file."""

from alembic import op

from sync.store.tables import WORDS, metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())
    op.execute(WORDS)
