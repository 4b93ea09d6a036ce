"""The journal as the laptop's file has it: the outbox is the chain, and the hub's signed statements stand beside it."""

from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from sync.commands import chained
from sync.journal import Act, Cut, Head, Journal, Withdrawal
from sync.receipts import HubKeys, Receipts
from sync.store import meta
from sync.store.database import run, run_many
from sync.store.inside import OfSession, Part, Writing
from sync.store.projection import encode
from sync.store.spare import Kept
from sync.store.values import Change

_ACTS: Final = """
SELECT o.seq, o.hash, o.prev_hash, o.bytes, o.state, json_extract(CAST(o.verdict AS TEXT), '$.receipt'), p.receipt,
    o.author
FROM outbox o LEFT JOIN photos p ON p.command_id = o.id ORDER BY o.seq
"""
_NUMBERS: Final = """
SELECT o.seq, json_extract(CAST(o.verdict AS TEXT), '$.receipt'), p.receipt
FROM outbox o LEFT JOIN photos p ON p.command_id = o.id WHERE o.verdict IS NOT NULL
"""
_STATEMENTS: Final = "SELECT doc FROM statements ORDER BY id"
_NEWEST: Final = """
SELECT max(coalesce((SELECT max(json_extract(CAST(verdict AS TEXT), '$.receipt')) FROM outbox), 0),
    coalesce((SELECT max(receipt) FROM photos), 0))
"""
_ADD_STATEMENT: Final = "INSERT INTO statements (at, doc) VALUES (?, ?)"
_ADD_ACT: Final = (
    "INSERT INTO outbox (seq, id, order_id, author, kind, hash, prev_hash, bytes, recorded_at, "
    "number, title, address, state, changed_at) VALUES (?, ?, ?, ?, 'withdraw', ?, ?, ?, ?, '', '', '', 'queued', ?)"
)
_NEVER_SENT: Final = "UPDATE outbox SET state = 'withdrawn' WHERE id = ?"
_decode_statement = msgspec.json.Decoder(Receipts).decode
_decode_keys = msgspec.json.Decoder(HubKeys).decode


class Journals(Part):
    """The part of the store that can be proved to others."""

    def journal(self, author: str | None = None) -> Journal:
        """Every act on this laptop; with an author the content of others' acts is left out."""
        with self._inside.database.read() as connection:
            rows = run(connection, _ACTS)
            statements = tuple(_decode_statement(row[0]) for row in run(connection, _STATEMENTS))
            head = self._head(connection)
        return Journal(head, tuple(_act(row, author) for row in rows), statements)

    def receipts(self) -> dict[int, tuple[int | None, int | None]]:
        """The hub's receipts of each act by its `seq`: for the command, and for its photo's bytes."""
        with self._inside.database.read() as connection:
            return {seq: (own, photo) for seq, own, photo in run(connection, _NUMBERS)}

    def hub_keys(self) -> HubKeys:
        """The city's public keys as this laptop pinned them."""
        with self._inside.database.read() as connection:
            return keys_in(connection)

    def _head(self, connection: Connection) -> Head:
        account, device = self._inside.account, meta.get(connection, meta.DEVICE) or ""
        earlier = (meta.get(connection, meta.JOURNAL_OF) or "").split()
        cut = meta.get(connection, meta.JOURNAL_CUT)
        return Head(
            devices=tuple(dict.fromkeys((device, *earlier))),
            server_id=account.server_id if account else "",
            signing_key=keys_in(connection).signing,
            person=account.person.name if account else "",
            written_at=self._inside.clock.now(),
            cut=None if cut is None else msgspec.json.decode(cut, type=Cut),
        )


class Receiving(OfSession):
    """The part of the line that fetches the hub's signed word."""

    _doubted = True  # there may be receipts that no statement here covers

    def receipts_after(self) -> int | None:
        """After which receipt to ask the hub, None while all are signed for. Looks only when there was news."""
        if not self._doubted or self._inside.account is None:
            return None
        with self._inside.database.read() as connection:
            if not keys_in(connection).signing:
                return None
            covered = int(meta.get(connection, meta.RECEIPTED) or -1)
            newest = run(connection, _NEWEST)[0][0]
        if covered < newest:
            return max(covered, 0)
        self._doubted = False
        return None

    def doubt_receipts(self) -> None:
        """Ask the hub for all of its word again, from the first receipt on."""
        with self._write("receipts") as writing:
            meta.put(writing.connection, meta.RECEIPTED, None)
        self._doubted = True

    def no_receipts(self) -> None:
        """The hub would not say: ask again after the next news."""
        self._doubted = False

    def take_receipts(self, statement: Receipts) -> Change:
        """Keep the hub's signed word. One from the beginning takes the place of those that say no more than it."""
        with self._write("receipts") as writing:
            connection = writing.connection
            if statement.after == 0 and not statement.has_more:
                _drop_contained(connection, statement)
            if statement.receipts or statement.after == 0:
                run(connection, _ADD_STATEMENT, (statement.at, encode(statement)))
            numbers = [line.number for line in statement.receipts]
            meta.put(connection, meta.RECEIPTED, str(max([statement.after, *numbers])))
            writing.touch(Change(journal=True))
        self._doubted = statement.has_more
        return writing.change


def _drop_contained(connection: Connection, statement: Receipts) -> None:
    lines = set(statement.receipts)
    rows = run(connection, "SELECT id, doc FROM statements")
    told = [(number,) for number, doc in rows if lines.issuperset(_decode_statement(doc).receipts)]
    run_many(connection, "DELETE FROM statements WHERE id = ?", told)


def drop_statements(connection: Connection, receipt: int) -> None:
    """Forget the statements that speak of nothing above that receipt."""
    rows = run(connection, "SELECT id, doc FROM statements")
    old = [(number,) for number, doc in rows if all(line.number <= receipt for line in _decode_statement(doc).receipts)]
    run_many(connection, "DELETE FROM statements WHERE id = ?", old)


def record_withdrawal(writing: Writing, about: Withdrawal, prev_hash: str) -> Kept:
    """Put the act of taking something back into the chain; what the spare is to have of it."""
    raw = msgspec.json.encode(about)
    at = about.occurred_at
    ids = (about.seq, about.id, about.order_id, about.author)
    kept = Kept(*ids, "withdraw", chained(prev_hash, raw), prev_hash, raw, at, "", "", "")
    run(writing.connection, _ADD_ACT, (*ids, kept.hash, prev_hash, raw, at, at))
    run(writing.connection, _NEVER_SENT, (about.id,))
    return kept


def keys_in(connection: Connection) -> HubKeys:
    """The pinned keys, empty ones where there are none."""
    kept = meta.get(connection, meta.HUB_KEYS)
    return HubKeys() if kept is None else _decode_keys(kept)


def _act(row: Any, author: str | None) -> Act:
    seq, own, prev_hash, raw, state, receipt, photo_receipt, by = row
    if author is not None and by != author:
        return Act(seq, own, prev_hash)
    return Act(seq, own, prev_hash, msgspec.Raw(raw), state, receipt, photo_receipt)
