"""Where a laptop's folder is, so that a copy of it notices that it is one."""

import hashlib
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection

from sync.clock import Clock
from sync.store import meta
from sync.store.database import run


def whereabouts(folder: Path) -> str:
    """A mark that holds as long as the folder stays where it is: of this machine, and of the folder's own number.

    A copied folder has another number, a copied disk another machine. What it is made of cannot be read from it.
    """
    return hashlib.sha256(f"{_machine()}\n{folder.stat().st_ino}".encode()).hexdigest()[:32]


@cache
def _machine() -> str:
    """What the system calls this machine, "" where it says nothing."""
    with suppress(OSError):
        if sys.platform == "win32":
            import winreg

            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return Path("/etc/machine-id").read_text("ascii").strip()
    return ""


def notice_copy(connection: Connection, here: str, clock: Clock) -> bool:
    """Whether this file was copied from elsewhere; then it is another device's from now on.

    Both may be in use. What waits may have been sent by the other one, so it is no longer taken back here, and the
    copy signs in for itself. The caller has the transaction.
    """
    before = meta.get(connection, meta.HERE)
    meta.put(connection, meta.HERE, here)
    if before is None or before == here:
        return False
    device, incarnation = clock.new_id(), clock.new_id()
    account = meta.account(connection)
    if account is not None:
        own = replace(account, device=device, incarnation=incarnation, access_token="", refresh_token="")
        meta.put_account(connection, own)
    old = meta.get(connection, meta.DEVICE) or ""
    earlier = dict.fromkeys((*(meta.get(connection, meta.JOURNAL_OF) or "").split(), old))
    for name, value in (
        (meta.DEVICE, device),
        (meta.JOURNAL_OF, " ".join(earlier)),
        (meta.INCARNATION, incarnation),
        (meta.CURSOR, None),
        (meta.SNAPSHOT_MARK, None),
        (meta.DOUBTED, None),
        (meta.SNAPSHOT_DUE, "copied"),
    ):
        meta.put(connection, name, value)
    run(connection, "UPDATE outbox SET sends = sends + 1 WHERE state = 'queued'")
    return True
