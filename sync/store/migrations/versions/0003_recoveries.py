"""What was recovered from a broken file and when, for the person and for support."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(
        """
        CREATE TABLE recoveries (
            id INTEGER NOT NULL,
            at TEXT NOT NULL,
            cause TEXT NOT NULL,
            commands INTEGER NOT NULL,
            photos INTEGER NOT NULL,
            drafts INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            kept TEXT NOT NULL,
            seen BOOLEAN NOT NULL,
            PRIMARY KEY (id)
        )
        """
    )
