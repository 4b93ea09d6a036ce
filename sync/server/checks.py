"""Looks through a hub for what must never be."""

from sqlalchemy import func, select

from sync.commands import chained
from sync.server.blobs import digest_of
from sync.server.hub import Hub
from sync.server.tables import feed, orders, photos


def faults(hub: Hub) -> tuple[str, ...]:
    """One sentence a fault: a tampered command, a lost or altered photo, an order that nobody was told of."""
    found = [
        f"Command {entry.id}: its bytes are not those that its author sealed."
        for entry in hub.book.log()
        if chained(entry.prev_hash, entry.raw) != entry.hash
    ]
    with hub.database.reading() as reading:
        stored = reading.connection.execute(select(photos).where(photos.c.stored.is_(True))).all()
        told = select(feed.c.row_id).where(feed.c.kind == "order", feed.c.scope == "desk")
        untold = reading.connection.execute(select(orders.c.id).where(orders.c.id.not_in(told))).scalars().all()
        last = reading.connection.execute(select(func.max(feed.c.seq))).scalar() or 0
    if last > reading.seq:
        found.append(f"The feed goes to {last}, the counter only to {reading.seq}.")
    found += [f"Order {order_id}: no desk was told of it." for order_id in untold]
    for photo in stored:
        digest = digest_of(hub.blobs.path(photo.sha256))
        if digest != photo.sha256:
            found.append(f"Photo {photo.id}: its bytes are {'altered' if digest else 'gone'}.")
    return tuple(found)
