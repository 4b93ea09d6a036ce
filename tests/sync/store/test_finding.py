"""What a list over the whole file is made of: rows in order, rows with a word, and the lines at rows."""

from msgspec.structs import replace

from sync.clock import parse_ms
from sync.commands import CloseOut
from sync.orders import Priority
from sync.store import Query, Store
from sync.wire import OrderChanged
from tests.builders import an_order, damage
from tests.sync.store.office import LIMITS, Office


def hear(store: Store, office: Office, *orders: object) -> None:
    changes = [OrderChanged(order) for order in orders]  # type: ignore[arg-type]
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), changes))


def test_rows_stand_as_the_list_has_them(store: Store, office: Office) -> None:
    late = an_order(expected_datetime="2026-11-23T08:00:00Z")
    never = an_order(expected_datetime=None)
    soon = an_order(expected_datetime="2026-11-22T08:00:00Z")
    urgent = an_order(expected_datetime="2026-11-23T08:00:00Z", priority=Priority.EMERGENCY)
    done = an_order()
    hear(store, office, late, never, soon, urgent, done)
    store.record(done.id, CloseOut("repaired", 10))
    standing = store.standing()
    lines = store.lines_at([*standing.todo, *standing.done])
    listed = [lines[row].id for row in (*standing.todo, *standing.done)]
    assert listed == [line.id for line in store.orders(Query(show="all"))]
    mine = [order.id for order in (soon, urgent, late, never, done)]
    assert [order_id for order_id in listed if order_id in mine] == mine
    rows = store.rows_of([*mine, "unknown"])
    assert sorted(rows) == sorted(mine)
    assert standing.done == [rows[done.id]]
    assert standing.due_before(parse_ms("2026-11-22T08:00:00Z")) == 0
    assert standing.due_before(parse_ms("2026-11-22T08:00:00Z") + 1) == 1
    assert standing.due_ever() == len(standing.todo) - 1


def test_the_rows_with_a_word_are_those_that_a_search_finds(store: Store, office: Office) -> None:
    trees = [an_order(title=f"Árbol {number}", address="5 Elm St") for number in range(3)]
    hear(store, office, *trees, an_order(title="Pothole", address="9 Oak Ave"))
    for typed in ("arb", "ÁRBOL", "elm", "street", "zzz"):
        found = {line.id for line in store.orders(Query(text=typed, show="all"))}
        rows = store.rows_with(typed)
        assert {store.lines_at([row])[row].id for row in rows} == found
        assert rows == sorted(rows)
        assert store.count_with(typed) == len(found)


def test_lines_are_read_by_row_and_one_that_cannot_be_read_stops_no_other(store: Store, office: Office) -> None:
    first, second = an_order(title="First"), an_order(title="Second")
    hear(store, office, first, second)
    rows = store.rows_of([first.id, second.id])
    lines = store.lines_at([rows[second.id], rows[first.id], 999])
    assert {row: line.title for row, line in lines.items()} == {rows[first.id]: "First", rows[second.id]: "Second"}
    damage(store, first.id, "line")
    assert [line.id for line in store.lines_at(rows.values()).values()] == [second.id]
    assert store.summary().unreadable
    assert store.lines_at(()) == {}


def test_an_order_keeps_its_row_when_it_changes(store: Store, office: Office) -> None:
    order = an_order()
    hear(store, office, order)
    before = store.rows_of([order.id])
    hear(store, office, replace(order, version=2, title="Another title"))
    assert store.rows_of([order.id]) == before
    assert store.lines_at(before.values())[before[order.id]].title == "Another title"
