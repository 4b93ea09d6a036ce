"""Mistakes that the simulator must find: each a small change to the real code, switched on for one run.

A simulator that never fails proves nothing. Every entry here is a bug that somebody could write; the last ones are
no bugs at all, and must not be "found".
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from sqlalchemy import update

from sync import crm, effects, engine, plan, rules, states
from sync.bodies import Exchanged
from sync.commands import AddPhoto, CloseOut, Command, opened
from sync.orders import Status, WorkOrder
from sync.server import blobs, exchange, feed, people, uploads
from sync.server.tables import photos
from sync.store.line import Line
from sync.transfers import Transfers
from sync.verdicts import Outcome, Verdict
from sync.wire import ExchangeRequest, NoAnswer, Reply

Wrong = Callable[[Any], Any]
"""Takes the right function and returns the wrong one."""


@dataclass(frozen=True)
class Bug:
    """What is wrong, where (owner, name, wrong function), and the invariants that may show it."""

    what: str
    patches: tuple[tuple[Any, str, Wrong], ...]

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The bug is in the code inside this block."""
        with ExitStack() as undo:
            for owner, name, wrong in self.patches:
                right = owner.__dict__[name]
                function = right.__func__ if isinstance(right, staticmethod) else right
                setattr(owner, name, wrong(function))
                undo.callback(setattr, owner, name, right)
            yield


def _never(_right: Any) -> Any:
    return lambda *_args, **_kwargs: None


def _no_conflict(right: Any) -> Any:
    return lambda *args: replace(right(*args), outcome=Outcome.APPLIED)


def _no_fence(_right: Any) -> Any:
    return lambda *_args: None


def _fence_by_crew(_right: Any) -> Any:
    return lambda order, _command, who: order.crew_id == who.crew_id


def _any_page_is_a_yes(right: Any) -> Any:
    def wrong(self: crm.Crm, request: ExchangeRequest, token: str) -> Any:
        answer = right(self, request, token)
        if isinstance(answer, NoAnswer) and answer.code in {"NET-NOT-THE-HUB", "NET-BAD-TYPE"}:
            ids = [engine._id_of(entry) for entry in request.commands]
            done = tuple(Verdict(name, Outcome.APPLIED) for name in ids)
            return Exchanged(Reply("2025-01-01T00:00:00Z", done, cursor=request.cursor), ())
        return answer

    return wrong


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


def _any_digest(right: Any) -> Any:
    def wrong(self: blobs.Blobs, photo_id: str, sha256: str) -> Any:
        part = self._part(photo_id)
        self._move(part, sha256)
        return self.kind(sha256)

    return wrong


def _old_crew_not_told(right: Any) -> Any:
    def wrong(writing: Any, before: Any, after: WorkOrder, cause: Any) -> Any:
        moved = before is not None and before.crew_id != after.crew_id
        same = replace(before, crew_id=after.crew_id) if moved else before
        return right(writing, same, after, cause)

    return wrong


def _by_clock(right: Any) -> Any:
    def wrong(waiting: Any, *args: Any) -> Any:
        def at(pair: Any) -> str:
            return opened(pair[1]).occurred_at

        return right(sorted(waiting, key=at), *args)

    return wrong


def _late_notes_dropped(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, who: Any) -> Any:
        if order.status is Status.CLOSED:
            return rules.Judgement(Outcome.APPLIED)
        return right(order, command, who)

    return wrong


def _note_in_close_out_lost(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, body: CloseOut, by: Any) -> Any:
        return right(order, command, replace(body, note=""), by)

    return wrong


def _fields_of_close_out_unjudged(right: Any) -> Any:
    def wrong(order: WorkOrder, command: Command, name: str, wanted: Any) -> Any:
        part = right(order, command, name, wanted)
        return replace(part, outcome=Outcome.APPLIED) if isinstance(command.body, CloseOut) else part

    return wrong


def _cursor_one_too_far(right: Any) -> Any:
    def wrong(self: feed.Feed, *args: Any) -> Any:
        page = right(self, *args)
        return replace(page, changes=page.changes[:-1]) if len(page.changes) > 1 else page

    return wrong


def _checkpoint_unread(right: Any) -> Any:
    def wrong(self: Line, request: ExchangeRequest, reply: Reply, *args: Any, **kwargs: Any) -> Any:
        return right(self, request, replace(reply, checkpoint=None), *args, **kwargs)

    return wrong


def _settled_when_sent(right: Any) -> Any:
    def wrong(self: Line, *args: Any, **kwargs: Any) -> ExchangeRequest:
        request: ExchangeRequest = right(self, *args, **kwargs)
        ids = [engine._id_of(entry) for entry in request.commands]
        if ids:
            done = tuple(Verdict(name, Outcome.APPLIED, version=0) for name in ids)
            self.absorb(request, Reply("2025-01-01T00:00:00Z", done, cursor=request.cursor))
        return request

    return wrong


def _receipt_when_chunk_sent(right: Any) -> Any:
    def wrong(self: Any, upload: Any, at: Any, token: str) -> Any:
        moved = right(self, upload, at, token)
        self._line.stored(upload.photo_id, upload.sha256, 1)
        return moved

    return wrong


def _same(right: Any) -> Any:
    def unharmed(*args: Any, **kwargs: Any) -> Any:
        return right(*args, **kwargs)

    return unharmed


BUGS: dict[str, Bug] = {
    "last-write-wins": Bug("a changed value is overwritten unseen", ((rules, "_part", _no_conflict),)),
    "no-fence": Bug("work under a lost assignment changes the job", ((rules, "_gone", _no_fence),)),
    "fence-by-crew": Bug("there and back again counts as never away", ((rules, "is_current", _fence_by_crew),)),
    "any-200-is-ack": Bug("a captive portal's page settles commands", ((crm.Crm, "exchange", _any_page_is_a_yes),)),
    "settled-when-sent": Bug("a command counts as done when it is sent", ((Line, "request", _settled_when_sent),)),
    "stored-when-announced": Bug(
        "a photo counts as stored before its bytes came", ((exchange, "announce_photo", _stored_when_announced),)
    ),
    "wrong-bytes": Bug(
        "a chunk's last byte is lost and nobody compares",
        ((blobs.Blobs, "append", _last_byte_lost), (blobs.Blobs, "finish", _any_digest)),
    ),
    "old-crew-not-told": Bug(
        "reassignment reaches only the new crew", ((exchange, "write_order", _old_crew_not_told),)
    ),
    "no-review": Bug("held work is asked of nobody", ((exchange, "write_review", _never),)),
    "decision-unheard": Bug("a decision never reaches the author", ((exchange, "_settle", _never),)),
    "order-by-clock": Bug("commands go out in the order of the wall clock", ((plan, "next_batch", _by_clock),)),
    "late-notes-dropped": Bug(
        "a note on a closed job is thanked for and dropped", ((rules, "_evidence", _late_notes_dropped),)
    ),
    "close-out-note-lost": Bug("the close-out's note is lost", ((effects, "_closed", _note_in_close_out_lost),)),
    "close-out-overwrites": Bug(
        "a close-out's fields overwrite the office's", ((rules, "_part", _fields_of_close_out_unjudged),)
    ),
    "news-lost": Bug(
        "the cursor passes a change that was not sent, and digests are not compared",
        ((feed.Feed, "page", _cursor_one_too_far), (Line, "absorb", _checkpoint_unread)),
    ),
    "receipt-when-sent": Bug(
        "a photo counts as stored when its first chunk was sent",
        ((Transfers, "_chunk_over", _receipt_when_chunk_sent),),
    ),
}
"""By name; `python -m sync.simulator --bug NAME` runs with one planted."""

CONTROLS: dict[str, Bug] = {
    "nothing-1": Bug("nothing is wrong with the judge", ((exchange, "judge", _same),)),
    "nothing-2": Bug("nothing is wrong with the store", ((Line, "absorb", _same),)),
    "nothing-3": Bug("nothing is wrong with sign-in", ((people.People, "session", _same),)),
    "nothing-4": Bug("nothing is wrong with uploads", ((uploads.Uploads, "patch", _same),)),
    "nothing-5": Bug("nothing is wrong with the words", ((states, "place", _same),)),
}
"""No bugs: a simulator that finds them is wrong itself."""
