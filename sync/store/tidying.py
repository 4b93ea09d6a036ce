"""What each start puts right: photos without a row, photos that the hub has had for long, commands of old."""

from collections.abc import Callable
from typing import Final

import msgspec
from sqlalchemy import select, text

from sync.clock import parse_ms, rfc3339
from sync.journal import Cut
from sync.orders import Person
from sync.photo_files import Orphan
from sync.store import meta
from sync.store.database import run
from sync.store.healing import tell, top_up
from sync.store.inside import Inside
from sync.store.journal import drop_statements
from sync.store.projection import PROJECTION, encode, reproject_all
from sync.store.tables import photos
from sync.store.transfers import file_of
from sync.store.triggers import KEPT_DAYS
from sync.store.values import Change

PHOTO_KEPT_DAYS: Final = 14
DAY_MS: Final = 86_400_000

_purgeable = text("SELECT id FROM photos WHERE state = 'stored' AND stored_at < :before")
_purged = text("SELECT id FROM photos WHERE state = 'purged'")
_purge = text("UPDATE photos SET state = 'purged' WHERE id = :id")
_cut_at = text(
    "SELECT max(seq) FROM outbox WHERE seq < (SELECT min(seq) FROM outbox WHERE NOT ("
    "state IN ('settled', 'withdrawn') AND changed_at < :before "
    "AND NOT EXISTS (SELECT 1 FROM photos WHERE command_id = outbox.id AND photos.state <> 'purged') "
    "AND seq < (SELECT max(seq) FROM outbox)))"
)
_cut = text(
    "SELECT hash, (SELECT max(json_extract(CAST(verdict AS TEXT), '$.receipt')) FROM outbox WHERE seq <= :seq), "
    "(SELECT max(photos.receipt) FROM photos JOIN outbox o ON o.id = command_id WHERE o.seq <= :seq) "
    "FROM outbox WHERE seq = :seq"
)


def tidy(inside: Inside, adopt: Callable[[Orphan], Change]) -> None:
    """Sweep, take up, purge, prune. `adopt` records a photo whose COMMIT never came."""
    if inside.account is not None:
        _renew_projection(inside, inside.account.person)
    inside.files.sweep_tmp()
    with inside.database.read() as connection:
        fetched = {file_of(inside, *row).name for row in run(connection, "SELECT photo_id, size FROM downloads")}
        known = frozenset(connection.execute(select(photos.c.id)).scalars())
        purged = connection.execute(_purged).scalars().all()
    for path in inside.downloads.iterdir():
        if path.name not in fetched:  # half written, or of a job that left in the moment in which it came
            path.unlink(missing_ok=True)
    inside.files.sweep_gone(purged, known)
    damaged = 0
    if inside.account is not None:
        for orphan in inside.files.orphans(known):
            if orphan.intact:
                adopt(orphan)
            else:
                damaged += 1
    tell(inside, damaged)
    with inside.database.read() as connection:
        heard = meta.get(connection, meta.HUB_TIME)
    if heard is None:
        top_up(inside, forget=None)
        return
    # By the hub's clock, which stands still while it is not heard: ours may be a year off, and then right again.
    _purge_stored(inside, parse_ms(heard))
    _prune(inside, parse_ms(heard))


def _renew_projection(inside: Inside, person: Person) -> None:
    with inside.database.read() as connection:
        if meta.get(connection, meta.PROJECTION) == PROJECTION:
            return
    with inside.write("tidy") as writing:
        reproject_all(writing.connection, person)
        meta.put(writing.connection, meta.PROJECTION, PROJECTION)


def _purge_stored(inside: Inside, now_ms: int) -> None:
    """Make room, two weeks after the receipt, if the hub has not lost anything until then."""
    before = rfc3339(now_ms - PHOTO_KEPT_DAYS * DAY_MS)
    with inside.database.read() as connection:
        due = meta.get(connection, meta.SNAPSHOT_DUE)
        ids = connection.execute(_purgeable, {"before": before}).scalars().all()
    if not ids or due is not None:
        return
    with inside.write("tidy") as writing:
        writing.connection.execute(_purge, [{"id": photo_id} for photo_id in ids])
        writing.touch(Change(photos=frozenset(ids)))
    for photo_id in ids:
        inside.files.remove(photo_id)


def _prune(inside: Inside, now_ms: int) -> None:
    """Forget the oldest acts once all of them were settled long ago: the journal keeps no gap, and the last hash.

    The newest act stays, since the next one is chained to it.
    """
    now = rfc3339(now_ms)
    with inside.database.read() as connection:
        seq = connection.execute(_cut_at, {"before": rfc3339(now_ms - KEPT_DAYS * DAY_MS)}).scalar()
    top_up(inside, forget=seq)  # first, or what is forgotten here would come back from there
    if seq is None:
        return
    with inside.write("tidy") as writing:
        connection, upto = writing.connection, {"seq": seq}
        row = connection.execute(_cut, upto).one()
        kept = meta.get(connection, meta.JOURNAL_CUT)
        before = 0 if kept is None else msgspec.json.decode(kept, type=Cut).receipt
        cut = Cut(seq, row[0], now, max(before, row[1] or 0, row[2] or 0))
        meta.put(connection, meta.JOURNAL_CUT, encode(cut).decode())
        meta.put(connection, meta.TIDIED_AT, now)
        its = "SELECT id FROM outbox WHERE seq <= :seq"
        connection.execute(text(f"DELETE FROM needs WHERE command_id IN ({its})"), upto)
        connection.execute(text(f"DELETE FROM photos WHERE command_id IN ({its})"), upto)
        connection.execute(text("DELETE FROM outbox WHERE seq <= :seq"), upto)
        drop_statements(connection, cut.receipt)
