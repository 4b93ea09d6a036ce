"""Seeded bugs on the laptop: its file, its photos, its line."""

from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace

from sync import crm, engine, photo_files, wire
from sync.bodies import Exchanged
from sync.commands import opened
from sync.simulator.bug import Bug, always, instead, never
from sync.simulator.bugs_of_hub import checkpoint_unread
from sync.store import (
    StoreProblem,
    accounts,
    answers,
    copies,
    database,
    inside,
    left,
    line,
    meta,
    recording,
    schema,
    sealing,
    snapshot,
    store,
    tidying,
)
from sync.store import transfers as photo_rows
from sync.store.line import Line
from sync.store.recording import Records
from sync.store.values import Change, Recorded
from sync.transfers import Transfers
from sync.verdicts import Outcome, Verdict
from sync.wire import ExchangeRequest, NoAnswer, Reply

_ALL_GONE = "UPDATE outbox SET state = 'withdrawn' WHERE state = 'queued' AND sends = 0"
_THEN = "2025-01-01T00:00:00Z"


def _any_page_says(outcome: Outcome) -> Any:
    def plant(right: Any) -> Any:
        def wrong(self: crm.Crm, request: ExchangeRequest, token: str) -> Any:
            answer = right(self, request, token)
            if isinstance(answer, NoAnswer) and answer.code in {"NET-NOT-THE-HUB", "NET-BAD-TYPE"}:
                done = tuple(Verdict(engine._id_of(entry), outcome) for entry in request.commands)
                return Exchanged(Reply(_THEN, done, cursor=request.cursor), ())
            return answer

        return wrong

    return plant


def _nonce_ignored(right: Any) -> Any:
    def wrong(status: int, headers: Any, body: bytes, nonce: str, *args: Any) -> Any:
        return right(status, {**headers, wire.H_NONCE.lower(): nonce}, body, nonce, *args)

    return wrong


def _settled_when_sent(right: Any) -> Any:
    def wrong(self: Line, *args: Any, **kwargs: Any) -> ExchangeRequest:
        request: ExchangeRequest = right(self, *args, **kwargs)
        done = tuple(Verdict(engine._id_of(entry), Outcome.APPLIED, version=0) for entry in request.commands)
        if done:
            self.absorb(request, Reply(_THEN, done, cursor=request.cursor))
        return request

    return wrong


def _missing_is_done(right: Any) -> Any:
    def wrong(self: Line, request: ExchangeRequest, reply: Reply, *args: Any, **kwargs: Any) -> Any:
        there = {verdict.id for verdict in reply.verdicts}
        missing = [opened(entry) for entry in request.commands if engine._id_of(entry) not in there]
        done = tuple(Verdict(c.id, Outcome.APPLIED, c.order_id, version=0) for c in missing)
        return right(self, request, replace(reply, verdicts=(*reply.verdicts, *done)), *args, **kwargs)

    return wrong


def _cursor_first(right: Any) -> Any:
    def wrong(self: Line, request: ExchangeRequest, reply: Reply, *args: Any, **kwargs: Any) -> Any:
        if reply.cursor is not None and reply.resync is None:
            with self._inside.write("absorb") as writing:
                meta.put(writing.connection, meta.CURSOR, reply.cursor)
            request = replace(request, cursor=reply.cursor)
        return right(self, request, reply, *args, **kwargs)

    return wrong


def _outbox_cleared(right: Any) -> Any:
    def wrong(self: Any, end: Any) -> Any:
        change = right(self, end)
        with self._inside.write("snapshot_end") as writing:
            writing.connection.exec_driver_sql(_ALL_GONE)
        return change

    return wrong


def _newest_cleared(right: Any) -> Any:
    def wrong(self: Line, request: ExchangeRequest, reply: Reply, *args: Any, **kwargs: Any) -> Any:
        change = right(self, request, reply, *args, **kwargs)
        if any(verdict.outcome is not Outcome.RETRY for verdict in reply.verdicts):
            with self._inside.write("absorb") as writing:
                writing.connection.exec_driver_sql(_ALL_GONE)
        return change

    return wrong


def _whoever_asked(_right: Any) -> Any:
    return lambda self, act, cause=None: self._inside.write(act, cause)


def _by_clock(right: Any) -> Any:
    def wrong(waiting: Any, *args: Any) -> Any:
        return right(sorted(waiting, key=lambda pair: opened(pair[1]).occurred_at), *args)

    return wrong


def _one_problem_stops_all(right: Any) -> Any:
    def wrong(self: Line, request: ExchangeRequest, reply: Reply, *args: Any, **kwargs: Any) -> Any:
        change = right(self, request, reply, *args, **kwargs)
        if any(verdict.outcome is Outcome.RETRY for verdict in reply.verdicts):
            self._blocked = {f"order-{number}": float("inf") for number in range(14)}
        return change

    return wrong


def _receipt_when_chunk_sent(right: Any) -> Any:
    def wrong(self: Any, upload: Any, at: Any, token: str) -> Any:
        moved = right(self, upload, at, token)
        self.line.stored(upload.photo_id, upload.sha256, 1)
        return moved

    return wrong


def _purged_when_begun(right: Any) -> Any:
    def wrong(self: Any, upload: Any, token: str) -> Any:
        moved = right(self, upload, token)
        self.line._inside.files.remove(upload.photo_id)
        return moved

    return wrong


def _damage_unsaid(right: Any) -> Any:
    return lambda self, photo_id, _code: right(self, photo_id, "later")


def _no_sync_of_the_file(right: Any) -> Any:
    def wrong(*args: Any) -> Any:
        connection = right(*args)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    return wrong


def _said_saved(right: Any) -> Any:
    def wrong(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return right(self, *args, **kwargs)
        except StoreProblem:
            return Recorded(self._inside.clock.new_id(), Change())

    return wrong


def _error_unheard(right: Any) -> Any:
    @contextmanager
    def wrong(self: Any, act: str, cause: str | None = None) -> Any:
        try:
            with right(self, act, cause) as connection:
                yield connection
        except StoreProblem as problem:
            if problem.code != "STORE-DISK-ERROR":
                raise

    return wrong


def _file_of_the_unsaved_stays(right: Any) -> Any:
    def wrong(self: Any, *args: Any) -> Any:
        files = self._inside.files
        files.remove = lambda _photo_id: None
        try:
            return right(self, *args)
        finally:
            del files.remove

    return wrong


def _gone_when_revoked(right: Any) -> Any:
    def wrong(self: engine.Engine, problem: Any, account: Any) -> Any:
        if problem.name == "device-revoked":
            with self._store._inside.write("revoked") as writing:
                writing.connection.exec_driver_sql(_ALL_GONE)
        return right(self, problem, account)

    return wrong


def _quoted_in_a_log(right: Any) -> Any:
    def wrong(self: Any, order_id: str, body: Any, *args: Any, **kwargs: Any) -> Any:
        with (self._inside.downloads.parent / "debug.log").open("a", encoding="utf-8") as file:
            file.write(f"{order_id} {body}\n")
        return right(self, order_id, body, *args, **kwargs)

    return wrong


def _verdict_without_version(right: str) -> str:
    return right.replace("o.version, iif", "NULL, iif")


def _no_left(_right: Any) -> Any:
    return lambda _self, _lefts: set()


def _finds_none(right: str) -> str:
    return right.replace("RETURNING", "AND 0 RETURNING")


def _bad_row_takes_its_page(right: Any) -> Any:
    def wrong(body: bytes) -> Any:
        answer = right(body)
        unread = isinstance(answer, Exchanged) and any(kind == "change" for kind, _ in answer.unread)
        return Exchanged(replace(answer.reply, changes=())) if unread else answer

    return wrong


def _all_too_large(right: Any) -> Any:
    def wrong(self: engine.Engine, request: ExchangeRequest, problem: Any) -> None:
        if problem.name != "too-large":
            right(self, request, problem)
            return
        for entry in request.commands:
            self._line.refuse(engine._id_of(entry), problem.name)

    return wrong


def _newer_is_ours(right: Any) -> Any:
    def wrong(connection: Any) -> Any:
        try:
            return right(connection)
        except StoreProblem:
            return schema.REVISIONS[-1]

    return wrong


_PENDING = tuple((owner, "pending", always(set())) for owner in (copies, left, accounts))

LAPTOP: dict[str, Bug] = {
    "any-200-is-ack": Bug(
        "a captive portal's page settles commands", ((crm.Crm, "exchange", _any_page_says(Outcome.APPLIED)),)
    ),
    "404-is-no": Bug("a proxy's page rejects commands", ((crm.Crm, "exchange", _any_page_says(Outcome.REJECTED)),)),
    "nonce-ignored": Bug("an older answer is taken for this one", ((wire, "classify", _nonce_ignored),)),
    "settled-when-sent": Bug("a command counts as done when it is sent", ((Line, "request", _settled_when_sent),)),
    "missing-is-done": Bug("a missing verdict counts as a yes", ((Line, "absorb", _missing_is_done),)),
    "cursor-early": Bug("the cursor is committed before the rows", ((Line, "absorb", _cursor_first),), 800),
    "resync-drops-outbox": Bug(
        "a snapshot clears what waits", ((snapshot.Snapshots, "snapshot_end", _outbox_cleared),),
    ),
    "answer-clears-the-newest": Bug(
        "an answer clears what was recorded while it was on its way", ((Line, "absorb", _newest_cleared),), 800
    ),
    "answer-of-another": Bug(
        "what one person asked for is taken in when another has signed in",
        ((inside.OfSession, "_write", _whoever_asked),),
        2000,
    ),
    "lost-commands-stay-lost": Bug(
        "what a restored hub has lost is not sent again",
        ((answers, "_COMMANDS_AGAIN", _finds_none),),
        1200,
    ),
    "lost-photos-stay-lost": Bug(
        "photos that a restored hub has lost do not go up again",
        tuple((answers, name, _finds_none) for name in ("_BYTES_AGAIN", "_PHOTOS_AGAIN")),
        2000,
    ),
    "order-by-clock": Bug("commands go out in the order of the wall clock", ((line, "next_batch", _by_clock),), 800),
    "all-wait-for-one": Bug(
        "one command that is put off stops all orders", ((Line, "absorb", _one_problem_stops_all),), 800,
    ),
    "no-answer-forgotten": Bug(
        "what had no answer is never sent again",
        (
            (line, "_UNANSWERED", lambda right: right.replace("RETURNING", "AND 0 RETURNING")),
            (line, "_LEFT_OVER", instead("SELECT 1")),
            (line, "_ANY_WAITING", lambda right: right.replace("IN ('queued', 'sending')", "= 'queued'")),
        ),
    ),
    "overlay-dropped-on-ack": Bug(
        "the view falls back until the copy comes", ((answers, "_APPLIED", _verdict_without_version),), 2000
    ),
    "never-settled": Bug("commands never settle", ((answers.Answers, "_settle", never),)),
    "own-conflict": Bug(
        "a command's base is the copy, not what its author saw",
        ((recording, "_ORDER_OF", instead("SELECT doc, NULL FROM orders WHERE id = ?")),),
    ),
    "left-drops-pending": Bug("a job that left takes its unsent work along", _PENDING),
    "left-never-goes": Bug(
        "a job that left stays for ever", ((answers, "drop_left", never), (photo_rows, "drop_left", never))
    ),
    "left-unheard": Bug(
        "the laptop does not hear that a job left, and digests are not compared",
        ((copies.Copies, "_take_left", _no_left), (Line, "absorb", checkpoint_unread)),
    ),
    "receipt-when-sent": Bug(
        "a photo counts as stored when its first chunk was sent",
        ((Transfers, "_chunk_over", _receipt_when_chunk_sent),),
        2000,
    ),
    "purged-when-begun": Bug(
        "a photo's file goes when its upload begins", ((Transfers, "_begin", _purged_when_begun),),
    ),
    "purged-at-once": Bug("a photo's file goes at the next start", ((tidying, "PHOTO_KEPT_DAYS", instead(0)),), 2000),
    "damage-unsaid": Bug(
        "a damaged photo waits for ever", ((photo_rows.Transfers, "upload_failed", _damage_unsaid),), 800
    ),
    "photos-not-synced": Bug("a photo's bytes are not synced", ((photo_files, "_file_to_disk", never),)),
    "names-not-synced": Bug("a photo's name is not synced", ((photo_files, "folder_to_disk", never),)),
    "file-not-synced": Bug(
        "the laptop's file is not synced at a COMMIT",
        ((database, "connect", _no_sync_of_the_file), (database, "_WANTED", instead({}))),
    ),
    "said-saved": Bug("a full disk is not told of", ((Records, "record", _said_saved),)),
    "disk-error-unheard": Bug(
        "a COMMIT that failed is told of as saved", ((database.Database, "write", _error_unheard),), 800
    ),
    "unsaved-comes-back": Bug(
        "a photo that was not saved is there at the next start",
        ((Records, "add_photo", _file_of_the_unsaved_stays),),
        2000,
    ),
    "revoked-is-emptied": Bug(
        "a laptop that was revoked forgets its work", ((engine.Engine, "_troubled", _gone_when_revoked),), 800
    ),
    "sealed-without-photos": Bug(
        "a wiped laptop's photos go with it", ((sealing, "_PHOTOS", instead("FROM photos WHERE 0")),), 2000
    ),
    "bad-row-takes-its-page": Bug(
        "a row that cannot be read takes those of its page along, and digests are not compared",
        ((crm, "piecewise", _bad_row_takes_its_page), (Line, "absorb", checkpoint_unread)),
        800,
    ),
    "too-large-is-refused": Bug(
        "a batch that is too large is given up", ((engine.Engine, "_halve", _all_too_large),), 800
    ),
    "other-key-is-damage": Bug(
        "a file with another key counts as damaged", ((store, "check_key", never),), 800
    ),
    "newer-file-is-ours": Bug(
        "a file of a newer program is opened", ((schema, "revision_of", _newer_is_ours),), 800
    ),
    "half-filled-is-forgotten": Bug("a form left half filled is not kept", ((Records, "save_draft", never),), 800),
    "quoted-in-a-log": Bug("a debug log quotes what people wrote", ((Records, "record", _quoted_in_a_log),)),
}
"""By name."""
