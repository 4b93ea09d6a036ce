"""Rules that hold in the file itself, whoever writes: the SQL of its triggers, made from the state machines.

Triggers are code, not data: `install` replaces them all whenever they differ from these.
"""

from collections.abc import Iterator, Mapping, Set
from typing import TypeVar

from sqlalchemy import Connection

from sync.states import (
    COMMAND_STEPS,
    COMMAND_STEPS_AFTER_RESTORE,
    PHOTO_STEPS,
    PHOTO_STEPS_AFTER_RESTORE,
    CommandState,
    PhotoState,
)
from sync.store.database import run

KEPT_DAYS = 60
ATTEMPTS_KEPT = 5_000

_State = TypeVar("_State", CommandState, PhotoState)

_COPY = ("id", "version", "assignment_id", "doc", "words_mark", "left", "holder", "seen")
_COMMAND = (
    "seq", "id", "order_id", "author", "kind", "hash", "prev_hash", "bytes", "recorded_at",
    "number", "title", "address",
)  # fmt: skip
_PHOTO = ("id", "order_id", "command_id", "author", "role", "sha256", "size", "added_at")
_GONE = f"'{CommandState.SETTLED.value}', '{CommandState.WITHDRAWN.value}'"


def wanted() -> dict[str, str]:
    """SQL by name of trigger."""
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in _bodies()}


def install(connection: Connection) -> bool:
    """Make the file's triggers these; whether anything had to be done. The caller has the transaction."""
    there = dict(run(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    if there == wanted():
        return False
    drop(connection)
    for sql in wanted().values():
        connection.exec_driver_sql(sql)
    return True


def drop(connection: Connection) -> None:
    """Take all triggers out of the file, for as long as its schema changes."""
    for (name,) in run(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _bodies() -> Iterator[tuple[str, str]]:
    for table, columns in (("orders", _COPY), ("reviews", ()), ("reference", ())):
        # An order of version 0 is no copy: a job found on the street, which its author alone has put there. One that
        # left may go whenever the last work on it is done with.
        copy = {"INSERT": "AND NEW.version <> 0 ", "DELETE": 'AND OLD.version <> 0 AND OLD."left" IS NULL '}
        is_copy = copy if table == "orders" else {}
        for act in ("INSERT", f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE", "DELETE"):
            yield (
                f"{table}_{act.split()[0].lower()}_in_an_answer",
                f"BEFORE {act} ON {table} WHEN NOT EXISTS (SELECT 1 FROM applying) {is_copy.get(act, '')}"
                f"BEGIN {_refuse('server copies change only by an answer of the CRM')}; END",
            )
    for table, recorded in (("outbox", _COMMAND), ("photos", _PHOTO)):
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in recorded)
        yield (
            f"{table}_never_changes",
            f"BEFORE UPDATE OF {', '.join(recorded)} ON {table} WHEN {changed} "
            f"BEGIN {_refuse('what was recorded never changes')}; END",
        )
    yield (
        "needs_never_change",
        f"BEFORE UPDATE ON needs BEGIN {_refuse('what was recorded never changes')}; END",
    )
    yield (
        "outbox_starts",
        f"BEFORE INSERT ON outbox WHEN NEW.state <> '{CommandState.QUEUED.value}' OR NEW.sends <> 0 "
        f"BEGIN {_refuse('a command starts queued')}; END",
    )
    yield (
        "photos_start",
        f"BEFORE INSERT ON photos WHEN NEW.state <> '{PhotoState.SAVED.value}' "
        f"BEGIN {_refuse('a photo starts saved')}; END",
    )
    yield "outbox_steps", _steps("outbox", COMMAND_STEPS, COMMAND_STEPS_AFTER_RESTORE)
    yield "photos_steps", _steps("photos", PHOTO_STEPS, PHOTO_STEPS_AFTER_RESTORE)
    yield (
        "outbox_withdrawn_unsent",
        f"BEFORE UPDATE OF state ON outbox WHEN NEW.state = '{CommandState.WITHDRAWN.value}' "
        f"AND OLD.sends > 0 BEGIN {_refuse('it may have reached the CRM')}; END",
    )
    yield (
        "outbox_kept",
        f"BEFORE DELETE ON outbox WHEN OLD.state NOT IN ({_GONE}) "
        "OR coalesce((SELECT julianday(value) FROM meta WHERE key = 'tidied_at'), 0) "
        f"- julianday(OLD.changed_at) < {KEPT_DAYS} "
        f"BEGIN {_refuse(f'commands are kept until {KEPT_DAYS} days after they are settled')}; END",
    )
    yield (
        "photos_kept",
        f"BEFORE DELETE ON photos WHEN OLD.state <> '{PhotoState.PURGED.value}' "
        f"BEGIN {_refuse('photos are kept until they are purged')}; END",
    )
    yield (
        "attempts_bounded",
        f"AFTER INSERT ON attempts BEGIN DELETE FROM attempts WHERE id <= NEW.id - {ATTEMPTS_KEPT}; END",
    )


def _steps(table: str, steps: Mapping[_State, Set[_State]], after_restore: Mapping[_State, Set[_State]]) -> str:
    legal = _pairs(steps)
    restored = _pairs(after_restore)
    return (
        f"BEFORE UPDATE OF state ON {table} WHEN OLD.state <> NEW.state "
        f"AND OLD.state || '>' || NEW.state NOT IN ({legal}) "
        f"AND NOT (OLD.state || '>' || NEW.state IN ({restored}) "
        "AND EXISTS (SELECT 1 FROM applying WHERE cause = 'snapshot')) "
        f"BEGIN {_refuse('no such step')}; END"
    )


def _pairs(steps: Mapping[_State, Set[_State]]) -> str:
    return ", ".join(f"'{old.value}>{new.value}'" for old in steps for new in sorted(steps[old]))


def _refuse(why: str) -> str:
    return f"SELECT RAISE(ABORT, '{why}')"
