"""Where each order is, so that look-alikes are found, and a desk for what no hub can read."""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ROWS = 1000


class _Place(msgspec.Struct):
    lat: float | None = None
    long: float | None = None


def upgrade() -> None:
    """Add the columns, fill them from the documents, make the table."""
    op.add_column("orders", sa.Column("lat", sa.Double(), nullable=True))
    op.add_column("orders", sa.Column("long", sa.Double(), nullable=True))
    _fill()
    op.create_index(op.f("ix_orders_lat"), "orders", ["lat"], unique=False)
    op.create_table(
        "dead_letters",
        sa.Column("id", Id, nullable=False),
        sa.Column("device", Id, nullable=False),
        sa.Column("person", Id, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("receipt", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letters")),
    )


def _fill() -> None:
    connection = op.get_bind()
    table = sa.table("orders", sa.column("id"), sa.column("document"), sa.column("lat"), sa.column("long"))
    last = ""
    while True:
        wanted = sa.select(table.c.id, table.c.document).where(table.c.id > last).order_by(table.c.id).limit(_ROWS)
        rows = connection.execute(wanted).all()
        if not rows:
            return
        last = rows[-1].id
        places = [(row.id, msgspec.json.decode(row.document, type=_Place)) for row in rows]
        known = [{"row": row_id, "lat": p.lat, "long": p.long} for row_id, p in places if p.lat is not None]
        if known:
            update = sa.update(table).where(table.c.id == sa.bindparam("row"))
            connection.execute(update.values(lat=sa.bindparam("lat"), long=sa.bindparam("long")), known)
