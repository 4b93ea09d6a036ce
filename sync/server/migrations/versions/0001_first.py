"""The hub's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "command_log",
        sa.Column("id", Id, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("device", Id, nullable=False),
        sa.Column("author", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command_log")),
    )
    op.create_index(op.f("ix_command_log_device_id"), "command_log", ["device", "id"], unique=False)
    op.create_index(op.f("ix_command_log_order_id"), "command_log", ["order_id"], unique=False)
    op.create_table(
        "counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_counter_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
    )
    op.create_table(
        "crews",
        sa.Column("id", Id, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crews")),
    )
    op.create_table(
        "devices",
        sa.Column("id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("crew_id", Id, nullable=True),
        sa.Column("incarnation", sa.Text(), server_default="", nullable=False),
        sa.Column("heard_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("live_until_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("confirmed_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_table(
        "feed",
        sa.Column("scope", Id, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("row_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "subject", "row_id", name=op.f("pk_feed")),
    )
    op.create_index(op.f("ix_feed_scope_seq"), "feed", ["scope", "seq"], unique=False)
    op.create_index(op.f("ix_feed_seq"), "feed", ["seq"], unique=True)
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "orders",
        sa.Column("id", Id, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("crew_id", Id, nullable=True),
        sa.Column("assignment_id", Id, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_crew_id_id"), "orders", ["crew_id", "id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", Id, nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("crew_id", Id, nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("user_name", name=op.f("uq_people_user_name")),
    )
    op.create_table(
        "photos",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("author", Id, nullable=False),
        sa.Column("device", Id, nullable=False),
        sa.Column("stored", sa.Boolean(), nullable=False),
        sa.Column("content_type", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
    )
    op.create_index(op.f("ix_photos_device_id"), "photos", ["device", "id"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_order_id"), "reviews", ["order_id"], unique=False)
    op.create_table(
        "services",
        sa.Column("code", Id, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_services")),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("device_id", Id, nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
    )
    op.create_index(op.f("ix_tokens_device_id"), "tokens", ["device_id"], unique=False)
    op.create_index(op.f("ix_tokens_family"), "tokens", ["family"], unique=False)
