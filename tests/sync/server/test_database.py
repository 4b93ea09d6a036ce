"""The hub's database: one writer at a time, numbers in the order of commits, migrations that fit."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select, text

from sync.clock import Clock
from sync.server import migrations
from sync.server.database import Database
from sync.server.migrations import HEAD
from sync.server.tables import feed, metadata, orders

CLOCK = Clock()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, CLOCK, "Test city")
    yield opened
    opened.close()


def test_the_migrations_lead_to_the_tables(database: Database) -> None:
    with database.reading() as reading:
        context = MigrationContext.configure(reading.connection)
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []


def test_an_older_database_learns_where_its_orders_are(database_url: str) -> None:
    engine = create_engine(database_url)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    places = {"o-1": '{"lat":33.5,"long":-112.25}', "o-2": '{"title":"Nowhere"}', "o-3": '{"lat":1.5,"long":2.5}'}
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for order_id, document in places.items():
            row = {"id": order_id, "number": "1", "status": "new", "version": 1, "document": document}
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO orders ({names}) VALUES ({values})"), row)
    engine.dispose()
    opened = Database(database_url, CLOCK, "Test city")
    with opened.reading() as reading:
        statement = select(orders.c.id, orders.c.lat, orders.c.long).order_by(orders.c.id)
        found = [tuple(row) for row in reading.connection.execute(statement)]
    opened.close()
    assert found == [("o-1", 33.5, -112.25), ("o-2", None, None), ("o-3", 1.5, 2.5)]


def test_a_database_keeps_its_identity(database: Database, database_url: str) -> None:
    again = Database(database_url, CLOCK, "Another name")
    assert (again.identity, again.epoch) == (database.identity, database.epoch)
    assert again.identity["name"] == "Test city"
    again.close()


def test_a_failed_transaction_leaves_nothing_and_tells_nobody(database: Database) -> None:
    told: list[frozenset[str]] = []
    database.listen(told.append)

    def fail() -> None:
        with database.writing() as writing:
            writing.tell("desk", "order", "o-1", "order")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as reading:
        assert reading.seq == 0
        assert reading.connection.execute(select(feed)).first() is None
    assert told == []


def test_listeners_hear_of_a_commit_when_it_is_there(database: Database) -> None:
    told: list[tuple[frozenset[str], int]] = []
    database.listen(lambda scopes: told.append((scopes, database.latest())))
    with database.writing() as writing:
        writing.tell("desk", "order", "o-1", "order")
        writing.tell("crew:7", "order", "o-1", "order")
        assert told == []
    assert told == [(frozenset({"desk", "crew:7"}), 2)]
    assert database.news_since(0) == (2, frozenset({"desk", "crew:7"}))
    assert database.news_since(1) == (2, frozenset({"crew:7"}))


def test_later_news_takes_the_place_of_earlier_news(database: Database) -> None:
    for kind in ("order", "left", "order"):
        with database.writing() as writing:
            writing.tell("crew:7", "order", "o-1", kind)
    with database.reading() as reading:
        rows = reading.connection.execute(select(feed.c.kind, feed.c.seq)).all()
    assert [tuple(row) for row in rows] == [("order", 3)]


def test_a_second_writer_waits_and_gets_higher_numbers(database: Database, database_url: str) -> None:
    other = Database(database_url, CLOCK)
    numbers: list[int] = []
    started = threading.Event()

    def write() -> None:
        started.set()
        with other.writing() as writing:
            numbers.append(writing.next_seq())

    with database.writing() as writing:
        first = writing.next_seq()
        thread = threading.Thread(target=write)
        thread.start()
        started.wait(5)
        thread.join(0.2)
        assert numbers == [], "it must wait for the commit"
    thread.join(20)
    other.close()
    assert numbers == [first + 1]


def test_a_reader_sees_one_moment(database: Database, database_url: str) -> None:
    other = Database(database_url, CLOCK)
    with database.reading() as reading:
        with other.writing() as writing:
            writing.tell("desk", "order", "o-1", "order")
        assert reading.connection.execute(select(feed)).first() is None
        assert reading.seq == 0
    assert database.latest() == 1
    other.close()


def test_two_that_find_the_restore_agree_on_one_epoch(database: Database, database_url: str) -> None:
    other = Database(database_url, CLOCK)
    before = database.epoch
    first = database.renew_epoch(CLOCK)
    assert first != before
    assert other.renew_epoch(CLOCK) == first
    other.close()
