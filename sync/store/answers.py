"""Taking in what the hub says, inside one transaction: verdicts, then changed rows, then what they mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sync.states import CommandState, PhotoState, after_verdict
from sync.store import meta
from sync.store.copies import Copies
from sync.store.database import run, run_many
from sync.store.inside import Inside, Writing
from sync.store.left import drop_left
from sync.store.projection import encode, ids_json, reproject
from sync.store.values import Change
from sync.verdicts import Outcome, ReviewState, Verdict, Why
from sync.wire import Changed, OrderChanged, PhotoStored, VerdictChanged, Work

_COMMANDS: Final = "SELECT id, order_id, state, sends, kind FROM outbox WHERE id IN (SELECT value FROM json_each(:ids))"
_MOVE: Final = "UPDATE outbox SET state = ?, code = ?, changed_at = ? WHERE id = ?"
_JUDGE: Final = (
    "UPDATE outbox SET state = ?, code = '', verdict = ?, outcome = ?, version = ?, changed_at = ? WHERE id = ?"
)
_ANNOUNCE: Final = "UPDATE photos SET state = 'announced' WHERE command_id = ? AND state = 'saved'"
_APPLIED: Final = """
SELECT o.id, o.order_id, o.version, iif(c."left" IS NULL, c.version, NULL), r.state
FROM outbox o
LEFT JOIN orders c ON c.id = o.order_id
LEFT JOIN reviews r ON r.id =
    CASE o.kind WHEN 'decide_review' THEN json_extract(CAST(o.bytes AS TEXT), '$.body.review_id') END
WHERE o.state = 'applied' AND (o.verdict IS NOT NULL OR o.version IS NOT NULL OR c.id IS NULL OR c."left" IS NOT NULL)
"""
"""Without what came from the spare, which has no verdict: it waits for the snapshot that shows its order."""

_GIVEN_AWAY: Final = (
    'SELECT id FROM orders WHERE version = 0 AND "left" IS NULL AND holder = ? AND NOT EXISTS ('
    "SELECT 1 FROM outbox WHERE order_id = orders.id AND kind = 'create_order' "
    "AND state NOT IN ('applied', 'settled'))"
)
_REVIEWS_OF: Final = "SELECT id FROM reviews WHERE order_id IN (SELECT value FROM json_each(:ids))"
_PHOTO: Final = "SELECT order_id, sha256, state FROM photos WHERE id = ?"
_PHOTO_AGAIN: Final = "UPDATE photos SET state = 'announced' WHERE id = ?"
TAKEN: Final = (
    "(state IN ('held', 'applied', 'declined', 'rejected', 'settled') AND (coalesce(outcome, '') <> 'rejected' "
    f"OR json_extract(CAST(verdict AS TEXT), '$.why') = '{Why.DEAD_LETTER}'))"
)
"""Of a row of the outbox, in SQL: the hub has it, as far as is known here, be it as a dead letter."""

_COMMANDS_AGAIN: Final = (
    "UPDATE outbox SET state = 'queued', code = 'WAIT-LINE', verdict = NULL, outcome = NULL, version = NULL, "
    f"changed_at = :at WHERE {TAKEN} AND id IN (SELECT value FROM json_each(:ids)) RETURNING order_id"
)
_BYTES_AGAIN: Final = (
    "UPDATE photos SET state = 'announced', url = NULL, receipt = NULL, stored_at = NULL "
    "WHERE state = 'stored' AND id IN (SELECT value FROM json_each(:ids)) RETURNING id, order_id"
)
_PHOTOS_AGAIN: Final = (
    "UPDATE photos SET state = 'saved', url = NULL, receipt = NULL, stored_at = NULL "
    "WHERE state IN ('announced', 'uploading', 'stored') "
    "AND command_id IN (SELECT value FROM json_each(:ids)) RETURNING id, order_id"
)
_PHOTO_STORED: Final = (
    "UPDATE photos SET state = 'stored', receipt = ?, stored_at = ?, code = '', url = NULL WHERE id = ?"
)


class Answers:
    """One answer on its way in. `seen` is the number of the snapshot that it belongs to or came after."""

    def __init__(self, inside: Inside, writing: Writing, seen: int) -> None:
        self._inside = inside
        self._writing = writing
        self._connection = writing.connection
        self._copies = Copies(inside, writing, seen)
        self._now = meta.get(writing.connection, meta.HUB_TIME) or inside.clock.now()
        self._touched: set[str] = set()  # orders to project again
        self.later: dict[str, float] = {}  # seconds of patience that the hub asked for, by order

    def take_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Move the commands on; a verdict that is no news changes nothing."""
        if not verdicts:
            return
        rows = run(self._connection, _COMMANDS, {"ids": ids_json({verdict.id for verdict in verdicts})})
        states = {row[0]: CommandState(row[2]) for row in rows}
        about = {row[0]: row for row in rows}
        first, judged, announced = [], [], []
        for verdict in verdicts:
            if verdict.id not in about:
                continue
            _, order_id, _, sends, kind = about[verdict.id]
            state = states[verdict.id]
            if state is CommandState.QUEUED and sends and verdict.outcome is not Outcome.RETRY:
                # An earlier answer was lost, and this is the proof that the hub has the command.
                first.append((CommandState.SENDING.value, "", self._now, verdict.id))
                state = CommandState.SENDING
            after = after_verdict(state, verdict.outcome)
            if after is state:
                continue
            states[verdict.id] = after
            self._touched.add(order_id)
            if after is CommandState.QUEUED:
                first.append((after.value, "WAIT-LATER", self._now, verdict.id))
                self.later[order_id] = verdict.retry_after_s or 0.0
                continue
            values = (after.value, encode(verdict), verdict.outcome.value, verdict.version)
            judged.append((*values, self._now, verdict.id))
            if kind == "add_photo" and after is not CommandState.REJECTED:
                announced.append((verdict.id,))
        run_many(self._connection, _MOVE, first)
        run_many(self._connection, _JUDGE, judged)
        run_many(self._connection, _ANNOUNCE, announced)

    def take_changes(self, changes: Sequence[Changed], *, whatever_version: bool = False) -> None:
        """Server copies, latest state of each row; with `whatever_version` also back to an older one."""
        self.take_verdicts([change.verdict for change in changes if isinstance(change, VerdictChanged)])
        for change in changes:
            if isinstance(change, PhotoStored):
                self._take_receipt(change)
        # Settled before the orders are projected, so that each is projected once.
        self._settle({c.order.id: c.order.version for c in changes if isinstance(c, OrderChanged)})
        projected, kept = self._copies.take(changes, whatever_version=whatever_version)
        self._touched = (self._touched - projected) | kept

    def queue_again(self, missing: Work) -> None:
        """What the hub had taken and does not have any more goes up again, whoever's it is."""
        ids = {"ids": ids_json(missing.commands)}
        orders = [row[0] for row in run(self._connection, _COMMANDS_AGAIN, {**ids, "at": self._inside.clock.now()})]
        photos = [
            *run(self._connection, _PHOTOS_AGAIN, ids),
            *run(self._connection, _BYTES_AGAIN, {"ids": ids_json(missing.photos)}),
        ]
        self._touched.update((*orders, *(order_id for _, order_id in photos)))
        self._writing.touch(Change(photos=frozenset(photo_id for photo_id, _ in photos), outbox=bool(orders)))

    def touch(self, order_ids: Iterable[str]) -> None:
        """Project these orders again at the end."""
        self._touched.update(order_ids)

    def leave_given_away(self) -> None:
        """Jobs that no answer ever brought, and that are not among all that the hub has for this person: they left."""
        self.leave(row[0] for row in run(self._connection, _GIVEN_AWAY, (self._inside.person.id,)))

    def leave(self, order_ids: Iterable[str]) -> None:
        """The hub did not bring these orders with the others, so they left, whoever took them."""
        self._touched |= self._copies.leave(order_ids)

    def finish(self) -> None:
        """Bring all that was touched up to date. The last act of an answer."""
        self._settle({})
        if not self._touched:
            return
        ids = frozenset(self._touched)
        drop_left(self._writing, self._inside.downloads, ids)
        reproject(self._connection, ids, self._inside.person)
        reviews = frozenset(row[0] for row in run(self._connection, _REVIEWS_OF, {"ids": ids_json(ids)}))
        self._writing.touch(Change(orders=ids, reviews=reviews, outbox=True))

    def _settle(self, coming: Mapping[str, int]) -> None:
        """End the overlay of each applied command whose order is, or will be, as new as its verdict.

        An order that is not here will never be newer. A decision waits for its review to say it too.
        """
        settled = []
        for command_id, order_id, version, copy, review in run(self._connection, _APPLIED):
            copy = coming.get(order_id, copy)
            if review != ReviewState.WAITING and (copy is None or version is None or copy >= version):
                settled.append((CommandState.SETTLED.value, "", self._now, command_id))
                self._touched.add(order_id)
        run_many(self._connection, _MOVE, settled)

    def _take_receipt(self, receipt: PhotoStored) -> None:
        order_id = take_receipt(self._writing, receipt.photo_id, receipt.sha256, receipt.receipt, self._now)
        if order_id is not None:
            self._touched.add(order_id)


def take_receipt(writing: Writing, photo_id: str, sha256: str, receipt: int, at: str) -> str | None:
    """Mark a photo of ours stored; the id of its order, None where that is no news.

    A receipt for other bytes than ours is none: the photo stays as it is.
    """
    rows = run(writing.connection, _PHOTO, (photo_id,))
    if not rows:
        return None
    order_id, own_sha256, state = rows[0]
    if own_sha256 != sha256 or state in (PhotoState.STORED, PhotoState.PURGED):
        return None
    if state in (PhotoState.SAVED, PhotoState.DAMAGED):  # the answer to its announcement was lost
        run(writing.connection, _PHOTO_AGAIN, (photo_id,))
    run(writing.connection, _PHOTO_STORED, (receipt, at, photo_id))
    writing.touch(Change(photos=frozenset({photo_id}), orders=frozenset({order_id}), outbox=True))
    return str(order_id)
