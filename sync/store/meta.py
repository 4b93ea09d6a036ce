"""The laptop's own few values, one row a key: who it is, who works on it, how far it has heard the hub."""

from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from sync.store.tables import meta
from sync.store.values import Account

DEVICE: Final = "device"
INCARNATION: Final = "incarnation"
ACCOUNT: Final = "account"
CURSOR: Final = "cursor"
SNAPSHOT_DUE: Final = "snapshot_due"  # why; absent when none is
SNAPSHOT: Final = "snapshot"  # number of the one that was begun last
SNAPSHOT_MARK: Final = "snapshot_mark"  # behind which row one that broke off goes on
DOUBTED: Final = "doubted"  # a removal of most orders that waits to be heard a second time
VERIFIED: Final = "verified"  # the digest that the copies were found to have, absent after any change
LAST_HEARD: Final = "last_heard"
LAST_SYNC: Final = "last_sync"
FIRST_SYNC: Final = "first_sync"
PRESENCE: Final = "presence"
TIDIED_AT: Final = "tidied_at"
PROJECTION: Final = "projection"  # the version of the projected columns

_get = select(meta.c.value).where(meta.c.key == bindparam("k"))
_put = insert(meta).values(key=bindparam("k"), value=bindparam("v"))
_put = _put.on_conflict_do_update(index_elements=["key"], set_={"value": _put.excluded.value})
_drop = delete(meta).where(meta.c.key == bindparam("k"))


def get(connection: Connection, key: str) -> str | None:
    """The value of a key, None where it has none."""
    value: str | None = connection.execute(_get, {"k": key}).scalar()
    return value


def get_all(connection: Connection) -> dict[str, str]:
    """All values by key."""
    return {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}


def put(connection: Connection, key: str, value: str | None) -> None:
    """Set the value of a key; None removes it."""
    if value is None:
        connection.execute(_drop, {"k": key})
    else:
        connection.execute(_put, {"k": key, "v": value})


def account(connection: Connection) -> Account | None:
    """Who signed in last, None where nobody ever did."""
    raw = get(connection, ACCOUNT)
    return None if raw is None else msgspec.json.decode(raw, type=Account)


def put_account(connection: Connection, value: Account) -> None:
    """Remember who signed in."""
    put(connection, ACCOUNT, msgspec.json.encode(value).decode())
