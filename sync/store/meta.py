"""The laptop's own few values, one row a key: who it is, who works on it, how far it has heard the hub."""

from typing import Final

import msgspec
from sqlalchemy import Connection

from sync.clock import parse_ms, rfc3339
from sync.store.database import run
from sync.store.values import Account

DEVICE: Final = "device"
INCARNATION: Final = "incarnation"
ACCOUNT: Final = "account"
SESSION: Final = "session"  # how often somebody has signed in or out
HERE: Final = "here"  # where this file lies, or it is a copy
CURSOR: Final = "cursor"
MARK: Final = "mark"  # of what the hub said since the cursor
UNPROVED: Final = "unproved"  # set where the hub took something and gave nothing to prove it by later
SNAPSHOT_DUE: Final = "snapshot_due"  # why; absent when none is
SNAPSHOT: Final = "snapshot"  # number of the one that was begun last
SNAPSHOT_MARK: Final = "snapshot_mark"  # behind which row one that broke off goes on
ASKING: Final = "asking"  # wire.Work as JSON: what of other people's the hub is to be asked for
DOUBTED: Final = "doubted"  # a removal of most orders that waits to be heard a second time
LAST_HEARD: Final = "last_heard"
LAST_SYNC: Final = "last_sync"
HUB_TIME: Final = "hub_time"  # the hub's clock when it was heard last: ages are counted by it, not by ours
FIRST_SYNC: Final = "first_sync"
PRESENCE: Final = "presence"
TIDIED_AT: Final = "tidied_at"
JOURNAL_OF: Final = "journal_of"  # the devices that the chain began and went on on; a copied disk gets another id
JOURNAL_CUT: Final = "journal_cut"  # journal.Cut as JSON, once old acts were forgotten
RECEIPTED: Final = "receipted"  # up to which receipt the hub's signed statements are here
HUB_KEYS: Final = "hub_keys"  # the city's public keys, pinned at the first sign-in
DRAFTED_AT: Final = "drafted_at"  # when a half-filled form was kept last, or given up
RECOVERING: Final = "recovering"  # what was put right and has not been told yet
HANDED_OVER: Final = "handed_over"  # up to which seq others' work may go up under anybody, by author, as JSON
FAILING: Final = "failing"  # plan.Failing by command id, as JSON
LEASE_DAYS: Final = "lease_days"  # how long copies stay without a word from the hub; absent for ever
UNLOCK: Final = "unlock"  # what the hub gives to open a laptop whose PIN was forgotten
PROJECTION: Final = "projection"  # the version of the projected columns

FACTS: Final = (DEVICE, INCARNATION, ACCOUNT, HERE, JOURNAL_OF, JOURNAL_CUT, HUB_KEYS, UNLOCK)
"""What nobody else could tell, should the file break."""

IS_HANDED_OVER: Final = (
    "EXISTS (SELECT 1 FROM meta, json_each(meta.value) AS given "
    f"WHERE meta.key = '{HANDED_OVER}' AND given.key = outbox.author AND outbox.seq <= given.value)"
)
"""Of a row of the outbox, in SQL: whether anybody who signs in here may bring it."""

_GET: Final = "SELECT value FROM meta WHERE key = ?"
_PUT: Final = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_DROP: Final = "DELETE FROM meta WHERE key = ?"


def session(connection: Connection) -> int:
    """The number of the sign-in or sign-out that counts."""
    return int(get(connection, SESSION) or 0)


def get(connection: Connection, key: str) -> str | None:
    """The value of a key, None where it has none."""
    rows = run(connection, _GET, (key,))
    return rows[0][0] if rows else None


def put(connection: Connection, key: str, value: str | None) -> None:
    """Set the value of a key; None removes it."""
    if value is None:
        run(connection, _DROP, (key,))
    else:
        run(connection, _PUT, (key, value))


def handed_over(connection: Connection) -> dict[str, int]:
    """Whose work anybody who signs in here may bring, up to which `seq`."""
    raw = get(connection, HANDED_OVER)
    return {} if raw is None else msgspec.json.decode(raw, type=dict[str, int])


def hear_time(connection: Connection, server_time: str) -> None:
    """The hub has said what time it is; something else than a time changes nothing."""
    try:
        put(connection, HUB_TIME, rfc3339(parse_ms(server_time)))
    except (ValueError, OverflowError):
        return


def account(connection: Connection) -> Account | None:
    """Who signed in last, None where nobody ever did."""
    raw = get(connection, ACCOUNT)
    return None if raw is None else msgspec.json.decode(raw, type=Account)


def put_account(connection: Connection, value: Account) -> None:
    """Remember who signed in."""
    put(connection, ACCOUNT, msgspec.json.encode(value).decode())
