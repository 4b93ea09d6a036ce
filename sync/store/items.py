"""Rows of the outbox as values for screens: each command, what became of it, and why it still waits."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from sync.commands import AddPhoto, Choice, CloseOut, Command, DecideReview
from sync.states import OVERLAID, CommandState, PhotoState, Place, place
from sync.store import meta
from sync.store.database import run
from sync.store.inside import Part
from sync.store.projection import command_or_none, decode_command, ids_json
from sync.store.recording import undoable
from sync.store.values import Account, OutboxItem, ReviewView
from sync.verdicts import Review, ReviewState, Verdict

_IN_CRM: Final = (PhotoState.STORED, PhotoState.PURGED)
_decode_verdict = msgspec.json.Decoder(Verdict).decode
_decode_review = msgspec.json.Decoder(Review).decode
_PHOTOS_OF: Final = "SELECT id, state, size FROM photos WHERE order_id IN (SELECT value FROM json_each(:ids))"
_KINDS_OF: Final = (
    "SELECT order_id, seq, kind FROM outbox WHERE order_id IN (SELECT value FROM json_each(:ids)) "
    "AND state <> 'withdrawn'"
)
_LINES_OF: Final = "SELECT id, line FROM orders WHERE id IN (SELECT value FROM json_each(:ids))"
_REVIEWS: Final = "SELECT doc FROM reviews WHERE :id IS NULL OR id = :id ORDER BY received_at, id"


class _Row(NamedTuple):
    """The columns of _SELECT."""

    order_id: str
    raw: bytes
    state: str
    sends: int
    code: str
    verdict: bytes | None
    recorded_at: str
    number: str
    title: str
    address: str
    handed_over: int


_COLUMNS: Final = (
    "order_id, bytes, state, sends, code, verdict, recorded_at, number, title, address, " + meta.IS_HANDED_OVER
)
_SELECT: Final = f"SELECT {_COLUMNS} FROM outbox WHERE state <> 'withdrawn'"
_LATEST: Final = f"{_SELECT} ORDER BY seq DESC LIMIT ?"
_ACTS: Final = f"""
SELECT {_COLUMNS} FROM outbox
WHERE kind <> 'withdraw' AND author = ? AND recorded_at >= ? ORDER BY seq DESC
"""
_OF_ORDER: Final = f"{_SELECT} AND order_id = ? ORDER BY seq DESC"
_DECISIONS: Final = (
    f"{_SELECT} AND kind = 'decide_review' AND state IN ({', '.join(repr(state.value) for state in OVERLAID)}) "
    "ORDER BY seq DESC"
)


class Items(Part):
    """The part of the store's reads that shows commands and reviews."""

    def outbox(self, limit: int = 500) -> tuple[OutboxItem, ...]:
        """What was recorded here, newest first, without what was taken back; of all authors."""
        with self._inside.database.read() as connection:
            return _items(connection, self._inside.account, run(connection, _LATEST, (limit,)))

    def acts(self, since: str) -> tuple[OutboxItem, ...]:
        """What the person here did since that time (RFC 3339), newest first, also what they took back."""
        account = self._inside.account
        if account is None:
            return ()
        with self._inside.database.read() as connection:
            return _items(connection, account, run(connection, _ACTS, (account.person.id, since)))

    def reviews(self, state: ReviewState | None = None) -> tuple[ReviewView, ...]:
        """Reviews as the person here sees them, those in `state` or all, oldest first."""
        with self._inside.database.read() as connection:
            views = self._reviews(connection, None)
        return tuple(view for view in views if state is None or view.review.state is state)

    def review(self, review_id: str) -> ReviewView | None:
        """One review, None where it is not on this laptop."""
        with self._inside.database.read() as connection:
            return next(iter(self._reviews(connection, review_id)), None)

    def _reviews(self, connection: Connection, review_id: str | None) -> list[ReviewView]:
        found = [_decode_review(row[0]) for row in run(connection, _REVIEWS, {"id": review_id})]
        values = {"ids": ids_json({review.order_id for review in found})}
        rows = run(connection, _LINES_OF, values)
        lines = {order_id: self._inside.line_or_none(order_id, raw) for order_id, raw in rows}
        decisions = _decisions(_items(connection, self._inside.account, run(connection, _DECISIONS)))
        views = []
        for copy in found:
            item = decisions.get(copy.id)
            shown = _decided(copy, item, self._inside.account)
            views.append(ReviewView(shown, copy, lines.get(copy.order_id), item, item.place if item else None))
        return views


def items_of(connection: Connection, account: Account | None, order_id: str) -> tuple[OutboxItem, ...]:
    """What was recorded on an order, newest first, without what was taken back."""
    return _items(connection, account, run(connection, _OF_ORDER, (order_id,)))


def _items(connection: Connection, account: Account | None, found: Iterable[Any]) -> tuple[OutboxItem, ...]:
    rows = [row for row in map(_Row._make, found) if command_or_none(row.raw) is not None]
    values = {"ids": ids_json({row.order_id for row in rows})}
    pictures = {photo_id: (PhotoState(state), size) for photo_id, state, size in run(connection, _PHOTOS_OF, values)}
    others: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for order_id, seq, kind in run(connection, _KINDS_OF, values):
        others[order_id].append((seq, kind))
    return tuple(_item(row, account, pictures, others[row.order_id]) for row in rows)


def _item(
    row: _Row,
    account: Account | None,
    pictures: dict[str, tuple[PhotoState, int]],
    others: list[tuple[int, str]],
) -> OutboxItem:
    command = decode_command(row.raw)
    state = CommandState(row.state)
    mine = account is not None and account.person.id == command.author
    handed_over = not mine and bool(row.handed_over)
    own = [pictures[photo_id] for photo_id in _photo_ids(command) if photo_id in pictures]
    here = [picture for picture, _ in own]
    after = {kind for seq, kind in others if seq > command.seq}
    return OutboxItem(
        command=command,
        state=state,
        place=place((state,), here) or Place.ON_LAPTOP,
        recorded_at=row.recorded_at,
        number=row.number,
        title=row.title,
        address=row.address,
        verdict=_decode_verdict(row.verdict) if row.verdict else None,
        why_waiting=_why_waiting(state, row.code, mine or handed_over, account),
        photos_total=len(own),
        photos_stored=sum(picture in _IN_CRM for picture in here),
        bytes_left=sum(size for picture, size in own if picture not in _IN_CRM),
        can_undo=mine and undoable(state, row.sends, command.kind, after),
        mine=mine,
        handed_over=handed_over,
    )


def _photo_ids(command: Command) -> tuple[str, ...]:
    match command.body:
        case AddPhoto(photo_id=photo_id):
            return (photo_id,)
        case CloseOut(photo_ids=photo_ids):
            return photo_ids
        case _:
            return ()


def _why_waiting(state: CommandState, code: str, may_go: bool, account: Account | None) -> str:
    if state is CommandState.SENDING:
        return "WAIT-ANSWER"
    if state is not CommandState.QUEUED:
        return ""
    if not may_go:
        return "WAIT-OTHER-PERSON"
    if account is None or account.signed_out:
        return "WAIT-SIGN-IN"
    return code or "WAIT-LINE"


def _decisions(items: Iterable[OutboxItem]) -> dict[str, OutboxItem]:
    """The decision on its way for each review; the first one counts, as it does for the hub."""
    found: dict[str, OutboxItem] = {}
    for item in items:  # newest first
        if item.mine and isinstance(item.command.body, DecideReview):
            found[item.command.body.review_id] = item
    return found


def _decided(review: Review, item: OutboxItem | None, account: Account | None) -> Review:
    """The review as its decider sees it while the decision is on its way."""
    if item is None or account is None or review.state is not ReviewState.WAITING:
        return review
    body = item.command.body
    if not isinstance(body, DecideReview):
        return review
    accepted = body.choice is Choice.ACCEPT
    return replace(
        review,
        state=ReviewState.ACCEPTED if accepted else ReviewState.SENT_BACK,
        decided_by=account.person.name,
        decided_at=item.command.occurred_at,
        reason=body.reason,
    )
