"""Signs what the hub has of each laptop, with a key that belongs to the database and so survives a restore."""

import base64
import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, bindparam, literal, select, union_all

from sync.clock import Clock
from sync.receipts import HubKeys, Receipt, Receipts, public_of, recovery_text, signed
from sync.server.database import Database
from sync.server.scopes import Session
from sync.server.tables import command_log, meta, photos

MOST = 5_000
RECOVERY, RECOVERY_BYTES = "recovery_key", 32

_both = union_all(
    select(
        literal("command").label("kind"), command_log.c.id, command_log.c.hash, command_log.c.seq.label("number")
    ).where(command_log.c.device == bindparam("device"), command_log.c.seq > bindparam("after")),
    select(literal("photo"), photos.c.id, photos.c.sha256, photos.c.receipt).where(
        photos.c.device == bindparam("device"), photos.c.stored.is_(True), photos.c.receipt > bindparam("after")
    ),
).subquery()
_RECOVERY_KEY = select(meta.c.value).where(meta.c.key == RECOVERY)
_TAKEN = select(_both).order_by(_both.c.number).limit(MOST + 1)


class Ledger:
    """`GET /receipts`, and the city's public keys."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        seed = hmac.digest(bytes.fromhex(database.identity["mac_key"]), b"fieldsync signing key 1", hashlib.sha256)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    def keys(self, connection: Connection) -> HubKeys:
        """The public keys that laptops pin, as they are now: another process may have set the recovery key."""
        recovery = connection.execute(_RECOVERY_KEY).scalar()
        if not recovery:
            return HubKeys(public_of(self._key))
        signature = base64.b64encode(self._key.sign(recovery_text(recovery))).decode()
        return HubKeys(public_of(self._key), recovery, signature)

    def set_recovery_key(self, public_key: str) -> None:
        """Hand out this recovery key from now on. Raises ValueError where it is none."""
        if len(base64.b64decode(public_key, validate=True)) != RECOVERY_BYTES:
            raise ValueError("a recovery key has 32 bytes")
        with self._database.writing() as writing:
            writing.upsert(meta, {"key": RECOVERY, "value": public_key})

    def statement(self, session: Session, after: int) -> Receipts:
        """The receipts of the session's device above a number, signed."""
        with self._database.reading() as reading:
            rows = reading.connection.execute(_TAKEN, {"device": session.device, "after": after}).all()
        receipts = tuple(Receipt(*row) for row in rows[:MOST])
        server_id = self._database.identity["server_id"]
        found = Receipts(server_id, session.device, after, self._clock.now(), receipts, has_more=len(rows) > MOST)
        return signed(found, self._key)
