"""How old each crew's picture of its jobs is, for the desks."""

import msgspec
from sqlalchemy import bindparam, func, select, update

from sync.clock import Clock, rfc3339
from sync.server.database import Database, Reading
from sync.server.scopes import Session, crew_scope
from sync.server.tables import crews, devices, feed
from sync.wire import Presence

LIVE_MS = 60_000
NOTED_EVERY_MS = 20_000
STREAM_MS = 40_000  # an open stream of events says so again well before that

_HEARD = (
    update(devices)
    .where(devices.c.id == bindparam("device"))
    .values(
        heard_ms=bindparam("now_ms"), confirmed_seq=bindparam("confirmed"), incarnation=bindparam("its_incarnation")
    )
)
_ORDERS_OF = (
    select(feed.c.scope, func.count().label("of"))
    .where(feed.c.kind == "order", feed.c.scope != "desk")
    .group_by(feed.c.scope)
)
_LATEST_OF = (
    select(
        devices.c.crew_id,
        func.max(devices.c.heard_ms).label("heard_ms"),
        func.max(devices.c.live_until_ms).label("until_ms"),
        func.max(devices.c.confirmed_seq).label("confirmed"),
    )
    .where(devices.c.crew_id.is_not(None))
    .group_by(devices.c.crew_id)
)
_CREWS = select(crews.c.id).order_by(crews.c.id)
_NEWER = select(func.count()).where(
    feed.c.scope == bindparam("in_scope"), feed.c.seq > bindparam("confirmed"), feed.c.kind == "order"
)


class _Heard(msgspec.Struct, frozen=True):
    at_ms: int
    confirmed: int
    incarnation: str


class Presences:
    """Remembers when each device was heard and what it then had."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._noted: dict[str, _Heard] = {}

    def heard(self, session: Session, incarnation: str, confirmed: int) -> None:
        """A device exchanged, and said itself that it has everything up to `confirmed`.

        Most polls bring nothing new; those are written only now and then.
        """
        now = self._clock.wall_ms()
        noted = self._noted.get(session.device)
        same = noted is not None and (noted.confirmed, noted.incarnation) == (confirmed, incarnation)
        if same and noted is not None and 0 <= now - noted.at_ms < NOTED_EVERY_MS:
            return
        values = {"device": session.device, "now_ms": now, "confirmed": confirmed, "its_incarnation": incarnation}
        with self._database.noting() as connection:
            connection.execute(_HEARD, values)
        self._noted[session.device] = _Heard(now, confirmed, incarnation)

    def listening(self, device_ids: frozenset[str]) -> None:
        """These devices have a stream of events open right now."""
        until = self._clock.wall_ms() + STREAM_MS
        with self._database.noting() as connection:
            connection.execute(update(devices).where(devices.c.id.in_(device_ids)).values(live_until_ms=until))

    def all(self, reading: Reading) -> tuple[Presence, ...]:
        """One line a crew, by id."""
        now = self._clock.wall_ms()
        connection = reading.connection
        of = {row.scope: row.of for row in connection.execute(_ORDERS_OF)}
        heard = {row.crew_id: row for row in connection.execute(_LATEST_OF)}
        lines = []
        for crew_id in connection.execute(_CREWS).scalars():
            scope, row = crew_scope(crew_id), heard.get(crew_id)
            total = of.get(scope, 0)
            if row is None or not row.heard_ms:
                lines.append(Presence(crew_id, None, 0, total))
                continue
            knows = total - (connection.execute(_NEWER, {"in_scope": scope, "confirmed": row.confirmed}).scalar() or 0)
            live = now < row.until_ms or now - row.heard_ms < LIVE_MS
            lines.append(Presence(crew_id, rfc3339(row.heard_ms), knows, total, live))
        return tuple(lines)
