"""What the hub has of one person, for a laptop whose disk was copied: its acts came under another device's name."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two indexes."""
    op.create_index(op.f("ix_command_log_author_id"), "command_log", ["author", "id"], unique=False)
    op.create_index(op.f("ix_photos_author_id"), "photos", ["author", "id"], unique=False)
