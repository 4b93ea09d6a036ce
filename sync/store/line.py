"""The engine's side of the store: what to send, and taking in what comes back, each in one transaction."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import msgspec
from sqlalchemy import Connection

from sync.commands import Entry, opened
from sync.plan import Failing, failed_again, is_hopeless, next_batch
from sync.store import meta
from sync.store.accounts import Tokens
from sync.store.answers import Answers
from sync.store.database import run, run_many
from sync.store.inside import Inside, Writing
from sync.store.projection import command_or_none, encode, ids_json, reproject
from sync.store.snapshot import Snapshots
from sync.store.spare import Sent
from sync.store.transfers import Transfers
from sync.store.values import Change
from sync.transport import UNCONNECTED
from sync.verdicts import Outcome, Verdict, Why
from sync.wire import (
    MANY_ASKED,
    Checkpoint,
    ClockReading,
    ExchangeRequest,
    Left,
    Limits,
    OrderChanged,
    PhotoStored,
    Reply,
    Work,
)

CHECKED_AGAIN_S: Final = 900.0
MANY_LEFT: Final = 10

_MAY_GO: Final = "(author = :person OR seq <= (SELECT value FROM json_each(:handed) WHERE key = author))"
_QUEUED: Final = f"FROM outbox WHERE state = 'queued' AND {_MAY_GO}"
_LEFT_OVER: Final = "UPDATE outbox SET state = 'queued', code = 'WAIT-ANSWER' WHERE state = 'sending'"
_ANY_WAITING: Final = (
    f"SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') AND {_MAY_GO} "
    "AND order_id NOT IN (SELECT value FROM json_each(:blocked)))"
)
_WAITING: Final = f"SELECT order_id, hash, prev_hash, bytes {_QUEUED} ORDER BY seq"
_UNSENT_OF: Final = "SELECT id FROM outbox WHERE sends = 0 AND id IN (SELECT value FROM json_each(:ids))"
_SENT: Final = "UPDATE outbox SET state = 'sending', sends = sends + 1, code = '' WHERE id = ?"
LOST_NEEDS: Final = (
    "SELECT command_id, needs_id FROM needs WHERE needs_id NOT IN "
    "(SELECT id FROM outbox WHERE state <> 'withdrawn' AND outcome IS NOT 'rejected')"
)
"""What a command builds on and never comes: damage took it, or its author took it back, or the hub did not want it."""

_LOST: Final = (
    f"SELECT DISTINCT needs_id FROM ({LOST_NEEDS}) WHERE command_id IN (SELECT value FROM json_each(:ids)) "
    "ORDER BY needs_id"
)
_UNANSWERED: Final = (
    "UPDATE outbox SET state = 'queued', code = :code, sends = sends - :unsent WHERE state = 'sending' "
    "AND id IN (SELECT value FROM json_each(:ids)) RETURNING order_id, id, sends"
)
_IN_SCOPE: Final = 'SELECT count(*) FROM orders WHERE holder = :person AND version > 0 AND "left" IS NULL'
_IN_SCOPE_OF: Final = f"{_IN_SCOPE} AND id IN (SELECT value FROM json_each(:ids))"
_ADD_ATTEMPT: Final = "INSERT INTO attempts (at, code, commands) VALUES (?, ?, ?)"
_ENTRY_OF: Final = f"SELECT hash, prev_hash, bytes {_QUEUED} AND id = :id"
_decode_failing = msgspec.json.Decoder(dict[str, Failing]).decode
decode_order_ids = msgspec.json.Decoder(tuple[str, ...]).decode


class Line(Snapshots, Transfers, Tokens):
    """Everything that the engine asks of the store in one session. Only one engine at a time."""

    def __init__(self, inside: Inside) -> None:
        super().__init__(inside)
        self._blocked: dict[str, float] = {}  # monotonic second until which an order waits, as the hub asked
        self._verified: Checkpoint | None = None  # the last one that the copies were found to have
        self._doubted_s = float("-inf")

    def cursor(self) -> str | None:
        """Up to where this laptop has heard the hub."""
        with self._inside.database.read() as connection:
            return meta.get(connection, meta.CURSOR)

    def mark(self) -> str | None:
        """What the hub gave last to prove, later, that it still has what it said to this laptop."""
        with self._inside.database.read() as connection:
            return meta.get(connection, meta.MARK) or meta.get(connection, meta.CURSOR)

    def waiting(self, now_s: float = float("inf")) -> bool:
        """Whether there is a command that may be sent under the person here at that monotonic second."""
        if self._inside.account is None:
            return False
        blocked = ids_json(order for order, until_s in self._blocked.items() if until_s > now_s)
        with self._inside.database.read() as connection:
            values = {**self._may_go(connection), "blocked": blocked}
            return bool(run(connection, _ANY_WAITING, values)[0][0])

    def _may_go(self, connection: Connection) -> dict[str, str]:
        """Whose work goes up: that of the person here, and what others' was handed over."""
        return {"person": self._inside.person.id, "handed": encode(meta.handed_over(connection)).decode()}

    def request(self, limits: Limits, now_s: float) -> ExchangeRequest:
        """The next exchange. Its commands are marked `sending` on the disk before this returns."""
        batch, lost = self._batch(limits, now_s) if self.waiting(now_s) else ((), ())
        account = self._inside.account
        cursor, mark = self.cursor(), self.mark()
        return ExchangeRequest(
            device=account.device if account else "",
            incarnation=account.incarnation if account else "",
            cursor=cursor,
            mark=mark if mark != cursor else None,
            limit=limits.changes,
            clock=ClockReading(self._inside.clock.now()),
            commands=batch,
            lost=lost,
            others=self._asking(),
        )

    def _asking(self) -> Work | None:
        """What of other people's work is to be asked for, as much as goes into one exchange."""
        with self._inside.database.read() as connection:
            raw = meta.get(connection, meta.ASKING)
        whole = msgspec.json.decode(raw, type=Work) if raw else None
        return whole and Work(whole.commands[:MANY_ASKED], whole.photos[:MANY_ASKED])

    def _batch(self, limits: Limits, now_s: float) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """What to send, and what it needs that damage took from here: waited for, all behind it would wait for ever."""
        with self._write("request") as writing:
            # Only one exchange is ever on its way, so these are of one whose answer could not be taken in: a full disk.
            run(writing.connection, _LEFT_OVER)
            rows = run(writing.connection, _WAITING, self._may_go(writing.connection))
            entries = (
                (order_id, Entry(own, prev, msgspec.Raw(raw)))
                for order_id, own, prev, raw in rows
                if command_or_none(raw) is not None  # the next start sets it aside
            )
            batch = next_batch(entries, self._blocked, now_s, limits.commands, limits.command_bytes)
            commands = [opened(entry) for entry in batch]
            values = {"ids": ids_json(command.id for command in commands)}
            first = tuple(row[0] for row in run(writing.connection, _UNSENT_OF, values))
            run_many(writing.connection, _SENT, [(command.id,) for command in commands])
            if first:
                writing.afterwards.append(partial(self._inside.spare.add, Sent(first)))
            self._show(writing, {command.order_id for command in commands})
            lost = tuple(row[0] for row in run(writing.connection, _LOST, values))
        return batch, lost

    def absorb(self, request: ExchangeRequest, reply: Reply, now_s: float = 0.0) -> Change:
        """Take in the answer to `request`, all of it in one transaction.

        Verdicts always count. Changes count only on top of the cursor that was sent, so a repeated or late
        reply does no harm. Commands without a verdict are queued again.
        """
        if request.others is not None and reply.missing is not None:
            self._take_missing(request.others, reply.missing)
        with self._write("absorb", "answer") as writing:
            connection = writing.connection
            meta.hear_time(connection, reply.server_time)
            answers = Answers(self._inside, writing, int(meta.get(connection, meta.SNAPSHOT) or 0))
            answers.take_verdicts(reply.verdicts)
            fits = reply.resync is None and request.cursor == meta.get(connection, meta.CURSOR)
            if fits and reply.cursor is not None and not self._doubtful(writing, reply):
                answers.take_changes(reply.changes)
                meta.put(connection, meta.CURSOR, reply.cursor)
                meta.put(connection, meta.MARK, reply.mark)
                if meta.get(connection, meta.UNPROVED) is not None:
                    meta.put(connection, meta.SNAPSHOT_DUE, "unproved")
                if not reply.has_more:
                    answers.leave_given_away()
                answers.finish()
                checked = self._check(writing, reply, now_s)
            else:
                answers.take_changes(())
                answers.finish()
                checked = None
                if mark := reply.mark or reply.cursor:  # the verdicts are from later than our cursor
                    meta.put(connection, meta.MARK, mark)
                elif any(verdict.outcome is not Outcome.RETRY for verdict in reply.verdicts):
                    meta.put(connection, meta.UNPROVED, "")
            if reply.resync is not None:
                meta.put(connection, meta.CURSOR, None)
                meta.put(connection, meta.MARK, None)
                meta.put(connection, meta.SNAPSHOT_DUE, reply.resync.reason)
            self._count_failures(writing, reply.verdicts)
            self._unanswered(writing, request, "WAIT-LATER")
            self._heard(writing, reply)
            if request.commands:
                self._attempt(writing, "OK", len(request.commands))
        self._verified = checked
        self._doubted = self._doubted or bool(reply.verdicts) or _has_receipts(reply)
        self._blocked = {order: s for order, s in self._blocked.items() if s > now_s}
        self._blocked |= {order: now_s + patience_s for order, patience_s in answers.later.items()}
        return writing.change

    def _take_missing(self, asked: Work, missing: Work) -> None:
        """The hub says what of others' it has lost: the end of a snapshot that knew only of the person here."""
        with self._write("missing", "snapshot") as writing:
            connection = writing.connection
            answers = Answers(self._inside, writing, int(meta.get(connection, meta.SNAPSHOT) or 0))
            answers.queue_again(missing)
            answers.finish()
            whole = msgspec.json.decode(meta.get(connection, meta.ASKING) or "{}", type=Work)
            left = Work(
                tuple(name for name in whole.commands if name not in asked.commands),
                tuple(name for name in whole.photos if name not in asked.photos),
            )
            meta.put(connection, meta.ASKING, encode(left).decode() if left != Work() else None)

    def no_answer(self, request: ExchangeRequest, code: str) -> Change:
        """Nobody answered, so nothing is known: the commands wait again.

        Where no connection was made, they have not left: who wants to may still take them back.
        """
        with self._write("no_answer") as writing:
            self._unanswered(writing, request, code)
            self._attempt(writing, code, len(request.commands))
        return writing.change

    def hopeless(self) -> tuple[str, bytes] | None:
        """Id and whole entry (JSON) of a command that the hub failed at for a day; None where there is none."""
        with self._inside.database.read() as connection:
            for command_id, failing in _failing(connection).items():
                if is_hopeless(failing, self._inside.clock.wall_ms()):
                    for own, prev, raw in run(connection, _ENTRY_OF, {**self._may_go(connection), "id": command_id}):
                        return command_id, msgspec.json.encode(Entry(own, prev, msgspec.Raw(raw)))
        return None

    def _count_failures(self, writing: Writing, verdicts: Sequence[Verdict]) -> None:
        known = _failing(writing.connection)
        counted = {name: failing for name, failing in known.items() if name not in {v.id for v in verdicts}}
        for verdict in verdicts:
            if verdict.outcome is Outcome.RETRY and verdict.why is Why.HUB_FAILED:
                counted[verdict.id] = failed_again(known.get(verdict.id), self._inside.clock.wall_ms())
        if counted != known:
            meta.put(writing.connection, meta.FAILING, encode(counted).decode() if counted else None)

    def refuse(self, command_id: str, code: str, why: Why = Why.MALFORMED, receipt: int | None = None) -> Change:
        """The hub cannot take this one command at all: set it aside as rejected, its bytes kept."""
        verdict = Verdict(command_id, Outcome.REJECTED, why=why, reason=code, receipt=receipt)
        with self._write("refuse", "answer") as writing:
            answers = Answers(self._inside, writing, 0)
            answers.take_verdicts((verdict,))
            answers.finish()
            self._count_failures(writing, (verdict,))
            if why is Why.DEAD_LETTER:
                meta.put(writing.connection, meta.UNPROVED, "")
            self._attempt(writing, code, 1)
        return writing.change

    def _attempt(self, writing: Writing, code: str, commands: int) -> None:
        run(writing.connection, _ADD_ATTEMPT, (self._inside.clock.now(), code, commands))

    def _unanswered(self, writing: Writing, request: ExchangeRequest, code: str) -> None:
        if request.commands:
            ids = ids_json(opened(entry).id for entry in request.commands)
            values = {"ids": ids, "code": code, "unsent": int(code in UNCONNECTED)}
            rows = run(writing.connection, _UNANSWERED, values)
            if never := tuple(command_id for _, command_id, sends in rows if not sends):
                writing.afterwards.append(partial(self._inside.spare.add, Sent(never, gone=False)))
            self._show(writing, {row[0] for row in rows})

    def _show(self, writing: Writing, order_ids: set[str]) -> None:
        reproject(writing.connection, order_ids, self._inside.person)
        if order_ids:
            writing.touch(Change(orders=frozenset(order_ids), outbox=True))

    def _heard(self, writing: Writing, reply: Reply) -> None:
        now = self._inside.clock.now()
        meta.put(writing.connection, meta.LAST_HEARD, now)
        if reply.resync is None and not reply.has_more:
            meta.put(writing.connection, meta.LAST_SYNC, now)
        if reply.presence:
            meta.put(writing.connection, meta.PRESENCE, encode(reply.presence).decode())
            writing.touch(Change(account=True))

    def _doubtful(self, writing: Writing, reply: Reply) -> bool:
        """Whether most orders would go at once, and the hub has not said so twice."""
        connection = writing.connection
        gone = {change.order_id for change in reply.changes if isinstance(change, Left)}
        if len(gone) < MANY_LEFT:
            return False
        person_id = self._inside.person.id
        values = {"person": person_id, "ids": ids_json(gone)}
        going = run(connection, _IN_SCOPE_OF, values)[0][0]
        if going < MANY_LEFT or going * 2 <= run(connection, _IN_SCOPE, values)[0][0]:
            return False
        doubted = meta.get(connection, meta.DOUBTED)
        if doubted is not None and gone.issuperset(decode_order_ids(doubted)):
            meta.put(connection, meta.DOUBTED, None)
            return False
        meta.put(connection, meta.DOUBTED, ids_json(sorted(gone)))
        self._attempt(writing, "SYNC-MANY-LEFT", 0)
        return True

    def _check(self, writing: Writing, reply: Reply, now_s: float) -> Checkpoint | None:
        """Whether the copies are the hub's orders; where not, a snapshot is due (but not for ever again)."""
        moved = any(isinstance(change, OrderChanged | Left) for change in reply.changes)
        if reply.has_more or reply.checkpoint is None:
            return None if moved else self._verified
        if not moved and reply.checkpoint == self._verified:
            return self._verified
        if self._digest(writing.connection) == reply.checkpoint:
            return reply.checkpoint
        if now_s - self._doubted_s >= CHECKED_AGAIN_S:
            self._doubted_s = now_s
            meta.put(writing.connection, meta.CURSOR, None)
            meta.put(writing.connection, meta.SNAPSHOT_DUE, "checkpoint")
        self._attempt(writing, "SYNC-CHECKPOINT", 0)
        return None


def _has_receipts(reply: Reply) -> bool:
    return any(isinstance(change, PhotoStored) for change in reply.changes)


def _failing(connection: Connection) -> dict[str, Failing]:
    raw = meta.get(connection, meta.FAILING)
    return {} if raw is None else _decode_failing(raw)
