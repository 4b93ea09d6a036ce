"""What a person does, made a command and put on the disk in one COMMIT."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from sync.clock import parse_ms, rfc3339
from sync.commands import AddNote, AddPhoto, AnyBody, CloseOut, Command, CreateOrder, Entry, kind_of, sealed
from sync.decoding import UNDECODABLE
from sync.effects import blank, effect
from sync.journal import Withdrawal, WithdrawalBody, origin
from sync.orders import PhotoRole, Value, WorkOrder
from sync.photo_files import Orphan
from sync.photo_refused import PhotoRefused
from sync.states import CommandState, PhotoState
from sync.store import meta
from sync.store.database import run, run_many
from sync.store.found import put_found, put_missing
from sync.store.inside import Part, Writing
from sync.store.journal import record_withdrawal
from sync.store.left import drop_left
from sync.store.problem import StoreProblem
from sync.store.projection import decode_order, encode, reproject, undecided
from sync.store.spare import Kept, KeptDraft, TakenBack, row_of
from sync.store.tables import drafts, notices, orders, outbox, photos
from sync.store.values import Change, Recorded, RecordedPhoto, Recovered
from sync.values import as_answered, base_of, seen_before

if TYPE_CHECKING:
    from sync.photos import PreparedPhoto

_ORDER_OF = "SELECT doc, shown FROM orders WHERE id = ?"
_LAST = "SELECT seq, hash FROM outbox ORDER BY seq DESC LIMIT 1"
_ADD = (
    "INSERT INTO outbox (seq, id, order_id, author, kind, hash, prev_hash, bytes, recorded_at, "
    "number, title, address, state, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)"
)
_REVIEWS_OF = "SELECT id FROM reviews WHERE order_id = ?"
_DROP_DRAFT = "DELETE FROM drafts WHERE order_id = ? AND author = ?"
_LAST_DRAFT = "SELECT max(saved_at) FROM drafts"
_ADD_NEED = "INSERT INTO needs (command_id, needs_id) VALUES (?, ?)"
_ANNOUNCING = "SELECT id, command_id FROM photos WHERE order_id = ? AND author = ?"
_RECOVERED = (
    "SELECT at, cause, commands, photos, drafts, lost, kept FROM recoveries WHERE NOT seen ORDER BY id DESC LIMIT 1"
)
_command = select(outbox).where(outbox.c.id == bindparam("command_id"))
_set_state = (update(outbox).where(outbox.c.id == bindparam("command_id"))).values(
    state=bindparam("to"), changed_at=bindparam("at")
)


class Records(Part):
    """The writes of people. Their author is whoever signed in last, with or without a line."""

    def record(
        self,
        order_id: str,
        body: AnyBody,
        needs: Iterable[str] = (),
        seen: Mapping[str, Value] = {},
    ) -> Recorded:
        """Put a command on the disk; when this returns it is safe there.

        It carries the values that its author sees now, or, by name of field in `seen`, saw when they answered. A
        CloseOut needs the commands that announce its photos, and ends the order's draft. A CreateOrder makes the
        order `order_id`, which the caller has from the clock. Raises StoreProblem.
        """
        wanted, names = tuple(needs), {f"fields.{name}": value for name, value in seen.items()}
        return self._inside.saving(lambda: self._record(order_id, body, wanted, names))

    def _record(self, order_id: str, body: AnyBody, needs: tuple[str, ...], seen: dict[str, Value]) -> Recorded:
        person = self._inside.person
        with self._inside.write("record") as writing:
            command = self._append(writing, order_id, body, needs, seen)
            if isinstance(body, CloseOut):
                run(writing.connection, _DROP_DRAFT, (order_id, person.id))
        return Recorded(command.id, writing.change)

    def add_photo(self, order_id: str, role: PhotoRole, prepared: "PreparedPhoto") -> RecordedPhoto:
        """Put a photo and its command on the disk: the files first, then one COMMIT for both rows.

        Raises PhotoRefused where the files cannot be written, or the disk is so full that closing a job must come
        first, StoreProblem; then neither is there.
        """
        if not self._inside.ballast.load():
            raise PhotoRefused("PHOTO-DISK-FULL")
        photo_id = self._inside.clock.new_id()
        body = AddPhoto(
            photo_id,
            role,
            prepared.sha256,
            len(prepared.jpeg),
            prepared.width_px,
            prepared.height_px,
            prepared.taken_at,
            prepared.latitude,
            prepared.longitude,
        )
        self._check_order(order_id)
        self._inside.files.save(photo_id, order_id, prepared)
        try:
            with self._inside.write("add_photo") as writing:
                command = self._append(writing, order_id, body, ())
                self._add_photo_row(writing, command, body)
                self._show(writing, order_id)
        except StoreProblem as problem:
            if problem.certain:  # its author hears "not added", so it must not come back
                self._inside.files.remove(photo_id)
            raise
        return RecordedPhoto(command.id, photo_id, writing.change)

    def adopt(self, orphan: Orphan) -> Change:
        """Take up a photo whose file is safe but whose COMMIT never came."""
        body = AddPhoto(orphan.photo_id, PhotoRole.DURING, orphan.sha256, orphan.size_bytes, taken_at=orphan.written_at)
        with self._inside.write("add_photo") as writing:
            command = self._append(writing, orphan.order_id, body, (), must_be_here=False)
            self._add_photo_row(writing, command, body)
            put_missing(writing.connection, self._inside.person)  # the job may have left since
            self._show(writing, orphan.order_id)
        return writing.change

    def withdraw(self, command_id: str) -> Change:
        """Undo: take back a command that was never sent.

        Raises StoreProblem STORE-UNDO-LATE, STORE-NO-COMMAND.
        """
        return self._inside.saving(lambda: self._withdraw(command_id))

    def _withdraw(self, command_id: str) -> Change:
        with self._inside.write("withdraw") as writing:
            row = writing.connection.execute(_command, {"command_id": command_id}).mappings().one_or_none()
            if row is None:
                raise StoreProblem("STORE-NO-COMMAND")
            later = writing.connection.execute(
                select(outbox.c.kind).where(
                    outbox.c.order_id == row["order_id"],
                    outbox.c.seq > row["seq"],
                    outbox.c.state != CommandState.WITHDRAWN.value,
                )
            ).scalars()
            if not undoable(row["state"], row["sends"], row["kind"], set(later)):
                raise StoreProblem("STORE-UNDO-LATE")
            self._move(writing, command_id, CommandState.WITHDRAWN)
            self._record_withdrawal(writing, row["order_id"], command_id)
            drop_left(writing, self._inside.downloads, {row["order_id"]})
            self._show(writing, row["order_id"])
        return writing.change

    def dismiss(self, command_id: str) -> Change:
        """Its author has seen that it was declined or rejected; any other command stays as it is."""
        with self._inside.write("dismiss") as writing:
            row = writing.connection.execute(_command, {"command_id": command_id}).mappings().one_or_none()
            if row is not None and row["state"] in (CommandState.DECLINED, CommandState.REJECTED):
                self._move(writing, command_id, CommandState.SETTLED)
                drop_left(writing, self._inside.downloads, {row["order_id"]})
                self._show(writing, row["order_id"])
        return writing.change

    def save_draft(self, order_id: str, form: dict[str, object]) -> None:
        """Keep a half-filled form (JSON values). It is never sent."""
        raw = encode(form)
        self._inside.saving(lambda: self._put_draft(order_id, raw))

    def _put_draft(self, order_id: str, form: bytes) -> None:
        with self._inside.write("draft") as writing:
            draft = KeptDraft(order_id, self._inside.person.id, form, self._drafted_at(writing.connection))
            statement = upsert(drafts).values(asdict(draft))
            writing.connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["order_id", "author"],
                    set_={"form": statement.excluded.form, "saved_at": statement.excluded.saved_at},
                )
            )
            writing.afterwards.append(partial(self._inside.spare.add, draft))

    def draft(self, order_id: str) -> dict[str, object] | None:
        """The kept form of the person here, None where there is none."""
        with self._inside.database.read() as connection:
            raw = connection.execute(
                select(drafts.c.form).where(drafts.c.order_id == order_id, drafts.c.author == self._inside.person.id)
            ).scalar()
        return None if raw is None else msgspec.json.decode(raw, type=dict[str, object])

    def drop_draft(self, order_id: str) -> None:
        """Forget the kept form."""
        with self._inside.write("draft") as writing:
            run(writing.connection, _DROP_DRAFT, (order_id, self._inside.person.id))
            gone = KeptDraft(order_id, self._inside.person.id, None, self._drafted_at(writing.connection))
            writing.afterwards.append(partial(self._inside.spare.add, gone))

    def _drafted_at(self, connection: Connection) -> str:
        """When a form is kept: later than any before it, whatever the clock says, since the spare's yields to later."""
        at = self._inside.clock.now()
        last = max(meta.get(connection, meta.DRAFTED_AT) or "", run(connection, _LAST_DRAFT)[0][0] or "")
        if at <= last:
            at = rfc3339(parse_ms(last) + 1)
        meta.put(connection, meta.DRAFTED_AT, at)
        return at

    def hand_over(self, author: str) -> Change:
        """The person here brings what another one has recorded on this laptop up to now and never sent.

        It stays its author's, and the hub holds it until a supervisor releases it; with their own sign-in it
        would take effect at once, so this is for somebody who does not come back.
        """
        with self._inside.write("hand_over") as writing:
            last = writing.connection.execute(select(func.max(outbox.c.seq)).where(outbox.c.author == author)).scalar()
            if last is not None:
                known = meta.handed_over(writing.connection)
                meta.put(writing.connection, meta.HANDED_OVER, encode({**known, author: last}).decode())
                writing.touch(Change(outbox=True))
        return writing.change

    def see_notices(self) -> Change:
        """The person here has seen which jobs left."""
        with self._inside.write("notices") as writing:
            mine = notices.c.holder == self._inside.person.id
            result = writing.connection.execute(update(notices).where(mine, ~notices.c.seen).values(seen=True))
            if result.rowcount:
                writing.touch(Change(account=True))
        return writing.change

    def recovered(self) -> Recovered | None:
        """What was put right at a start and nobody has seen yet."""
        with self._inside.database.read() as connection:
            row = run(connection, _RECOVERED)
        return Recovered(*row[0]) if row else None

    def see_recovered(self) -> None:
        """The person here has read it."""
        with self._inside.write("notices") as writing:
            run(writing.connection, "UPDATE recoveries SET seen = 1 WHERE NOT seen")

    def _check_order(self, order_id: str) -> None:
        with self._inside.database.read() as connection:
            if connection.execute(select(orders.c.row).where(orders.c.id == order_id)).scalar() is None:
                raise StoreProblem("STORE-NO-ORDER")

    def _append(
        self,
        writing: Writing,
        order_id: str,
        body: AnyBody,
        wanted: tuple[str, ...],
        seen: Mapping[str, Value] = {},
        *,
        must_be_here: bool = True,
    ) -> Command:
        person, clock = self._inside.person, self._inside.clock
        connection = writing.connection
        found = run(connection, _ORDER_OF, (order_id,))
        if not found and must_be_here and not isinstance(body, CreateOrder):
            raise StoreProblem("STORE-NO-ORDER")
        try:
            copy = decode_order(found[0][0]) if found else None
            order = decode_order(found[0][1]) if found and found[0][1] else copy
        except UNDECODABLE:
            raise StoreProblem("STORE-JOB-UNREADABLE") from None
        if isinstance(body, CloseOut) and body.photo_ids:
            announced = dict(run(connection, _ANNOUNCING, (order_id, person.id)))
            proofs = (announced[photo_id] for photo_id in body.photo_ids if photo_id in announced)
            wanted = tuple(dict.fromkeys((*wanted, *proofs)))
        base = as_answered(base_of(order, body), order, seen, person.id) if order else {}
        if base and copy is not None and order is not copy:
            base = seen_before(base, copy, undecided(connection, copy, person))
        seq, last_hash = self._last(connection)
        command = Command(
            id=clock.new_id(),
            seq=seq + 1,
            order_id=order_id,
            author=person.id,
            occurred_at=clock.now(),
            body=body,
            assignment_id=order.assignment_id if order else None,
            needs=wanted,
            base=base,
        )
        if order is None and isinstance(body, CreateOrder):
            order = effect(blank(order_id), command, person)
            put_found(connection, blank(order_id), order, person)
        kept = _kept(command, sealed(command, last_hash), order)
        run(connection, _ADD, (*row_of(kept), command.occurred_at))
        writing.afterwards.append(partial(self._inside.spare.add, kept))
        if wanted:
            run_many(connection, _ADD_NEED, [(command.id, needed) for needed in wanted])
        if not isinstance(body, AddPhoto):  # its row comes first
            self._show(writing, order_id)
        return command

    def _last(self, connection: Connection) -> tuple[int, str]:
        """Number and hash of the act before the next one."""
        found = run(connection, _LAST)
        if found:
            return int(found[0][0]), str(found[0][1])
        device = meta.get(connection, meta.DEVICE) or ""
        meta.put(connection, meta.JOURNAL_OF, device)
        return 0, origin(device)

    def _record_withdrawal(self, writing: Writing, order_id: str, command_id: str) -> None:
        person, clock = self._inside.person, self._inside.clock
        seq, last_hash = self._last(writing.connection)
        body = WithdrawalBody(command_id)
        act = Withdrawal(clock.new_id(), seq + 1, order_id, person.id, clock.now(), body)
        kept = record_withdrawal(writing, act, last_hash)
        writing.afterwards.append(partial(self._inside.spare.add, TakenBack(command_id), kept))

    def _add_photo_row(self, writing: Writing, command: Command, body: AddPhoto) -> None:
        writing.connection.execute(
            insert(photos),
            {
                "id": body.photo_id,
                "order_id": command.order_id,
                "command_id": command.id,
                "author": command.author,
                "role": body.role.value,
                "sha256": body.sha256,
                "size": body.size,
                "width_px": body.width_px,
                "height_px": body.height_px,
                "taken_at": body.taken_at,
                "added_at": command.occurred_at,
                "state": PhotoState.SAVED.value,
            },
        )
        writing.touch(Change(photos=frozenset({body.photo_id})))

    def _move(self, writing: Writing, command_id: str, to: CommandState) -> None:
        writing.connection.execute(
            _set_state, {"command_id": command_id, "to": to.value, "at": self._inside.clock.now()}
        )

    def _show(self, writing: Writing, order_id: str) -> None:
        reproject(writing.connection, (order_id,), self._inside.person)
        reviews = frozenset(row[0] for row in run(writing.connection, _REVIEWS_OF, (order_id,)))
        writing.touch(Change(orders=frozenset({order_id}), reviews=reviews, outbox=True))


def _kept(command: Command, entry: Entry, order: WorkOrder | None) -> Kept:
    """What the row and the spare have of a command."""
    about = (order.number, order.title, order.address) if order else ("", "", "")
    return Kept(
        command.seq,
        command.id,
        command.order_id,
        command.author,
        command.kind,
        entry.hash,
        entry.prev_hash,
        bytes(entry.command),
        command.occurred_at,
        *about,
    )


def undoable(state: str, sends: int, kind: str, later: Iterable[str]) -> bool:
    """Whether a command may be taken back, given the kinds of the order's later commands.

    Notes and photos stand alone, but not on an order that is no more; anything else may have been based on what
    this one changed.
    """
    alone = set() if kind == "create_order" else {kind_of(AddNote("", "")), "add_photo"}
    return state == CommandState.QUEUED and sends == 0 and kind != "add_photo" and set(later) <= alone
