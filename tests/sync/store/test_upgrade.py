"""Every file that ever was is opened by the program of today with all work in it, whatever happens on the way."""

import json
import shutil
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from sync.commands import opened
from sync.orders import PhotoRole
from sync.states import CommandState
from sync.store import Query, Store, StoreProblem, schema
from sync.store.database import Database, connect, run
from tests.builders import KEY, StillClock
from tests.sync.store.office import LIMITS, Office

LAPTOPS = Path(__file__).parents[2] / "files" / "laptops"
OLDER = schema.REVISIONS[:-1]


class PowerCut(Exception):
    """The process ends here."""


def laptop(revision: str, to: Path) -> tuple[Path, dict[str, Any]]:
    shutil.copytree(LAPTOPS / revision, to)
    return to, json.loads((to / "expected.json").read_text("utf-8"))


def has_all_work(store: Store, wanted: dict[str, Any]) -> None:
    """Exact bytes, states, photos that open, drafts; nothing that had to be recovered; and all of it is sent."""
    assert store.device == wanted["device"]
    assert store.recovered() is None
    assert len(store.orders(Query(show="all"))) == 3
    with store._inside.database.read() as connection:
        rows = run(connection, "SELECT seq, id, state, sends, hash, prev_hash, bytes FROM outbox ORDER BY seq")
        found = [row[1] for row in run(connection, "PRAGMA foreign_key_check")]
        check = run(connection, "PRAGMA integrity_check")
    assert [list(row) for row in rows] == [[*row[:6], b64decode(row[6])] for row in wanted["commands"]]
    assert found == []
    assert check == [("ok",)]
    for photo_id, _, _ in wanted["photos"]:
        assert store.photo_bytes(photo_id)
        assert store.photo_bytes(photo_id, "thumb")
    for order_id, form in wanted["drafts"]:
        assert store.draft(order_id) == json.loads(form)
    assert [line.id for line in store.orders(Query(text="", show="done"))] == ["job-1"]
    view = store.order("job-1")
    assert view is not None
    assert view.order.fields["surface"] == "Utility cut"
    assert PhotoRole.AFTER in {photo.role for photo in view.photos}


def test_there_is_a_file_of_every_schema() -> None:
    assert sorted(path.name for path in LAPTOPS.iterdir() if path.is_dir()) == sorted(schema.REVISIONS)


@pytest.mark.parametrize("revision", schema.REVISIONS)
class TestEachFile:
    def test_is_opened_with_all_work(self, revision: str, tmp_path: Path) -> None:
        folder, wanted = laptop(revision, tmp_path / "laptop")
        for _ in range(2):
            store = Store.open(folder, KEY, StillClock())
            has_all_work(store, wanted)
            store.close()
        store = Store.open(folder, KEY, StillClock())
        waiting = [row[1] for row in wanted["commands"] if row[2] == "queued"]
        assert [opened(entry).id for entry in store.line.request(LIMITS, 0.0).commands] == waiting
        store.close()

    def test_settles_with_the_hub(self, revision: str, tmp_path: Path) -> None:
        folder, wanted = laptop(revision, tmp_path / "laptop")
        store = Store.open(folder, KEY, StillClock())
        copies = [store.order(f"job-{n}") for n in (1, 2, 3)]
        office = Office(*(view.copy for view in copies if view is not None))
        office.known = {row[1]: None for row in wanted["commands"] if row[2] == "settled"}  # type: ignore[misc]
        office.sync(store)
        assert {item.state for item in store.outbox()} == {CommandState.SETTLED}
        office.snapshot(store)
        assert {item.state for item in store.outbox()} == {CommandState.SETTLED}
        store.close()

    def test_is_recovered_when_damaged(self, revision: str, tmp_path: Path) -> None:
        folder, wanted = laptop(revision, tmp_path / "laptop")
        path = folder / "fieldapp.db"
        with_hole = bytearray(path.read_bytes())
        for page in range(len(with_hole) // 4096 - 1, 3, -11):  # the pages of the first tables stay
            with_hole[page * 4096 + 900] ^= 0xFF
        path.write_bytes(with_hole)
        (folder / "fieldapp.lock").write_bytes(b" open")
        store = Store.open(folder, KEY, StillClock())
        account = store.recovered()
        assert account is not None
        assert (folder / account.kept).read_bytes() == with_hole
        with store._inside.database.read() as connection:
            here = dict(run(connection, "SELECT id, bytes FROM outbox"))
        wanted_bytes = {row[1]: b64decode(row[6]) for row in wanted["commands"]}
        strangers = here.keys() - wanted_bytes.keys()
        assert all(b'"add_photo"' in here[name] for name in strangers)  # taken up by their files: there was no spare
        assert all(here[name] == raw for name, raw in wanted_bytes.items() if name in here)
        waiting = {row[1] for row in wanted["commands"] if row[2] == "queued"}
        assert account.lost >= len(waiting - here.keys())  # an honest number
        store.close()


@pytest.mark.parametrize("step", ["migrate.copied", "migrate.backed_up", "open.before_commit", "open.committed"])
@pytest.mark.parametrize("revision", OLDER)
def test_a_migration_that_is_cut_is_finished_by_the_next_start(revision: str, step: str, tmp_path: Path) -> None:
    def cut(name: str) -> None:
        if name == step:
            raise PowerCut

    folder, wanted = laptop(revision, tmp_path / "laptop")
    with pytest.raises(PowerCut):
        Store.open(folder, KEY, StillClock(), cut)
    store = Store.open(folder, KEY, StillClock())
    has_all_work(store, wanted)
    store.close()
    backup = Database(folder / f"before-{schema.REVISIONS[-1]}.db", KEY, lambda _: None)
    with backup.read() as connection:
        assert run(connection, "SELECT version_num FROM alembic_version") == [(revision,)]
        assert len(run(connection, "SELECT bytes FROM outbox")) == len(wanted["commands"])
    backup.close()


@pytest.mark.parametrize("revision", OLDER)
def test_a_row_that_nobody_can_read_is_set_aside_and_the_rest_migrates(revision: str, tmp_path: Path) -> None:
    folder, wanted = laptop(revision, tmp_path / "laptop")
    bad = next(row[1] for row in wanted["commands"] if row[2] == "queued")
    connection = connect(folder / "fieldapp.db", KEY)
    connection.execute("DROP TRIGGER outbox_never_changes")
    connection.execute("UPDATE outbox SET bytes = x'00ff' WHERE id = ?", (bad,))
    for act in ("update", "insert", "delete"):
        connection.execute(f"DROP TRIGGER orders_{act}_in_an_answer")
    connection.execute("UPDATE orders SET doc = x'5b5d' WHERE id = 'job-3'")
    connection.close()
    store = Store.open(folder, KEY, StillClock())
    account = store.recovered()
    assert account is not None
    assert account.lost == 1
    waiting = [row[1] for row in wanted["commands"] if row[2] == "queued" and row[1] != bad]
    assert [opened(entry).id for entry in store.line.request(LIMITS, 0.0).commands] == waiting
    store.close()


def test_a_newer_file_is_one_sentence_and_stays_as_it_is(tmp_path: Path) -> None:
    folder, wanted = laptop(schema.REVISIONS[-1], tmp_path / "laptop")
    connection = connect(folder / "fieldapp.db", KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("CREATE TABLE later (id)")
    connection.close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "fieldapp.lock"}
    (folder / "fieldapp.lock").write_bytes(b" open")
    for _ in range(2):
        with pytest.raises(StoreProblem) as caught:
            Store.open(folder, KEY, StillClock())
        assert caught.value.code == "STORE-NEWER"
        assert "newer" in caught.value.sentence
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "fieldapp.lock"}
    assert after == before
    assert wanted["commands"]
