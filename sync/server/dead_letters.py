"""The desk for commands that this hub could not digest: their bytes are kept as they are, for a person to look at."""

import hashlib

from sqlalchemy import insert, select

from sync.clock import Clock
from sync.server.calls import Call, Refused, Result, answered
from sync.server.database import Database
from sync.server.scopes import Session
from sync.server.tables import dead_letters
from sync.wire import H_COMMAND, DeadLetter

LARGEST = 1 << 20
LONGEST_ID = 200


class DeadLetters:
    """`POST /dead-letters`. Nothing of the bytes is read here: reading them is what failed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def take(self, session: Session, call: Call) -> Result:
        """Keep the bytes, once however often they come; the receipt. Raises Refused `malformed`, `too-large`."""
        command_id = call.headers.get(H_COMMAND.lower(), "")
        if not command_id or len(command_id) > LONGEST_ID or not call.body:
            raise Refused("malformed", f"{H_COMMAND} and a body are needed.")
        if len(call.body) > LARGEST:
            raise Refused("too-large")
        sha256 = hashlib.sha256(call.body).hexdigest()
        row_id = f"{command_id}:{sha256}"
        with self._database.writing() as writing:
            found = select(dead_letters.c.receipt).where(dead_letters.c.id == row_id)
            receipt = writing.connection.execute(found).scalar()
            if receipt is None:
                receipt = writing.next_seq()
                origin = {"device": session.device, "person": session.person.id, "received_at": self._clock.now()}
                values = {"id": row_id, "sha256": sha256, "raw": call.body, "note": "", "receipt": receipt, **origin}
                writing.connection.execute(insert(dead_letters), values)
        return answered(DeadLetter(command_id, sha256, receipt))

    def all(self) -> tuple[tuple[str, str, str, bytes], ...]:
        """Id, time (RFC 3339), device and bytes of every letter, in the order they came."""
        columns = (dead_letters.c.id, dead_letters.c.received_at, dead_letters.c.device, dead_letters.c.raw)
        with self._database.reading() as reading:
            rows = reading.connection.execute(select(*columns).order_by(dead_letters.c.receipt))
            return tuple((row.id, row.received_at, row.device, row.raw) for row in rows)
