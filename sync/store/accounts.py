"""Who works on this laptop: signing in, new tokens, signing out. None of it costs anybody's work."""

from msgspec.structs import replace
from sqlalchemy import select, text

from sync.orders import Person
from sync.store import meta
from sync.store.inside import Part, Writing
from sync.store.left import drop, pending
from sync.store.problem import StoreProblem
from sync.store.projection import reproject_all
from sync.store.tables import orders
from sync.store.values import Account, Change
from sync.wire import Grant

_any_command = text("SELECT 1 FROM outbox WHERE state <> 'withdrawn' LIMIT 1")
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
            if before is None or (before.person.id, before.server_id) != (grant.person.id, server_id):
                self._change_person(writing, grant.person)
            elif before.person != grant.person:
                self._show_all(writing, grant.person)
            writing.touch(Change(account=True))
            writing.afterwards.append(self._inside.set_account(account))
        return writing.change

    def set_tokens(self, access: str, refresh: str) -> Change:
        """New tokens for the same person."""
        return self._set("tokens", access, refresh, signed_out=False)

    def sign_out(self) -> Change:
        """Forget the tokens and nothing else: all that was recorded here stays and waits."""
        return self._set("sign_out", "", "", signed_out=True)

    def _set(self, act: str, access: str, refresh: str, *, signed_out: bool) -> Change:
        if self._inside.account is None:
            raise StoreProblem("STORE-NOT-SIGNED-IN")
        with self._inside.write(act) as writing:
            account = replace(self._inside.account, access_token=access, refresh_token=refresh, signed_out=signed_out)
            meta.put_account(writing.connection, account)
            writing.touch(Change(account=True))
            writing.afterwards.append(self._inside.set_account(account))
        return writing.change

    def _change_person(self, writing: Writing, person: Person) -> None:
        connection = writing.connection
        for key in (meta.CURSOR, meta.SNAPSHOT_MARK, meta.DOUBTED, meta.PRESENCE, meta.FIRST_SYNC):
            meta.put(connection, key, None)
        meta.put(connection, meta.SNAPSHOT_DUE, "no-cursor")
        ids = set(connection.execute(select(orders.c.id)).scalars())
        drop(writing, self._inside.downloads, ids - pending(connection, ids))
        for statement in _forget:
            connection.execute(statement)
        self._show_all(writing, person)
        writing.touch(Change(outbox=True, reference=True))

    def _show_all(self, writing: Writing, person: Person) -> None:
        writing.touch(Change(orders=reproject_all(writing.connection, person)))
