"""Rows of the outbox as values for screens: each command, what became of it, and why it still waits."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select, text

from sync.commands import AddPhoto, Choice, CloseOut, Command, DecideReview
from sync.states import OVERLAID, CommandState, PhotoState, Place, place
from sync.store.inside import Part
from sync.store.projection import decode_command, ids_json
from sync.store.recording import undoable
from sync.store.tables import outbox, reviews
from sync.store.values import Account, OrderLine, OutboxItem, ReviewView
from sync.verdicts import Review, ReviewState, Verdict

_IN_CRM: Final = (PhotoState.STORED, PhotoState.PURGED)
_decode_verdict = msgspec.json.Decoder(Verdict).decode
_decode_review = msgspec.json.Decoder(Review).decode
_photos_of = text(
    "SELECT order_id, id, state, size FROM photos WHERE order_id IN (SELECT value FROM json_each(:ids))"
)
_kinds_of = text(
    "SELECT order_id, seq, kind FROM outbox WHERE order_id IN (SELECT value FROM json_each(:ids)) "
    "AND state <> 'withdrawn'"
)
_lines_of = text("SELECT id, line FROM orders WHERE id IN (SELECT value FROM json_each(:ids))")


class Items(Part):
    """The part of the store's reads that shows commands and reviews."""

    def outbox(self, limit: int = 500) -> tuple[OutboxItem, ...]:
        """What was recorded here, newest first, without what was taken back; of all authors."""
        with self._inside.database.read() as connection:
            return outbox_items(connection, self._inside.account, limit=limit)

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
        statement = select(reviews.c.doc).order_by(reviews.c.received_at, reviews.c.id)
        if review_id is not None:
            statement = statement.where(reviews.c.id == review_id)
        found = [_decode_review(doc) for doc in connection.execute(statement).scalars()]
        values = {"ids": ids_json({review.order_id for review in found})}
        decode_line = msgspec.json.Decoder(OrderLine).decode
        lines = {order_id: decode_line(line) for order_id, line in connection.execute(_lines_of, values)}
        decisions = _decisions(outbox_items(connection, self._inside.account, kind="decide_review"))
        views = []
        for copy in found:
            item = decisions.get(copy.id)
            shown = _decided(copy, item, self._inside.account)
            views.append(
                ReviewView(shown, copy, lines.get(copy.order_id), item, item.place if item else None)
            )
        return views


def outbox_items(
    connection: Connection,
    account: Account | None,
    *,
    limit: int = 500,
    order_id: str | None = None,
    kind: str | None = None,
) -> tuple[OutboxItem, ...]:
    """Rows of the outbox, newest first, without what was taken back; of one order, of one kind, or all."""
    statement = select(outbox).where(outbox.c.state != CommandState.WITHDRAWN.value)
    if order_id is not None:
        statement = statement.where(outbox.c.order_id == order_id)
    if kind is not None:
        open_states = [state.value for state in OVERLAID]
        statement = statement.where(outbox.c.kind == kind, outbox.c.state.in_(open_states))
    rows = connection.execute(statement.order_by(outbox.c.seq.desc()).limit(limit)).mappings().all()
    values = {"ids": ids_json({row["order_id"] for row in rows})}
    pictures: dict[str, tuple[PhotoState, int]] = {}
    for _, photo_id, state, size in connection.execute(_photos_of, values):
        pictures[photo_id] = (PhotoState(state), size)
    later: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for order, seq, its_kind in connection.execute(_kinds_of, values):
        later[order].append((seq, its_kind))
    return tuple(_item(row, account, pictures, later[row["order_id"]]) for row in rows)


def _item(
    row: Any,
    account: Account | None,
    pictures: dict[str, tuple[PhotoState, int]],
    others: list[tuple[int, str]],
) -> OutboxItem:
    command = decode_command(row["bytes"])
    state = CommandState(row["state"])
    mine = account is not None and account.person.id == command.author
    own = [pictures[photo_id] for photo_id in _photo_ids(command) if photo_id in pictures]
    here = [picture for picture, _ in own]
    after = {kind for seq, kind in others if seq > command.seq}
    return OutboxItem(
        command=command,
        state=state,
        place=place((state,), here) or Place.ON_LAPTOP,
        recorded_at=row["recorded_at"],
        number=row["number"],
        title=row["title"],
        address=row["address"],
        verdict=_decode_verdict(row["verdict"]) if row["verdict"] else None,
        why_waiting=_why_waiting(state, row["code"], mine, account),
        photos_total=len(own),
        photos_stored=sum(picture in _IN_CRM for picture in here),
        bytes_left=sum(size for picture, size in own if picture not in _IN_CRM),
        can_undo=mine and undoable(state, row["sends"], command.kind, after),
        mine=mine,
    )


def _photo_ids(command: Command) -> tuple[str, ...]:
    match command.body:
        case AddPhoto(photo_id=photo_id):
            return (photo_id,)
        case CloseOut(photo_ids=photo_ids):
            return photo_ids
        case _:
            return ()


def _why_waiting(state: CommandState, code: str, mine: bool, account: Account | None) -> str:
    if state is CommandState.SENDING:
        return "WAIT-ANSWER"
    if state is not CommandState.QUEUED:
        return ""
    if not mine:
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
