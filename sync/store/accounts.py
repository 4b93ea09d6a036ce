"""Who works on this laptop: signing in, new tokens, signing out. None of it costs anybody's work."""

from typing import Final

from msgspec.structs import replace
from sqlalchemy import Connection, select, text

from sync.clock import parse_ms
from sync.orders import Person
from sync.receipts import HubKeys, vouched
from sync.store import meta
from sync.store.inside import OfSession, Part, Writing
from sync.store.journal import keys_in
from sync.store.left import drop, pending
from sync.store.problem import StoreProblem
from sync.store.projection import encode, reproject_all
from sync.store.tables import orders
from sync.store.values import Account, Change
from sync.wire import Grant

DAY_MS: Final = 86_400_000
_any_command = text("SELECT 1 FROM outbox WHERE state <> 'withdrawn' LIMIT 1")
_take_back = text(
    "UPDATE orders SET holder = :person WHERE id IN ("
    "SELECT order_id FROM outbox WHERE author = :person AND state NOT IN ('settled', 'withdrawn') "
    "UNION SELECT order_id FROM photos WHERE author = :person AND state NOT IN ('stored', 'purged'))"
)
_HEARD_BY_ONE: Final = (
    meta.CURSOR, meta.MARK, meta.SNAPSHOT_MARK, meta.ASKING, meta.DOUBTED, meta.PRESENCE, meta.FIRST_SYNC,
)  # fmt: skip
_forget = tuple(text(f"DELETE FROM {table}") for table in ("reviews", "reference"))


class Accounts(Part):
    """The part of the store that knows who works here."""

    def sign_in(self, url: str, server_id: str, grant: Grant) -> Change:
        """The person of `grant` works here from now on.

        Another person than before sees only their own scope: a snapshot is due, copies with nothing pending
        go at once, and what others have not sent yet waits for them. Raises StoreProblem STORE-OTHER-HUB
        where work recorded here belongs to another hub.
        """
        before = self._inside.account
        with self._inside.write("sign_in", "answer") as writing:
            connection = writing.connection
            if before is not None and before.server_id != server_id and connection.execute(_any_command).first():
                raise StoreProblem("STORE-OTHER-HUB")
            account = Account(
                grant.person,
                url,
                server_id,
                meta.get(connection, meta.DEVICE) or "",
                meta.get(connection, meta.INCARNATION) or "",
                grant.access_token,
                grant.refresh_token,
            )
            meta.put_account(connection, account)
            _pin(connection, grant.keys)
            meta.put(connection, meta.LEASE_DAYS, str(grant.lease_days) if grant.lease_days > 0 else None)
            if grant.unlock:
                meta.put(connection, meta.UNLOCK, grant.unlock)
            if before is None or (before.person.id, before.server_id) != (grant.person.id, server_id):
                self._forget_copies(writing, grant.person)
            elif before.person != grant.person:
                self._show_all(writing, grant.person)
            self._inside.begin_session(writing)
            writing.touch(Change(account=True))
            writing.afterwards.append(self._inside.set_account(account))
        return writing.change

    def lease_over(self) -> bool:
        """Whether the city wants no copies here any more, since this laptop has not heard it for too long."""
        account = self._inside.account
        if account is None or account.signed_out:
            return False
        with self._inside.database.read() as connection:
            days, heard = meta.get(connection, meta.LEASE_DAYS), meta.get(connection, meta.LAST_HEARD)
        if days is None or heard is None:
            return False
        return self._inside.clock.wall_ms() - parse_ms(heard) > int(days) * DAY_MS

    def unlock_word(self) -> str:
        """What the hub gave at the last sign-in to open this laptop without its PIN, "" where it never did."""
        with self._inside.database.read() as connection:
            return meta.get(connection, meta.UNLOCK) or ""

    def sign_out(self) -> Change:
        """Forget the tokens, and the copies of jobs on which nothing of anybody's is pending.

        All that was recorded here stays, under the laptop's key, and goes on when its author signs in again.
        """
        if self._inside.account is None:
            raise StoreProblem("STORE-NOT-SIGNED-IN")
        account = replace(self._inside.account, access_token="", refresh_token="", signed_out=True)
        with self._inside.write("sign_out", "answer") as writing:
            meta.put_account(writing.connection, account)
            self._forget_copies(writing, account.person)
            self._inside.begin_session(writing)
            writing.touch(Change(account=True))
            writing.afterwards.append(self._inside.set_account(account))
        return writing.change

    def _forget_copies(self, writing: Writing, person: Person) -> None:
        connection = writing.connection
        for key in _HEARD_BY_ONE:
            meta.put(connection, key, None)
        meta.put(connection, meta.SNAPSHOT_DUE, "no-cursor")
        ids = set(connection.execute(select(orders.c.id)).scalars())
        drop(writing, self._inside.downloads, ids - pending(connection, ids))
        # What somebody's work is pending on is theirs to see again, whoever else had the job here meanwhile.
        connection.execute(_take_back, {"person": person.id})
        for statement in _forget:
            connection.execute(statement)
        self._show_all(writing, person)
        writing.touch(Change(outbox=True, reference=True))

    def _show_all(self, writing: Writing, person: Person) -> None:
        writing.touch(Change(orders=reproject_all(writing.connection, person)))


class Tokens(OfSession):
    """The part of the line that keeps who works here signed in."""

    def set_tokens(self, access: str, refresh: str, keys: HubKeys = HubKeys()) -> Change:
        """New tokens for the same person; the city may have a new recovery key."""
        if self._inside.account is None:
            raise StoreProblem("STORE-NOT-SIGNED-IN")
        account = replace(self._inside.account, access_token=access, refresh_token=refresh)
        with self._write("tokens") as writing:
            meta.put_account(writing.connection, account)
            _pin(writing.connection, keys)
            writing.touch(Change(account=True))
            writing.afterwards.append(self._inside.set_account(account))
        return writing.change


def _pin(connection: Connection, offered: HubKeys) -> None:
    """The first signing key is the city's for good; a recovery key counts only with its signature."""
    pinned = keys_in(connection)
    signing = pinned.signing or offered.signing
    fresh = HubKeys(signing, pinned.recovery, pinned.recovery_signature)
    if signing and vouched(offered, signing):
        fresh = HubKeys(signing, offered.recovery, offered.recovery_signature)
    if fresh != pinned:
        meta.put(connection, meta.HUB_KEYS, encode(fresh).decode())
