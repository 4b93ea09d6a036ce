"""Opening the laptop's folder: one instance, the right key, a whole file, the right schema, after any crash."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from sync.commands import AddNote, SetField, StartWork
from sync.orders import PhotoRole, WorkOrder
from sync.states import CommandState
from sync.store import Query, Store, StoreProblem, schema, tables, triggers
from sync.store.database import Database, run
from tests.builders import KEY, StillClock, a_photo
from tests.sync.store.office import LIMITS, Office, a_store


def refused(folder: Path, key: bytes = KEY) -> str:
    with pytest.raises(StoreProblem) as caught:
        Store.open(folder, key, StillClock())
    return caught.value.code


class TestAfterPowerCuts:
    def test_a_process_that_never_closed_loses_nothing(self, tmp_path: Path) -> None:
        code = """
            import os, sys
            from pathlib import Path
            from sync.commands import StartWork
            from tests.builders import StillClock, an_order
            from tests.sync.store.office import LIMITS, Office, a_store

            store = a_store(Path(sys.argv[1]))
            office = Office(an_order(id="the-order"))
            office.snapshot(store)
            store.record("the-order", StartWork())
            store.line.request(LIMITS, 0.0)
            os._exit(9)
        """
        code = "\n".join(line.removeprefix(" " * 12) for line in code.splitlines())
        root = Path(__file__).parents[3]
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "l")], cwd=root, check=False, capture_output=True, text=True
        )
        assert done.returncode == 9, done.stderr
        store = Store.open(tmp_path / "l", KEY, StillClock())
        assert store.outbox()[0].state is CommandState.QUEUED
        assert store.order("the-order").order.status == "started"  # type: ignore[union-attr]
        store.close()

    @pytest.mark.parametrize(
        "step", ["record.before_commit", "record.committed", "absorb.before_commit", "request.committed"]
    )
    def test_each_write_is_there_or_it_is_not(self, folder: Path, office: Office, order: WorkOrder, step: str) -> None:
        class PowerCut(Exception):
            pass

        def cut(name: str) -> None:
            if name == step:
                raise PowerCut

        a_store(folder).close()
        store = Store.open(folder, KEY, StillClock(), cut)
        office.snapshot(store)
        with suppress(PowerCut):
            store.record(order.id, StartWork())
            office.sync(store)
            pytest.fail("no such step")
        store.close()
        again = Store.open(folder, KEY, StillClock())
        recorded = again.outbox()
        again.close()
        assert len(recorded) == (0 if step == "record.before_commit" else 1)
        assert all(item.state is CommandState.QUEUED for item in recorded)

    def test_an_upload_goes_on_where_it_was(self, folder: Path, store: Store, office: Office, order: WorkOrder) -> None:
        store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        office.sync(store)
        upload = store.line.next_upload()
        assert upload is not None
        store.line.upload_began(upload.photo_id, "/uploads/7")
        store.close()
        again = Store.open(folder, KEY, StillClock())
        resumed = again.line.next_upload()
        again.close()
        assert resumed is not None
        assert resumed.url == "/uploads/7"


class TestRefusals:
    def test_a_second_instance(self, folder: Path, store: Store) -> None:
        assert refused(folder) == "STORE-IN-USE"
        store.close()
        store.close()
        Store.open(folder, KEY, StillClock()).close()

    def test_another_key(self, folder: Path, store: Store) -> None:
        store.close()
        assert refused(folder, bytes(32)) == "STORE-KEY"
        Store.open(folder, KEY, StillClock()).close()

    def test_a_key_of_another_length_is_a_mistake_in_the_program(self, folder: Path) -> None:
        with pytest.raises(ValueError, match="32 bytes"):
            Store.open(folder, b"short", StillClock())

    def test_a_newer_schema(self, folder: Path, store: Store) -> None:
        with store._inside.write("test") as writing:
            run(writing.connection, "UPDATE alembic_version SET version_num = '9999'")
        store.close()
        assert refused(folder) == "STORE-NEWER"

    def test_a_folder_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert refused(tmp_path / "file") == "STORE-FOLDER"

    def test_a_closed_store(self, folder: Path, store: Store, order: WorkOrder) -> None:
        store.close()
        with pytest.raises(StoreProblem, match="STORE-CLOSED"):
            store.record(order.id, StartWork())


def test_a_full_disk_leaves_nothing_half_written(folder: Path, store: Store, order: WorkOrder) -> None:
    kept = store.record(order.id, SetField("surface", "Needs paving"))
    with store._inside.write("test") as writing:
        (pages,) = run(writing.connection, "PRAGMA page_count")[0]
        run(writing.connection, f"PRAGMA max_page_count = {pages}")
    before = store.order(order.id)
    with pytest.raises(StoreProblem) as caught:
        store.record(order.id, AddNote("n", "x" * 100_000))
    assert caught.value.code == "STORE-DISK-FULL"
    with suppress(StoreProblem):
        for _ in range(100):
            store.add_photo(order.id, PhotoRole.AFTER, a_photo())
        pytest.fail("room for a hundred photos")
    photos = {path.name.partition(".")[0] for path in (folder / "photos").iterdir()}
    after = store.order(order.id)
    assert before is not None
    assert after is not None
    assert after.commands[0].command.id == kept.command_id
    assert photos == {photo.photo_id for photo in after.photos}
    store.close()
    Store.open(folder, KEY, StillClock()).close()


class TestSchema:
    def plain(self, tmp_path: Path) -> Connection:
        return create_engine(f"sqlite:///{tmp_path / 'plain.db'}").connect()

    def test_the_tables_are_what_the_migrations_make(self, tmp_path: Path, store: Store) -> None:
        with store._inside.database.read() as connection:
            found = compare_metadata(MigrationContext.configure(connection), tables.metadata)
            made = described(connection)
        strangers = [diff for diff in found if "words" not in str(diff)]  # FTS5's own tables
        assert strangers == []
        with self.plain(tmp_path) as connection:
            tables.metadata.create_all(connection)
            assert described(connection) == made

    def test_the_list_of_revisions_is_the_chain_of_steps(self) -> None:
        scripts = ScriptDirectory(str(schema.MIGRATIONS))
        chain = [script.revision for script in scripts.walk_revisions()]
        assert tuple(reversed(chain)) == schema.REVISIONS

    def test_the_triggers_are_this_programs_after_any_start(self, folder: Path, store: Store) -> None:
        with store._inside.write("test") as writing:
            run(writing.connection, "DROP TRIGGER outbox_kept")
            run(writing.connection, "CREATE TRIGGER old AFTER INSERT ON meta BEGIN SELECT 1; END")
        store.close()
        again = Store.open(folder, KEY, StillClock())
        with again._inside.database.read() as connection:
            there = dict(run(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        again.close()
        assert there == triggers.wanted()

    def test_an_older_file_is_backed_up_before_it_is_changed(
        self, folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch, order: WorkOrder
    ) -> None:
        store.record(order.id, StartWork())
        store.close()
        steps = folder.with_name("migrations") / "versions"
        steps.mkdir(parents=True)
        for path in (schema.MIGRATIONS / "versions").glob("0*.py"):
            (steps / path.name).write_text(path.read_text())
        last = schema.REVISIONS[-1]
        (steps / "next.py").write_text(
            f"from alembic import op\nrevision, down_revision = 'next', '{last}'\n"
            "def upgrade():\n    op.execute('CREATE TABLE later (id)')\n"
        )
        monkeypatch.setattr(schema, "MIGRATIONS", steps.parent)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))
        again = Store.open(folder, KEY, StillClock())
        with again._inside.database.read() as connection:
            run(connection, "SELECT * FROM later")
        assert len(again.outbox()) == 1
        again.close()
        backup = Database(folder / "before-next.db", KEY, lambda _: None)
        with backup.read() as connection:
            assert run(connection, "SELECT version_num FROM alembic_version") == [(last,)]
            assert run(connection, "SELECT kind FROM outbox") == [("start_work",)]
        backup.close()

    def test_a_new_projection_is_made_from_what_is_there(
        self, folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with store._inside.write("test") as writing:
            run(writing.connection, "UPDATE orders SET line = x'7b7d', shelf = 1")
        assert store.orders(Query(show="all")) == ()  # rows that cannot be read stop nothing
        store.close()
        monkeypatch.setattr("sync.store.tidying.PROJECTION", "next")
        again = Store.open(folder, KEY, StillClock())
        assert len(again.orders()) == 3
        again.close()


def described(connection: Connection) -> dict[str, object]:
    """Columns, keys and indexes by table; not the text, which nobody needs to write twice alike."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%' AND name <> 'alembic_version'"
    ).scalars()
    return {
        name: [
            {tuple(row[1:]) for row in connection.exec_driver_sql(f'PRAGMA {what}("{name}")')}
            for what in ("table_xinfo", "index_list", "foreign_key_list")
        ]
        for name in list(names)
    }


def test_each_connection_has_its_settings(store: Store) -> None:
    with store._inside.database.read() as connection:
        found = {
            name: run(connection, f"PRAGMA {name}")[0][0]
            for name in ("foreign_keys", "synchronous", "temp_store", "journal_mode")
        }
    assert found == {"foreign_keys": 1, "synchronous": 2, "temp_store": 2, "journal_mode": "wal"}


def test_two_weeks_after_the_receipt_a_photo_makes_room(
    folder: Path, store: Store, office: Office, order: WorkOrder, clock: StillClock
) -> None:
    added = store.add_photo(order.id, PhotoRole.AFTER, a_photo())
    store.add_photo(order.id, PhotoRole.AFTER, a_photo("#000000"))
    office.sync(store)
    upload = store.line.next_upload()
    assert upload is not None
    store.line.stored(upload.photo_id, upload.sha256)
    for days, kept in ((13, 2), (2, 2), (0, 1)):
        clock.pass_min(days * 24 * 60)
        if days == 0:  # not before the hub was heard again, which might have lost it
            office.now = clock.now()
            office.sync(store)
        store.close()
        store = Store.open(folder, KEY, clock)
        assert len(list((folder / "photos").glob("*.enc"))) == 2 * kept
    states = {photo.photo_id: photo.state for photo in store.order(order.id).photos}  # type: ignore[union-attr]
    store.close()
    assert sorted(states.values()) == ["announced", "purged"]
    assert added.photo_id in states


def test_what_was_settled_long_ago_is_forgotten_but_the_chain_goes_on(
    folder: Path, store: Store, office: Office, order: WorkOrder, clock: StillClock
) -> None:
    for _ in range(3):
        store.record(order.id, StartWork())
    office.sync(store)
    clock.pass_min(61 * 24 * 60)
    office.now = clock.now()
    office.sync(store)
    store.close()
    again = Store.open(folder, KEY, clock)
    (last,) = again.outbox()
    assert last.command.seq == 3
    again.record(order.id, StartWork())
    (entry,) = again.line.request(LIMITS, 0.0).commands
    assert entry.prev_hash
    again.close()


def test_the_folder_is_the_persons_alone(folder: Path, store: Store) -> None:
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
