"""The journal shows every tampering, on the laptop and in an exported file that needs no key."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from sync.__main__ import main
from sync.commands import AddNote, StartWork, chained
from sync.journal import Act, Journal, check, lines_of, origin, read_lines
from sync.orders import PhotoRole
from sync.receipts import Receipt, Receipts
from sync.store import Store
from sync.store.database import run
from tests.sync.city import KEY, City, a_photo

DAY_S = 86_400.0


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """A laptop with six acts: four at the hub, one taken back, the last one not sent."""
    (tmp_path / "city").mkdir()
    city = City(tmp_path / "city")
    city.settle()
    city.store.record("o-0001", StartWork())
    city.store.add_photo("o-0001", PhotoRole.AFTER, a_photo())
    city.store.record("o-0002", AddNote("n-2", "Gate code 4417"))
    wrong = city.store.record("o-0003", AddNote("n-3", "Wrong job"))
    city.store.withdraw(wrong.command_id)
    city.settle()
    city.line.down = "NET-REFUSED"
    city.store.record("o-0003", AddNote("n-4", "Later"))
    yield city
    city.close()


def tampered(journal: Journal, edit: Callable[[list[Act]], None]) -> str:
    acts = list(journal.acts)
    edit(acts)
    found = check(replace(journal, acts=tuple(acts)))
    return found.broken.code if found.broken else ""


def forged(act: Act, seq: int, prev_hash: str, **values: object) -> Act:
    """The act as a forger who knows how hashes are made would write it."""
    command = {**msgspec.json.decode(bytes(act.command)), "seq": seq, **values}
    raw = msgspec.Raw(msgspec.json.encode(command))
    return replace(act, seq=seq, prev_hash=prev_hash, command=raw, hash=chained(prev_hash, raw))


def test_every_act_is_there_with_the_hubs_receipt(city: City) -> None:
    journal = city.store.journal()
    checked = check(journal)
    assert checked.broken is None
    assert [act.state for act in journal.acts] == [
        "settled", "settled", "settled", "withdrawn", "withdrawn", "queued",
    ]  # fmt: skip
    assert journal.acts[0].prev_hash == origin(city.store.device)
    assert (checked.acts, checked.receipts, checked.signed) == (6, 4, 4)
    assert {line.kind for statement in journal.statements for line in statement.receipts} == {"command", "photo"}


def test_a_changed_act_is_found(city: City) -> None:
    def edit(acts: list[Act]) -> None:
        raw = bytes(acts[2].command).replace(b"4417", b"4418")
        acts[2] = replace(acts[2], command=msgspec.Raw(raw))

    assert tampered(city.store.journal(), edit) == "JOURNAL-CHANGED"


@pytest.mark.parametrize("at", range(5))
def test_a_dropped_act_is_found(city: City, at: int) -> None:
    assert tampered(city.store.journal(), lambda acts: acts.pop(at)) == "JOURNAL-MISSING"


def test_acts_that_changed_places_are_found(city: City) -> None:
    def swap(acts: list[Act]) -> None:
        acts[1], acts[2] = acts[2], acts[1]

    assert tampered(city.store.journal(), swap) == "JOURNAL-MISSING"


def test_an_inserted_act_is_found(city: City) -> None:
    def insert(acts: list[Act]) -> None:
        acts.insert(2, forged(acts[1], 3, acts[1].hash, id="forged"))

    def insert_and_number(acts: list[Act]) -> None:
        insert(acts)
        for at in range(3, len(acts)):
            acts[at] = replace(acts[at], seq=at + 1)

    assert tampered(city.store.journal(), insert) == "JOURNAL-ORDER"
    assert tampered(city.store.journal(), insert_and_number) == "JOURNAL-ORDER"


def test_a_chain_made_anew_does_not_fit_what_the_hub_signed_for(city: City) -> None:
    def anew(acts: list[Act]) -> None:
        last = acts[1].hash
        for at in range(2, len(acts)):
            acts[at] = forged(acts[at], at + 1, last, occurred_at="2026-11-22T00:00:00Z")
            last = acts[at].hash

    assert tampered(city.store.journal(), anew) == "JOURNAL-OTHER"


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_tail_that_was_cut_off_is_found(city: City, left: int) -> None:
    def cut(acts: list[Act]) -> None:
        del acts[left:]

    assert tampered(city.store.journal(), cut) == "JOURNAL-TAIL"


def test_another_laptops_acts_are_found(city: City) -> None:
    journal = city.store.journal()
    foreign = replace(journal.head, devices=("another",))
    assert check(replace(journal, head=foreign)).broken is not None

    def begin_elsewhere(acts: list[Act]) -> None:
        acts[0] = forged(acts[0], 1, origin("another"))

    assert tampered(journal, begin_elsewhere) == "JOURNAL-FOREIGN"


def test_an_act_that_only_looks_taken_back_is_found(city: City) -> None:
    def hide(acts: list[Act]) -> None:
        acts[5] = replace(acts[5], state="withdrawn")

    assert tampered(city.store.journal(), hide) == "JOURNAL-WITHDRAWN"


def test_nobody_but_the_hub_can_write_receipts(city: City) -> None:
    journal = city.store.journal()
    last = journal.acts[-1]
    name = str(msgspec.json.decode(bytes(last.command))["id"])
    lines = (*journal.statements[0].receipts, Receipt("command", name, last.hash, 99))
    more = replace(journal.statements[0], receipts=lines)
    found = check(replace(journal, statements=(more,)))
    assert found.broken is not None
    assert found.broken.code == "JOURNAL-SIGNATURE"


def test_a_receipt_that_the_hub_never_gave_is_not_counted_as_signed(city: City) -> None:
    journal = city.store.journal()
    claimed = replace(journal, acts=(*journal.acts[:-1], replace(journal.acts[-1], receipt=4711)))
    assert (check(claimed).receipts, check(claimed).signed) == (5, 4)


def test_a_laptop_put_back_to_an_older_copy_is_found_by_asking_the_hub(city: City) -> None:
    older = city.store.journal()
    city.line.down = ""
    city.store.record("o-0001", AddNote("n-9", "after the copy was made"))
    city.settle()
    city.store.line.doubt_receipts()
    city.settle()
    told = city.store.journal().statements
    assert [statement.after for statement in told][-1] == 0
    found = check(replace(older, statements=told))
    assert found.broken is not None
    assert found.broken.code == "JOURNAL-TAIL"


def test_old_acts_go_from_the_beginning_only_and_leave_their_last_hash(city: City) -> None:
    before = city.store.journal()
    city.line.down = ""
    city.settle()
    city.clock.pass_s(20 * DAY_S)
    city.settle()
    city.restart()  # the photo's bytes go two weeks after its receipt
    city.settle()
    city.clock.pass_s(61 * DAY_S)
    city.settle()  # ages are counted by the hub's time
    kept = city.store.record("o-0001", AddNote("n-10", "next season"))
    city.restart()
    journal = city.store.journal()
    assert journal.head.cut is not None
    assert (journal.head.cut.seq, journal.head.cut.hash) == (6, before.acts[-1].hash)
    assert journal.head.cut.receipt == city.hub.book.log()[-1].seq  # of the last one cut
    assert [msgspec.json.decode(bytes(act.command))["id"] for act in journal.acts] == [kept.command_id]
    assert check(journal).broken is None
    assert tampered(journal, lambda acts: acts.clear()) == ""  # nothing here was ever sent
    moved = replace(journal, head=replace(journal.head, cut=replace(journal.head.cut, hash="0" * 64)))
    assert check(moved).broken is not None


def test_an_exported_file_proves_itself_and_is_checked_without_the_key(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "laptop.key").write_bytes(base64.b64encode(KEY))
    folder = ["--folder", str(city.folder / "laptop"), "--key-file", str(tmp_path / "laptop.key")]
    hub_key = city.hub.well_known().keys.signing
    city.store.close()
    assert main(["journal", "verify", *folder]) == 0
    assert main(["journal", "export", *folder, "--to", str(tmp_path / "day.jsonl")]) == 0
    assert main(["journal", "export", *folder, "--to", str(tmp_path / "day.jsonl")]) == 2  # never over something
    capsys.readouterr()
    assert main(["journal", "verify", str(tmp_path / "day.jsonl"), "--hub-key", hub_key]) == 0
    assert capsys.readouterr().out == (
        "All 6 acts are as they were recorded, in their order; the CRM signed for 4 of 4 receipts.\n"
    )
    written = (tmp_path / "day.jsonl").read_bytes()
    (tmp_path / "changed.jsonl").write_bytes(written.replace(b"4417", b"4418"))
    assert main(["journal", "verify", str(tmp_path / "changed.jsonl")]) == 1
    assert "does not hold at act 3" in capsys.readouterr().out
    (tmp_path / "cut.jsonl").write_bytes(b"".join(written.splitlines(keepends=True)[:-1]))
    assert main(["journal", "verify", str(tmp_path / "cut.jsonl")]) == 1
    assert "JOURNAL-CUT-OFF" in capsys.readouterr().out
    other = base64.b64encode(hashlib.sha256(b"x").digest()).decode()
    assert main(["journal", "verify", str(tmp_path / "day.jsonl"), "--hub-key", other]) == 1
    assert main(["journal", "verify", str(tmp_path / "laptop.key")]) == 2


def test_a_file_for_one_person_keeps_the_others_words_at_home(city: City) -> None:
    journal = city.store.journal(author="somebody else")
    lines = b"".join(lines_of(journal))
    assert b"4417" not in lines
    again = read_lines(lines.splitlines())
    assert again == journal
    assert check(again).broken is None


def test_a_row_changed_in_the_file_itself_is_found(city: City) -> None:
    store: Store = city.store
    with store._inside.database.write("tamper") as connection:
        run(connection, "DROP TRIGGER outbox_never_changes")
        run(connection, "UPDATE outbox SET bytes = CAST(replace(bytes, '4417', '4418') AS BLOB) WHERE seq = 3")
    found = check(store.journal())
    assert found.broken is not None
    assert (found.broken.code, found.broken.seq) == ("JOURNAL-CHANGED", 3)


def test_a_statement_names_its_device(city: City) -> None:
    statement = city.store.journal().statements[0]
    assert isinstance(statement, Receipts)
    assert statement.device == city.store.device
