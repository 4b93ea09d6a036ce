"""The hub's signed statements of receipts, kept beside the journal."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(
        """
        CREATE TABLE statements (
            id INTEGER NOT NULL,
            at TEXT NOT NULL,
            doc BLOB NOT NULL,
            PRIMARY KEY (id)
        )
        """
    )
