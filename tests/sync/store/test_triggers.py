"""What the file itself refuses, whoever writes to it."""

import pytest
from sqlalchemy.exc import DBAPIError

from sync.commands import StartWork
from sync.orders import PhotoRole, WorkOrder
from sync.store import Store
from sync.store.triggers import ATTEMPTS_KEPT
from tests.builders import a_photo
from tests.sync.store.office import LIMITS, Office

REFUSED = [
    "UPDATE outbox SET id = 'other'",
    "UPDATE outbox SET hash = 'other'",
    "UPDATE outbox SET bytes = x'00'",
    "UPDATE outbox SET author = 'other'",
    "UPDATE outbox SET seq = 9",
    "UPDATE outbox SET state = 'settled'",
    "UPDATE outbox SET state = 'held'",
    "UPDATE outbox SET state = 'no such state'",
    "DELETE FROM outbox",
    "INSERT INTO outbox SELECT 9, 'x', order_id, author, kind, hash, prev_hash, bytes, recorded_at, "
    "number, title, address, 'applied', 0, '', NULL, NULL, NULL, changed_at FROM outbox",
    "UPDATE photos SET state = 'stored'",
    "UPDATE photos SET state = 'purged'",
    "UPDATE photos SET sha256 = 'other'",
    "DELETE FROM photos",
    "UPDATE orders SET doc = x'00'",
    "UPDATE orders SET version = 99",
    'UPDATE orders SET "left" = NULL',
    "DELETE FROM orders",
    "INSERT INTO reference VALUES ('crew', 'c', x'7b7d', 0)",
    "INSERT INTO reviews VALUES ('r', 'o', 'waiting', 1, '', x'7b7d', 0)",
    "INSERT INTO needs VALUES ('no such command', 'x')",
]


def do(store: Store, statement: str) -> None:
    with store._inside.write("test") as writing:
        writing.connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", REFUSED)
def test_it_is_refused(store: Store, order: WorkOrder, statement: str) -> None:
    store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    before = store.order(order.id)
    with pytest.raises(DBAPIError):
        do(store, statement)
    assert store.order(order.id) == before


def test_what_was_sent_cannot_be_withdrawn(store: Store, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    store.line.no_answer(store.line.request(LIMITS, 0.0), "NET-TIMEOUT")
    with pytest.raises(DBAPIError, match="reached the CRM"):
        do(store, "UPDATE outbox SET state = 'withdrawn'")


def test_only_a_snapshot_queues_settled_work_again(store: Store, office: Office, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    office.sync(store)
    for cause in (None, "answer"):
        with pytest.raises(DBAPIError, match="no such step"), store._inside.write("test", cause) as writing:
            writing.connection.exec_driver_sql("UPDATE outbox SET state = 'queued'")


def test_settled_work_is_kept_for_sixty_days(store: Store, office: Office, order: WorkOrder) -> None:
    store.record(order.id, StartWork())
    office.sync(store)
    with pytest.raises(DBAPIError, match="60 days"):
        do(store, "DELETE FROM outbox")
    do(store, "INSERT INTO meta VALUES ('tidied_at', '2027-01-20T00:00:00Z')")
    with pytest.raises(DBAPIError, match="60 days"):
        do(store, "DELETE FROM outbox")
    do(store, "UPDATE meta SET value = '2027-01-22T00:00:00Z' WHERE key = 'tidied_at'")
    do(store, "DELETE FROM outbox")


def test_nothing_cascades(store: Store) -> None:
    with store._inside.database.read() as connection:
        sql = connection.exec_driver_sql("SELECT group_concat(sql) FROM sqlite_master").scalar_one()
    assert "CASCADE" not in sql.upper()


def test_attempts_are_a_ring(store: Store) -> None:
    store.line.no_answer(store.line.request(LIMITS, 0.0), "FIRST")
    do(store, f"INSERT INTO attempts (id, at, code, commands) VALUES ({ATTEMPTS_KEPT + 1}, '', 'LAST', 0)")
    assert [attempt.code for attempt in store.attempts()] == ["LAST"]
