"""What each start makes whole: the database and its spare each get what only the other has, and a person is told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Final

import msgspec
from msgspec.structs import astuple, replace
from sqlalchemy import Connection

from sync.commands import AddPhoto
from sync.journal import Cut
from sync.states import CommandState, PhotoState
from sync.store import meta
from sync.store.database import run, run_many
from sync.store.found import put_missing
from sync.store.inside import Inside, Writing
from sync.store.left import drop_left
from sync.store.projection import command_or_none, encode, reproject_all
from sync.store.recovery import Recovering, told
from sync.store.spare import Contents, Facts, Kept, KeptDraft, Record, Sent, TakenBack, row_of
from sync.verdicts import Outcome, Verdict, Why

SLACK: Final = 200
"""So many records more than needed are no reason yet to write the spare anew."""

_KEPT: Final = "seq, id, order_id, author, kind, hash, prev_hash, bytes, recorded_at, number, title, address"
_ACTS: Final = (
    f"SELECT {_KEPT}, state = 'settled', state = 'withdrawn', sends > 0 FROM outbox WHERE seq > ? ORDER BY seq"
)
_DRAFTS: Final = "SELECT order_id, author, form, saved_at FROM drafts"
_PUT_DRAFT: Final = "INSERT OR REPLACE INTO drafts (order_id, author, form, saved_at) VALUES (?, ?, ?, ?)"
_ADD: Final = (
    f"INSERT INTO outbox ({_KEPT}, state, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)"
)
_ADD_PHOTO: Final = (
    "INSERT INTO photos (id, order_id, command_id, author, role, sha256, size, width_px, height_px, taken_at, "
    "added_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'saved')"
)
_TAKE_BACK: Final = "UPDATE outbox SET state = 'withdrawn' WHERE id = ? RETURNING order_id"
_SENT: Final = "UPDATE outbox SET sends = 1 WHERE id = ?"
_QUARANTINE: Final = "INSERT INTO quarantine (at, kind, why, bytes) VALUES (?, 'command', 'STORE-UNREADABLE', ?)"
_ANNOUNCING: Final = "SELECT bytes, state FROM outbox WHERE kind = 'add_photo' AND state <> 'withdrawn'"
_TELL: Final = (
    "INSERT INTO recoveries (at, cause, commands, photos, drafts, lost, kept, seen) VALUES (?, ?, ?, ?, ?, ?, ?, 0)"
)
_UNTOLD: Final = frozenset({"add_photo", "withdraw"})  # a photo is told of by itself, an undo is nobody's work
_AT_THE_HUB: Final = frozenset(
    {CommandState.APPLIED, CommandState.SETTLED, CommandState.HELD, CommandState.DECLINED}
)


def heal(inside: Inside) -> None:
    """Take from the spare what the database lacks. Raises OSError, StoreProblem."""
    contents = inside.spare.read()
    with inside.database.read() as connection:
        there = {row[0] for row in run(connection, "SELECT id FROM outbox")}
        queued = run(connection, "SELECT id, bytes FROM outbox WHERE state = 'queued'")
        unreadable = [command_id for command_id, raw in queued if command_or_none(raw) is None]
        recovering = told(connection)
        cut = meta.get(connection, meta.JOURNAL_CUT)
        forgotten = 0 if cut is None else msgspec.json.decode(cut, type=Cut).seq
        unsent = {row[0] for row in run(connection, "SELECT id FROM outbox WHERE state = 'queued' AND sends = 0")}
        drafts = _newer_drafts(connection, contents)
    missing = [kept for kept in contents.commands.values() if kept.id not in there and kept.seq > forgotten]
    taken_back, sent = unsent & contents.taken_back, unsent & contents.sent
    if recovering is not None or missing or unreadable or taken_back or sent or drafts:
        with inside.write("heal") as writing:
            run_many(writing.connection, _SENT, [(command_id,) for command_id in sent])
            _take_back(inside, writing, taken_back)
            run_many(writing.connection, _PUT_DRAFT, [astuple(draft) for draft in drafts])
            if recovering is not None or missing or unreadable:
                _heal(inside, writing, contents, missing, unreadable)
            if inside.account is not None:
                reproject_all(writing.connection, inside.account.person)


def _take_back(inside: Inside, writing: Writing, command_ids: Iterable[str]) -> None:
    """Withdrawn once more; a job that one of them had found goes with it."""
    jobs = [run(writing.connection, _TAKE_BACK, (command_id,))[0][0] for command_id in command_ids]
    drop_left(writing, inside.downloads, jobs)


def _newer_drafts(connection: Connection, contents: Contents) -> list[KeptDraft]:
    """Those of the spare whose COMMIT the database has lost. One that was dropped in the last moment may be back."""
    here = {(order_id, author): saved_at for order_id, author, _, saved_at in run(connection, _DRAFTS)}
    return [draft for place, draft in contents.drafts.items() if place not in here or here[place] < draft.saved_at]


def _heal(inside: Inside, writing: Writing, contents: Contents, missing: list[Kept], unreadable: list[str]) -> None:
    connection = writing.connection
    now = inside.clock.now()
    what = told(connection)
    for kept in missing:
        _import(connection, kept, now, was_taken_back=kept.id in contents.taken_back)
    for command_id in unreadable:
        _set_aside(connection, command_id, now)
    if inside.account is not None:
        put_missing(connection, inside.account.person)
    photos = _photos_of(connection)
    if what is None:
        told_of = [kept for kept in missing if not kept.done and kept.kind not in _UNTOLD]
        what = Recovering("missing" if missing else "unreadable", now, commands=len(told_of), photos=photos)
        if missing:
            meta.put(connection, meta.CURSOR, None)
            meta.put(connection, meta.SNAPSHOT_DUE, "recovered")
    lost = what.lost + len(unreadable)
    if what.commands is None:
        lost += _lost(connection, contents, what.numbers)
    meta.put(connection, meta.RECOVERING, encode(replace(what, lost=lost, numbers=frozenset())).decode())


def _import(connection: Connection, kept: Kept, now: str, *, was_taken_back: bool) -> None:
    """The command waits again, exact bytes and all. It may have been sent: then its answer is the stored one.

    One that was done is at the hub, but perhaps not in the copy here: it lies over that until a snapshot shows it, or
    says that the hub has lost it.
    """
    taken = run(connection, "SELECT 1 FROM outbox WHERE seq = ?", (kept.seq,))
    seq = run(connection, "SELECT max(seq) + 1 FROM outbox")[0][0] if taken else kept.seq
    run(connection, _ADD, (seq, *row_of(kept)[1:], now))
    if was_taken_back or kept.kind == "withdraw":
        run(connection, "UPDATE outbox SET state = 'withdrawn' WHERE id = ?", (kept.id,))
        return
    run(connection, _SENT, (kept.id,))
    for state in ("sending", "applied") if kept.done else ():
        run(connection, "UPDATE outbox SET state = ?, outcome = 'applied' WHERE id = ?", (state, kept.id))
    command = command_or_none(kept.raw)
    if command is not None:
        for needed in command.needs:
            run(connection, "INSERT OR IGNORE INTO needs VALUES (?, ?)", (kept.id, needed))


def _set_aside(connection: Connection, command_id: str, now: str) -> None:
    """A command that this program cannot read stops nothing: its bytes are kept, its author is told."""
    raw = run(connection, "SELECT bytes FROM outbox WHERE id = ?", (command_id,))[0][0]
    run(connection, _QUARANTINE, (now, raw))
    verdict = encode(Verdict(command_id, Outcome.REJECTED, why=Why.MALFORMED, reason="STORE-UNREADABLE"))
    for state in ("sending", "rejected", "settled"):
        run(connection, "UPDATE outbox SET state = ? WHERE id = ? AND state <> ?", (state, command_id, state))
    run(
        connection,
        "UPDATE outbox SET verdict = ?, outcome = 'rejected', code = 'STORE-UNREADABLE', changed_at = ? WHERE id = ?",
        (verdict, now, command_id),
    )


def _photos_of(connection: Connection) -> int:
    """A row for each announced photo that has none; how many."""
    known = {row[0] for row in run(connection, "SELECT id FROM photos")}
    made = 0
    for raw, state in run(connection, _ANNOUNCING):
        command = command_or_none(raw)
        if command is None or not isinstance(command.body, AddPhoto) or command.body.photo_id in known:
            continue
        body = command.body
        about = (body.photo_id, command.order_id, command.id, command.author, body.role.value, body.sha256, body.size)
        run(connection, _ADD_PHOTO, (*about, body.width_px, body.height_px, body.taken_at, command.occurred_at))
        if CommandState(state) in _AT_THE_HUB:  # the hub says whether it has the bytes too
            run(connection, "UPDATE photos SET state = 'announced' WHERE id = ?", (body.photo_id,))
        made += 1
    return made


def _lost(connection: Connection, contents: Contents, numbers: frozenset[int]) -> int:
    """How many commands neither file can read, by the file's index; where that is broken too, by gaps in the numbers.

    With a whole spare a number that is missing was settled and forgotten.
    """
    here = [row[0] for row in run(connection, "SELECT seq FROM outbox")]
    gaps = max(here) - min(here) + 1 - len(here) if here else 0
    return max(len(numbers.difference(here)), min(gaps, contents.broken) if contents.records else gaps)


def tell(inside: Inside, damaged_photos: int) -> None:
    """Write down what was put right, for the person; `damaged_photos` are files that no longer open."""
    with inside.database.read() as connection:
        what = told(connection)
    if what is None:
        return
    with inside.write("heal") as writing:
        connection = writing.connection
        commands, photos = what.commands, what.photos
        if commands is None:
            counted = dict(Counter(row[0] for row in run(connection, "SELECT kind FROM outbox WHERE state = 'queued'")))
            commands = sum(count for kind, count in counted.items() if kind != "add_photo")
            gone = (PhotoState.STORED.value, PhotoState.PURGED.value)
            photos = run(connection, "SELECT count(*) FROM photos WHERE state NOT IN (?, ?)", gone)[0][0]
        drafts = run(connection, "SELECT count(*) FROM drafts")[0][0]
        lost = what.lost + (damaged_photos if what.commands is None else 0)
        run(connection, _TELL, (what.at, what.cause, commands, photos or 0, drafts, lost, what.kept))
        meta.put(connection, meta.RECOVERING, None)


def top_up(inside: Inside, *, forget: int | None) -> None:
    """Give the spare what it lacks, without the acts up to `forget`. A full disk costs nothing here."""
    contents = inside.spare.read()
    with inside.database.read() as connection:
        rows = run(connection, _ACTS, (forget or 0,))
        drafts = [KeptDraft(*row) for row in run(connection, _DRAFTS)]
        facts = {name: value for name in meta.FACTS if (value := meta.get(connection, name)) is not None}
    acts = [_kept(row) for row in rows]
    undone = [TakenBack(row[1]) for row in rows if row[13] and row[4] != "withdraw"]
    sent = Sent(tuple(row[1] for row in rows if row[14] and not row[12]))
    wanted: list[Record] = [Facts(facts), *acts, *undone, sent, *drafts]
    stale = sum(act.done and act.id in contents.commands and not contents.commands[act.id].done for act in acts)
    if forget is not None or contents.broken or stale > SLACK or contents.records > 2 * len(wanted) + SLACK:
        with suppress(OSError):
            inside.spare.replace(wanted)
        return
    lacking: list[Record] = [act for act in acts if act.id not in contents.commands]
    lacking += [one for one in undone if one.id not in contents.taken_back]
    lacking += [sent] if not contents.sent.issuperset(sent.ids) else []
    lacking += [draft for draft in drafts if contents.drafts.get((draft.order_id, draft.author)) != draft]
    lacking += [Facts(facts)] if contents.facts != facts else []
    if lacking:
        inside.spare.add(*lacking)


def _kept(row: Sequence[Any]) -> Kept:
    return msgspec.convert(dict(zip(Kept.__struct_fields__, row, strict=False)), Kept, strict=False)
