"""Seeded bugs in the hub: its log, its feed, its photos."""

from typing import Any

from msgspec import Raw
from msgspec.structs import replace
from sqlalchemy import update

from sync import effects
from sync.commands import AddPhoto, Command, opened
from sync.orders import WorkOrder
from sync.rules import judging
from sync.rules.judgement import Judgement, rejected
from sync.server import blobs, checks, exchange, feed
from sync.server.database import Reading
from sync.server.scopes import DESK, Session
from sync.server.tables import command_log, photos
from sync.simulator.bug import Bug, always, never
from sync.store.line import Line
from sync.verdicts import Why
from sync.wire import ExchangeRequest, Reply, Resync


def _stored_when_announced(right: Any) -> Any:
    def wrong(writing: Any, command: Command, body: AddPhoto, session: Any) -> None:
        right(writing, command, body, session)
        values = {"stored": True, "receipt": writing.next_seq()}
        writing.connection.execute(update(photos).where(photos.c.id == body.photo_id), values)

    return wrong


def _last_byte_lost(right: Any) -> Any:
    def wrong(self: blobs.Blobs, photo_id: str, offset: int, chunk: bytes) -> int:
        right(self, photo_id, offset, chunk[:-1] + b"\0" if chunk else chunk)
        return offset + len(chunk)

    return wrong


def _any_digest(_right: Any) -> Any:
    def wrong(self: blobs.Blobs, photo_id: str, sha256: str) -> Any:
        self._move(self._part(photo_id), sha256)
        return self.kind(sha256)

    return wrong


def _old_crew_not_told(right: Any) -> Any:
    def wrong(writing: Any, before: Any, after: WorkOrder, cause: Any) -> Any:
        moved = before is not None and before.crew_id != after.crew_id
        kept = replace(before, crew_id=after.crew_id) if moved else before
        return right(writing, kept, after, cause)

    return wrong


def _cursor_one_too_far(right: Any) -> Any:
    def wrong(self: feed.Feed, *args: Any) -> Any:
        page = right(self, *args)
        return replace(page, changes=page.changes[:-1]) if len(page.changes) > 1 else page

    return wrong


def checkpoint_unread(right: Any) -> Any:
    """The laptop does not compare digests."""

    def wrong(self: Line, request: ExchangeRequest, reply: Reply, *args: Any, **kwargs: Any) -> Any:
        return right(self, request, replace(reply, checkpoint=None), *args, **kwargs)

    return wrong


_UNKNOWN = exchange._LOGGED.where(command_log.c.id == "")
_LOST_LOG: list[tuple[Any, Any, Any]] = []


def _log_in_its_own_transaction(right: Any) -> Any:
    def wrong(self: Any, *about: Any) -> Any:
        _LOST_LOG.clear()
        verdict = right(self, *about)
        for values in _LOST_LOG:
            with self._database.writing() as writing:
                writing.upsert(command_log, values)
                self._step("exchange.before_commit")
        return verdict

    return wrong


class _Later:
    """A connection that does not insert what is for the log yet."""

    def __init__(self, writing: Any) -> None:
        self._writing, self.connection = writing, self

    def execute(self, _statement: Any, values: Any) -> None:
        _LOST_LOG.append(values)

    def next_seq(self) -> int:
        return int(self._writing.next_seq())


def _log_later(right: Any) -> Any:
    return lambda writing, *args, **kwargs: right(_Later(writing), *args, **kwargs)


def _epoch_ignored(right: Any) -> Any:
    def wrong(self: feed.Feed, reading: Reading, session: Any, cursor: Any) -> Any:
        place = right(self, reading, session, cursor)
        if isinstance(place, Resync) and place.reason == "epoch-changed":
            was = self._opened(cursor)
            return min(was.seq, reading.seq) if was else place
        return place

    return wrong


def _author_is_whoever_sends(right: Any) -> Any:
    def wrong(writing: Any, session: Session, entry: Any, verdict: Any, _author: str = "") -> Any:
        return right(writing, session, entry, verdict, session.person.crew_id or "desk")

    return wrong


def _kept_anew(right: Any) -> Any:
    def wrong(writing: Any, session: Session, entry: Any, verdict: Any, author: str = "") -> Any:
        spaced = bytes(entry.command).replace(b'","', b'", "', 1)
        opened(entry)
        return right(writing, session, replace(entry, command=Raw(spaced)), verdict, author)

    return wrong


def _later_ones_go_on(_right: Any) -> Any:
    def wrong(self: Any, session: Session, request: ExchangeRequest, known: Any) -> Any:
        return tuple(self._verdict(session, entry, known) for entry in request.commands)

    return wrong


def _any_is_there(_right: Any) -> Any:
    return lambda path: f"{path.parent.name}{path.name}"


def _refused_when_deleted(right: Any) -> Any:
    def wrong(order: Any, command: Command, *args: Any, **kwargs: Any) -> Judgement:
        judged: Judgement = right(order, command, *args, **kwargs)
        return rejected(Why.ORDER_UNKNOWN) if judged.why is Why.ORDER_UNKNOWN else judged

    return wrong


HUB: dict[str, Bug] = {
    "no-dedupe": Bug(
        "a command that comes again is done again",
        (
            (exchange.Exchange, "_answered", always({})),
            (exchange, "_LOGGED", lambda _right: _UNKNOWN),
            (exchange, "_LOG", lambda right: right.prefix_with("OR REPLACE")),
            (judging, "done_to", always(False)),
            (effects, "done_to", always(False)),
        ),
    ),
    "dedupe-in-another-transaction": Bug(
        "the log's row is committed after the effect",
        (
            (exchange.Exchange, "_verdict", _log_in_its_own_transaction),
            (exchange, "_keep", _log_later),
            (judging, "done_to", always(False)),
            (effects, "done_to", always(False)),
        ),
        1200,
    ),
    "stored-when-announced": Bug(
        "a photo counts as stored before its bytes came", ((exchange, "announce_photo", _stored_when_announced),)
    ),
    "wrong-bytes": Bug(
        "a chunk's last byte is lost and nobody compares",
        ((blobs.Blobs, "append", _last_byte_lost), (blobs.Blobs, "finish", _any_digest)),
    ),
    "old-crew-not-told": Bug(
        "reassignment reaches only the new crew", ((exchange, "write_order", _old_crew_not_told),),
    ),
    "no-review": Bug("held work is asked of nobody", ((exchange, "write_review", never),)),
    "decision-unheard": Bug("a decision never reaches the author", ((exchange, "_settle", never),)),
    "news-lost": Bug(
        "the cursor passes a change that was not sent, and digests are not compared",
        ((feed.Feed, "page", _cursor_one_too_far), (Line, "absorb", checkpoint_unread)),
    ),
    "epoch-ignored": Bug(
        "nobody is told that the hub was restored",
        ((feed.Feed, "place", _epoch_ignored), (Line, "absorb", checkpoint_unread)),
        1200,
    ),
    "run-ignored": Bug(
        "a restored hub is not found out once new work has passed the old cursors",
        ((Reading, "end_of", always(float("inf"))), (Line, "absorb", checkpoint_unread)),
        2000,
    ),
    "author-rewritten": Bug("the log names another author", ((exchange, "_keep", _author_is_whoever_sends),)),
    "kept-anew": Bug("the hub keeps other bytes than were sealed", ((exchange, "_keep", _kept_anew),)),
    "later-ones-go-on": Bug(
        "a command overtakes one that was put off on its order",
        ((exchange.Exchange, "_verdicts", _later_ones_go_on),),
        1200,
    ),
    "deleted-is-refused": Bug(
        "work on a job that the office deleted is refused", ((exchange, "judge", _refused_when_deleted),), 800
    ),
    "everybody-sees-all": Bug(
        "a crew is sent all jobs of the city", ((Session, "scope", lambda _right: property(lambda _self: DESK)),)
    ),
    "lost-photo-unsaid": Bug(
        "the hub's check believes that what it stored is there", ((checks, "digest_of", _any_is_there),), 800
    ),
    "hub-never-syncs": Bug("the hub's photos are not synced", ((blobs, "_to_disk", never),), 2000),
    "hub-never-syncs-folders": Bug(
        "the names of the hub's photos are not synced", ((blobs, "_folder_to_disk", never),), 2000,
    ),
}
"""By name."""
