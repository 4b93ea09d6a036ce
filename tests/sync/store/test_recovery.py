"""A broken file costs nobody their day: what was recorded comes back, from the file, its spare and the photos."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.commands import AddNote, CloseOut, CreateOrder, SetField, StartWork, opened
from sync.orders import PhotoRole, Status, WorkOrder
from sync.states import CommandState
from sync.store import Query, Recovered, Store, StoreProblem
from sync.store.database import connect
from sync.store.healing import heal, top_up
from sync.store.projection import decode_command
from sync.store.salvage import Damaged
from sync.store.spare import TakenBack
from sync.wire import Left
from tests.builders import KEY, StillClock, a_photo, an_order
from tests.sync.store.office import LIMITS, Office, a_store, grant

PAGE = 4096
CHANGES, PHOTOS = 4, 2


class PowerCut(Exception):
    """The process ends here."""


class Day:
    """A laptop with unsent work in `folder`, and the exact bytes of all of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = Office(*(an_order(id=f"job-{n}", fields={"surface": "Edges sealed"}) for n in range(20)))
        self.store = a_store(folder)
        self.office.snapshot(self.store)
        self.sent = self.store.record("job-0", AddNote("n0", "In the CRM already.")).command_id
        self.office.sync(self.store)
        first = self.store.add_photo("job-1", PhotoRole.AFTER, a_photo())
        self.store.record("job-1", CloseOut("repaired", 25, note="Done.", note_id="n1", photo_ids=(first.photo_id,)))
        self.store.record("job-2", StartWork())
        self.store.record("job-2", SetField("surface", "Needs paving"))
        self.store.add_photo("job-3", PhotoRole.DURING, a_photo("#203040"))
        self.store.record("job-4", AddNote("n2", "Never sent."))
        mistake = self.store.record("job-5", StartWork())
        self.store.withdraw(mistake.command_id)
        self.store.save_draft("job-6", {"code": "repaired"})
        self.waiting = waiting(self.store)
        self.photos = sorted((folder / "photos").iterdir())

    def power_cut(self, to: Path) -> Path:
        """The folder as it is on the disk at this moment, with what a WAL has not given back yet."""
        shutil.copytree(self.folder, to)
        return to


def waiting(store: Store) -> dict[str, bytes]:
    with store._inside.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, bytes FROM outbox WHERE state IN ('queued', 'sending')")
        return {row[0]: row[1] for row in rows}


def flip(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[page * PAGE + 1000] ^= 0xFF
    path.write_bytes(data)


def unclean(folder: Path) -> None:
    """The next start looks at every page, as after any end that was none."""
    (folder / "fieldapp.lock").write_bytes(b" open")


def whole(store: Store, day: Day) -> Recovered | None:
    """All unsent work is there, once, and goes to the hub as it was recorded; nothing else does."""
    account = store.recovered()
    again = waiting(store)
    assert again.items() >= day.waiting.items()
    assert set(again) <= set(day.waiting) | {day.sent}
    assert store.draft("job-6") == {"code": "repaired"}
    assert {photo.photo_id for n in range(20) for photo in photos(store, n)} <= {
        path.name.partition(".")[0] for path in day.photos
    }
    before = dict(day.office.known)
    day.office.snapshot(store)
    for _ in range(3):
        day.office.sync(store)
    assert set(day.office.known) - set(before) == set(day.waiting) - set(before)
    assert {item.state for item in store.outbox()} == {CommandState.SETTLED}
    assert len(store.orders()) >= 18
    assert sum(len(photos(store, n)) for n in range(20)) == PHOTOS
    return account


def surface(store: Store) -> object:
    view = store.order("job-7")
    assert view is not None
    return view.order.fields["surface"]


def photos(store: Store, n: int) -> tuple[object, ...]:
    view = store.order(f"job-{n}")
    return view.photos if view is not None else ()


def meets_damage(store: Store) -> bool:
    """Whether somebody who looks at everything is told that the file is damaged."""
    try:
        store.recovered()
        for n in range(20):
            store.order(f"job-{n}")
    except StoreProblem as problem:
        return problem.code == "STORE-DAMAGED"
    return False


@pytest.fixture
def day(folder: Path) -> Iterator[Day]:
    made = Day(folder)
    yield made
    made.store.close()


class TestDamagedPages:
    def test_whichever_page_is_broken_all_unsent_work_comes_back(self, day: Day, tmp_path: Path) -> None:
        day.store.close()
        pages = (day.folder / "fieldapp.db").stat().st_size // PAGE
        recovered = 0
        for page in range(pages):
            folder = tmp_path / f"page-{page}"
            shutil.copytree(day.folder, folder)
            flip(folder / "fieldapp.db", page)
            unclean(folder)
            damaged = (folder / "fieldapp.db").read_bytes()
            store = Store.open(folder, KEY, StillClock())
            account = store.recovered()
            if account is None:  # a page that nothing lies on
                assert waiting(store) == day.waiting
            else:
                recovered += 1
                assert account.commands in (CHANGES, CHANGES + 1)  # with one that the spare does not know to be done
                assert (account.cause, account.photos, account.lost) == ("damaged", PHOTOS, 0)
                assert (folder / account.kept).read_bytes() == damaged
                day.office.known = {k: v for k, v in day.office.known.items() if k not in day.waiting}
                whole(store, day)
            store.close()
            shutil.rmtree(folder)
        assert recovered > pages // 2

    def test_a_long_text_whose_last_page_is_broken_stops_no_start(self, day: Day, tmp_path: Path) -> None:
        """Its row is read without an error, the end of it all zeros (the simulator's seed 90934)."""
        day.store.record("job-7", AddNote("n3", "ü" * 5_000))
        day.waiting = waiting(day.store)
        day.store.close()
        pages = (day.folder / "fieldapp.db").stat().st_size // PAGE
        for page in range(pages - 12, pages):  # what was written last
            folder = day.power_cut(tmp_path / f"page-{page}")
            flip(folder / "fieldapp.db", page)
            unclean(folder)
            store = Store.open(folder, KEY, StillClock())
            assert waiting(store).items() >= day.waiting.items()
            store.close()
            shutil.rmtree(folder)

    def test_a_first_page_that_is_all_zeros(self, day: Day) -> None:
        day.store.close()
        path = day.folder / "fieldapp.db"
        path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
        store = Store.open(day.folder, KEY, StillClock())
        account = store.account()
        assert account is not None
        assert account.device == store.device == day.store.device
        whole(store, day)
        store.close()

    def test_each_job_with_pending_work_is_in_sight_before_the_line_is_back(self, day: Day) -> None:
        """Not even a copy of them is left; the simulator's seeds 435 and 4815 had them on the sync page alone."""
        day.store.close()
        (day.folder / "fieldapp.db").unlink()
        store = Store.open(day.folder, KEY, StillClock())
        jobs = {line.id: line for line in store.orders(Query(show="all"))}
        assert jobs.keys() == {"job-0", "job-1", "job-2", "job-3", "job-4"}
        title = an_order().title
        assert {line.title for line in jobs.values()} == {title}
        assert {line.id for line in store.orders(Query(text=title))} >= {"job-2", "job-3", "job-4"}
        closed, begun = store.order("job-1"), store.order("job-2")
        assert closed is not None
        assert closed.order.status is Status.CLOSED
        assert begun is not None
        assert begun.order.fields == {"surface": "Needs paving"}
        day.office.snapshot(store)
        whole_job = store.order("job-2")
        assert whole_job is not None
        assert whole_job.copy.version > 0
        assert whole_job.order.fields == {"surface": "Needs paving"}
        store.close()

    def test_a_file_cut_in_the_middle_and_one_that_is_gone(self, day: Day, tmp_path: Path) -> None:
        day.store.close()
        for name, size in (("cut", 60_000), ("empty", 0), ("gone", None)):
            folder = tmp_path / name
            shutil.copytree(day.folder, folder)
            path = folder / "fieldapp.db"
            path.unlink() if size is None else path.write_bytes(path.read_bytes()[:size])
            unclean(folder)
            day.office.known = {k: v for k, v in day.office.known.items() if k not in day.waiting}
            store = Store.open(folder, KEY, StillClock())
            whole(store, day)
            store.close()

    def test_damage_that_is_met_while_working_is_recovered_at_the_next_start(self, day: Day) -> None:
        day.store.close()
        store = Store.open(day.folder, KEY, StillClock())
        path = day.folder / "fieldapp.db"
        path.write_bytes(path.read_bytes()[:PAGE] + bytes(path.stat().st_size - PAGE))
        store._inside.database._engines["BEGIN"].dispose()  # a page that lies in memory already would still be good
        with pytest.raises(StoreProblem, match="STORE-DAMAGED"):
            store.orders()
        store.close()
        again = Store.open(day.folder, KEY, StillClock())
        whole(again, day)
        again.close()

    def test_damage_that_only_reading_met_has_the_next_start_look_at_every_page(
        self, day: Day, tmp_path: Path
    ) -> None:
        """Where opening the file touches no bad page, nothing but the mark of the last run leads there."""
        day.store.close()
        met = 0
        for page in range(1, (day.folder / "fieldapp.db").stat().st_size // PAGE):
            folder = tmp_path / f"page-{page}"
            shutil.copytree(day.folder, folder)
            flip(folder / "fieldapp.db", page)
            store = Store.open(folder, KEY, StillClock())
            meets = meets_damage(store)
            store.close()
            if meets:
                met += 1
                store = Store.open(folder, KEY, StillClock())
                account = store.recovered()
                assert account is not None
                assert account.cause == "damaged"
                day.office.known = {k: v for k, v in day.office.known.items() if k not in day.waiting}
                whole(store, day)
                store.close()
            shutil.rmtree(folder)
        assert met > 0


class TestSalvage:
    def test_a_bad_page_costs_its_own_rows_and_no_others(self, tmp_path: Path) -> None:
        path = tmp_path / "many.db"
        connection = connect(path, KEY)
        connection.execute("CREATE TABLE many (number INTEGER PRIMARY KEY, text)")
        connection.executemany("INSERT INTO many VALUES (?, ?)", [(n, f"{n:04} " * 40) for n in range(1, 2001)])
        connection.close()
        pages = path.stat().st_size // PAGE
        bad = (10, 11, pages // 2, pages - 5)
        for page in bad:
            flip(path, page)
        damaged = Damaged(path, KEY)
        rows = {row["number"]: row["text"] for row in damaged.table("many")}
        damaged.close()
        lost = sorted(set(range(1, 2001)) - rows.keys())
        a_page = 2000 // (pages - 3) + 2
        assert len(bad) <= len(lost) <= len(bad) * a_page
        assert all(text == f"{number:04} " * 40 for number, text in rows.items())


class TestDamagedWal:
    def test_what_a_broken_wal_swallows_without_a_word_comes_back(self, day: Day, tmp_path: Path) -> None:
        """SQLite ends its replay at the first frame that does not fit, and says nothing."""
        frames = ((day.folder / "fieldapp.db-wal").stat().st_size - 32) // (PAGE + 24)
        assert frames > 20
        for frame in (0, frames // 2, frames - 1):
            folder = day.power_cut(tmp_path / f"frame-{frame}")
            wal = folder / "fieldapp.db-wal"
            data = bytearray(wal.read_bytes())
            data[32 + frame * (PAGE + 24) + 24 + 700] ^= 0x01
            wal.write_bytes(data)
            day.office.known = {k: v for k, v in day.office.known.items() if k not in day.waiting}
            store = Store.open(folder, KEY, StillClock())
            account = whole(store, day)
            if frame < frames - 10:  # the last ones were a draft's and an undo's
                assert account is not None
                assert account.cause == "missing"
            store.close()


    def test_a_job_that_was_found_on_the_street_and_went_with_its_row_is_in_sight_again(
        self, day: Day, tmp_path: Path
    ) -> None:
        """The simulator's seed 2: no copy of it comes from anywhere before it is sent."""
        wal = day.folder / "fieldapp.db-wal"
        before = wal.stat().st_size
        found = StillClock().new_id()
        day.store.record(found, CreateOrder("pothole", "Pothole", "19 Elm St", "as-found", lat=33.5, long=-112.1))
        folder = day.power_cut(tmp_path / "cut")
        data = bytearray((folder / wal.name).read_bytes())
        data[before + 24 + 700] ^= 0x01
        (folder / wal.name).write_bytes(data)
        store = Store.open(folder, KEY, StillClock())
        view = store.order(found)
        assert view is not None
        assert view.order.address == "19 Elm St"
        assert found in {line.id for line in store.orders(Query(text="elm"))}
        store.close()


class TestTheSpare:
    def test_it_knows_what_was_being_sent_so_that_nobody_takes_that_back_after_damage(self, day: Day) -> None:
        """The simulator's seed 1478: a WAL broke with the mark in it, and a note was taken back that the hub had."""
        spare = day.store._inside.spare
        request = day.store.line.request(LIMITS, 0.0)
        sent = {opened(entry).id for entry in request.commands}
        assert sent <= spare.read().sent
        day.store.line.no_answer(request, "NET-CUT")
        assert sent <= spare.read().sent
        again = day.store.line.request(LIMITS, 0.0)
        assert again.commands == request.commands
        day.store.line.no_answer(again, "NET-REFUSED")  # that time it did not leave, but it had before
        assert sent <= spare.read().sent
        with day.store._inside.write("damage") as writing:
            writing.connection.exec_driver_sql("UPDATE outbox SET sends = 0 WHERE state = 'queued'")
        heal(day.store._inside)
        assert not sent & {item.command.id for item in day.store.outbox() if item.can_undo}

    def test_a_found_job_that_was_taken_back_does_not_stay_when_the_log_has_lost_that(self, day: Day) -> None:
        """The simulator's seed 10988."""
        found = day.store._inside.clock.new_id()
        made = day.store.record(found, CreateOrder("pothole", "Pothole", "19 Elm St", "as-found"))
        day.store._inside.spare.add(TakenBack(made.command_id))
        heal(day.store._inside)
        assert day.store.order(found) is None
        assert day.store.orders(Query(text="elm")) == ()

    def test_so_does_a_job_that_had_left_when_the_last_work_on_it_was_taken_back(self, day: Day) -> None:
        store = day.store
        under_way = store.line.request(LIMITS, 0.0)
        store.line.no_answer(under_way, "NET-REFUSED")
        left = Left("job-4", "assign", "Maria", "2026-11-22T18:00:00Z")
        store.line.absorb(replace(under_way, commands=()), day.office.reply((), [left]))
        (note,) = (item.command.id for item in store.outbox() if item.command.order_id == "job-4")
        store._inside.spare.add(TakenBack(note))
        heal(store._inside)
        assert store.order("job-4") is None

    def test_what_never_left_may_still_be_taken_back(self, day: Day) -> None:
        request = day.store.line.request(LIMITS, 0.0)
        day.store.line.no_answer(request, "NET-REFUSED")
        undoable = {item.command.id for item in day.store.outbox() if item.can_undo}
        heal(day.store._inside)
        assert undoable
        assert {item.command.id for item in day.store.outbox() if item.can_undo} == undoable

    def test_it_is_made_where_it_is_missing_and_topped_up_where_it_is_behind(self, day: Day) -> None:
        day.store.close()
        spare = day.folder / "fieldapp.spare"
        for broken in (b"", spare.read_bytes()[:-50], b"\0" * 3000):
            spare.write_bytes(broken)
            Store.open(day.folder, KEY, StillClock()).close()
            path = day.folder / "fieldapp.db"
            kept = path.read_bytes()
            path.unlink()
            store = Store.open(day.folder, KEY, StillClock())
            assert waiting(store).items() >= day.waiting.items()
            store.close()
            path.write_bytes(kept)

    def test_without_file_and_spare_the_photos_and_an_honest_number_are_left(self, day: Day) -> None:
        day.store.close()
        path = day.folder / "fieldapp.db"
        with_hole = bytearray(path.read_bytes())
        for page in range(1, len(with_hole) // PAGE):
            with_hole[page * PAGE + 500] ^= 0xFF
        path.write_bytes(with_hole)
        (day.folder / "fieldapp.spare").unlink()
        unclean(day.folder)
        store = Store.open(day.folder, KEY, StillClock())
        account = store.recovered()
        assert account is not None
        assert account.commands == 0
        store.sign_in("http://hub.test", "hub-1", grant())
        store.close()
        again = Store.open(day.folder, KEY, StillClock())
        assert [item.command.kind for item in again.outbox()] == ["add_photo"] * PHOTOS
        again.close()

    def test_it_forgets_what_the_hub_has(self, day: Day, clock: StillClock) -> None:
        day.office.sync(day.store)
        while (upload := day.store.line.next_upload()) is not None:
            day.store.line.stored(upload.photo_id, upload.sha256)
        last = day.store.record("job-7", StartWork())
        day.store.close()
        clock.pass_min(70 * 24 * 60)
        for _ in range(2):  # once to hear that the hub still has all of it, once to make room
            store = Store.open(day.folder, KEY, clock)
            day.office.now = clock.now()
            day.office.sync(store)
            store.close()
        again = Store.open(day.folder, KEY, clock)
        assert again.recovered() is None
        assert set(again._inside.spare.read().commands) == {last.command_id}
        again.close()

    def test_what_the_crm_has_is_in_sight_before_the_recovered_file_hears_of_it_again(self, day: Day) -> None:
        """The simulator's seed 45753: the next change was based on the value from before, and met its own."""
        day.store.close()
        older = (day.folder / "fieldapp.db").read_bytes()
        day.store = Store.open(day.folder, KEY, StillClock())
        done = day.store.record("job-7", SetField("surface", "Bare soil")).command_id
        day.office.sync(day.store)
        top_up(day.store._inside, forget=0)
        day.store.close()
        (day.folder / "fieldapp.db").write_bytes(older)
        day.store = Store.open(day.folder, KEY, StillClock())
        assert surface(day.store) == "Bare soil"
        assert done not in waiting(day.store)
        day.office.sync(day.store)
        assert surface(day.store) == "Bare soil"
        again = day.store.record("job-7", SetField("surface", "Gravel")).command_id
        assert decode_command(waiting(day.store)[again]).base == {"fields.surface": "Bare soil"}
        day.office.snapshot(day.store)
        assert {item.command.id: item.state for item in day.store.outbox()}[done] is CommandState.SETTLED
        assert surface(day.store) == "Gravel"

    def test_nothing_of_it_is_readable(self, day: Day) -> None:
        raw = (day.folder / "fieldapp.spare").read_bytes()
        assert b"Never sent" not in raw
        assert b"job-4" not in raw
        assert b"Ana" not in raw


@pytest.mark.parametrize(
    "step",
    ["kept", "filled", "cleared", "replaced", "done", "before_commit", "committed"],
)
def test_a_recovery_that_is_cut_is_begun_again(day: Day, step: str) -> None:
    def cut(name: str) -> None:
        if name == f"recover.{step}":
            raise PowerCut

    day.store.close()
    flip(day.folder / "fieldapp.db", 0)
    with pytest.raises(PowerCut):
        Store.open(day.folder, KEY, StillClock(), cut)
    store = Store.open(day.folder, KEY, StillClock())
    whole(store, day)
    store.close()
    assert len(list(day.folder.glob("damaged-*-fieldapp.db"))) == 1
    assert not (day.folder / "fieldapp.recovering").exists()


def test_a_wal_that_the_damaged_file_leaves_behind_is_never_played_into_the_fresh_one(
    day: Day, tmp_path: Path
) -> None:
    """The last reader gives a WAL back and removes it, unless the disk refuses or a second program reads on."""
    day.store.close()
    store = Store.open(day.folder, KEY, StillClock())
    for code in ("temporary", "repaired"):
        store.save_draft("job-6", {"code": code})
    folder = day.power_cut(tmp_path / "cut")
    store.close()
    for page in range(1, (folder / "fieldapp.db").stat().st_size // PAGE):
        flip(folder / "fieldapp.db", page)
    wal = folder / "fieldapp.db-wal"
    left = wal.read_bytes()
    assert left

    def leave(name: str) -> None:
        if name == "recover.filled":
            wal.write_bytes(left)

    unclean(folder)
    store = Store.open(folder, KEY, StillClock(), leave)
    account = store.recovered()
    assert account is not None
    assert (account.cause, account.lost) == ("damaged", 0)
    whole(store, day)
    store.close()
    unclean(folder)
    again = Store.open(folder, KEY, StillClock())
    assert len(list(folder.glob("damaged-*-fieldapp.db"))) == 1  # nothing was found broken again
    again.close()


def test_the_account_is_read_once(day: Day) -> None:
    day.store.close()
    flip(day.folder / "fieldapp.db", 0)
    store = Store.open(day.folder, KEY, StillClock())
    assert store.recovered() is not None
    store.see_recovered()
    assert store.recovered() is None
    store.close()
    again = Store.open(day.folder, KEY, StillClock())
    assert again.recovered() is None
    again.close()


def test_another_key_is_no_damage(day: Day) -> None:
    day.store.close()
    before = (day.folder / "fieldapp.db").read_bytes()
    with pytest.raises(StoreProblem, match="STORE-KEY"):
        Store.open(day.folder, bytes(32), StillClock())
    assert (day.folder / "fieldapp.db").read_bytes() == before
    assert list(day.folder.glob("damaged-*")) == []


def test_a_command_that_cannot_be_read_is_set_aside_and_the_others_go_on(day: Day, order: WorkOrder) -> None:
    with day.store._inside.write("test") as writing:
        connection = writing.connection
        connection.exec_driver_sql("DROP TRIGGER outbox_never_changes")
        found = "SELECT id FROM outbox WHERE kind = 'start_work' AND state = 'queued'"
        bad = connection.exec_driver_sql(found).scalar()
        connection.exec_driver_sql("UPDATE outbox SET bytes = x'7b7d' WHERE id = ?", (bad,))
    assert {item.command.id for item in day.store.outbox()} == set(day.waiting) - {bad} | set(day.office.known)
    sent = {opened(entry).id for entry in day.store.line.request(LIMITS, 0.0).commands}
    assert sent == set(day.waiting) - {bad}
    day.store.close()
    store = Store.open(day.folder, KEY, StillClock())
    account = store.recovered()
    assert account is not None
    assert (account.cause, account.lost) == ("unreadable", 1)
    assert {item.command.id for item in store.outbox()} == set(day.waiting) - {bad} | set(day.office.known)
    with store._inside.database.read() as connection:
        assert connection.exec_driver_sql("SELECT bytes FROM quarantine").scalar() == b"{}"
    store.close()
    again = Store.open(day.folder, KEY, StillClock())
    assert again.outbox()
    with again._inside.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM quarantine").scalar() == 1
    again.close()
