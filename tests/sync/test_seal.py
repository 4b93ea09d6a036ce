"""Unsent work survives the laptop's key: sealed for the city alone, and brought in exactly once."""

import base64
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from sync.commands import AddNote, CloseOut, StartWork
from sync.frames import FRAME_BYTES
from sync.orders import PhotoRole, Status
from sync.seal import Part, SealedEnd, SealedPhoto, Sealer, SealProblem, new_pair, parts_of
from sync.server.__main__ import main
from sync.server.recover import recover
from sync.store import Query, Store
from sync.store.sealing import MARKER, finish_wipe, wipe
from sync.wire import Grant, Limits
from tests.sync.city import KEY, PETE, City, a_photo, an_order

NOTE = "Key under the turquoise flowerpot"
DRAFT = "Unfinished thought about marmalade"


@pytest.fixture
def pair() -> tuple[bytes, str]:
    return new_pair()


@pytest.fixture
def city(tmp_path: Path, pair: tuple[bytes, str]) -> Iterator[City]:
    """A laptop with a closed job, its photo, a note and a draft that nobody else has."""
    (tmp_path / "city").mkdir()
    city = City(tmp_path / "city")
    city.hub.set_recovery_key(pair[1])
    sign_in(city)
    city.settle()
    city.line.down = "NET-REFUSED"
    city.store.record("o-0001", StartWork())
    photo = city.store.add_photo("o-0001", PhotoRole.AFTER, a_photo())
    city.store.record("o-0001", CloseOut("repaired", photo_ids=(photo.photo_id,)))
    city.store.record("o-0002", AddNote("n-1", NOTE))
    city.store.save_draft("o-0003", {"note": DRAFT})
    yield city
    city.close()


def sign_in(city: City, user: str = "maria") -> None:
    grant = city.crm.sign_in(user, "secret", city.store.device)
    city.store.sign_in("http://hub.test", city.hub.well_known().server_id, grant)  # type: ignore[arg-type]


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_sealed_file_opens_with_the_private_half_only(pair: tuple[bytes, str]) -> None:
    file = io.BytesIO()
    sealer = Sealer(file, "city", "laptop", "2026-11-22T10:00:00Z", pair[1])
    content = bytes(range(256)) * 20_000  # several frames
    sealer.add(SealedPhoto("p", "o", "a", "00", len(content)), content)
    sealer.end(SealedEnd(0, 1, 0))
    sealed = file.getvalue()
    assert content[:64] not in sealed
    parts: list[tuple[Part, bytes]] = list(parts_of(io.BytesIO(sealed), pair[0]))
    assert [content for _, content in parts] == [content, b""]
    with pytest.raises(SealProblem, match="SEAL-KEY"):
        list(parts_of(io.BytesIO(sealed), new_pair()[0]))
    half = len(sealed) // 2
    for damaged in (sealed[:-1], sealed[:half], sealed[:half] + b"!" + sealed[half + 1 :], sealed + sealed[-20:]):
        with pytest.raises(SealProblem, match="SEAL-DAMAGED"):
            list(parts_of(io.BytesIO(damaged), pair[0]))
    with pytest.raises(SealProblem, match="SEAL-NO-FILE"):
        list(parts_of(io.BytesIO(b"{}\n"), pair[0]))


def test_a_cover_that_was_changed_is_found(pair: tuple[bytes, str]) -> None:
    file = io.BytesIO()
    Sealer(file, "city", "laptop", "2026-11-22T10:00:00Z", pair[1]).end(SealedEnd(0, 0, 0))
    with pytest.raises(SealProblem, match="SEAL-DAMAGED"):
        list(parts_of(io.BytesIO(file.getvalue().replace(b"laptop", b"tablet")), pair[0]))


def test_a_wiped_laptops_work_comes_in_exactly_once(city: City, pair: tuple[bytes, str]) -> None:
    folder = city.folder / "laptop"
    recorded = [opened_id(act.command) for act in city.store.journal().acts]
    sealed = city.store.seal_unsent()
    city.store.close()
    forgotten: list[bool] = []
    wipe(folder, sealed, city.clock.now(), lambda: forgotten.append(True))
    assert forgotten == [True]
    left = [path for path in folder.iterdir() if path.name != "fieldapp.lock"]
    assert [path.suffix for path in left] == [".sealed"]
    assert NOTE.encode() not in files(folder)
    assert DRAFT.encode() not in files(folder)
    assert b"JFIF" not in files(folder)

    first = recover(city.hub, left[0], pair[0])
    assert first.troubles == []
    assert (dict(first.commands), dict(first.photos), first.drafts) == ({"applied": 4}, {"stored": 1}, 1)
    order = city.hub.book.order("o-0001")
    assert order is not None
    assert order.status is Status.CLOSED
    assert [photo.stored for photo in order.photos] == [True]
    assert [entry.id for entry in city.hub.book.log()] == recorded
    assert {entry.author for entry in city.hub.book.log()} == {"p-maria"}
    assert city.hub.blobs.has(a_photo().sha256)

    version = order.version
    again = recover(city.hub, left[0], pair[0])
    assert (dict(again.commands), dict(again.photos)) == ({"known": 4}, {"known": 1})
    assert city.hub.book.order("o-0001").version == version  # type: ignore[union-attr]
    assert len(city.hub.book.log()) == 4
    city.store = Store.open(folder, KEY, city.clock)  # for the fixture


def test_what_is_just_being_sent_is_sealed_too(city: City, pair: tuple[bytes, str]) -> None:
    """Its answer may never come: exactly then the laptop is wiped."""
    assert city.store.line.request(Limits(), 0.0).commands
    assert city.store.summary().sending > 0
    sealed = city.store.seal_unsent()
    assert sealed is not None
    assert dict(recover(city.hub, sealed, pair[0]).commands) == {"applied": 4}


def opened_id(raw: bytes) -> str:
    return str(msgspec.json.decode(raw)["id"])


def test_the_same_person_goes_on_by_signing_in_again_and_nothing_comes_twice(
    city: City, pair: tuple[bytes, str]
) -> None:
    sealed = city.store.seal_unsent()
    city.store.sign_out()
    assert sealed is not None
    here = {line.id for line in city.store.orders(Query(show="all"))}
    assert here == {"o-0001", "o-0002"}  # work is pending there, nowhere else
    recover(city.hub, sealed, pair[0])  # City IT was quicker
    city.line.down = ""
    sign_in(city)
    city.settle()
    assert len(city.hub.book.log()) == 4
    assert city.store.summary().on_laptop == 0
    assert city.store.unsent().photos == 0
    assert city.store.draft("o-0003") == {"note": DRAFT}
    assert sealed.exists()
    city.store.drop_draft("o-0003")
    assert city.store.seal_unsent() is None
    assert not sealed.exists()  # the hub has all of it


def test_a_sealed_file_says_nothing_without_its_key(city: City) -> None:
    sealed = city.store.seal_unsent()
    assert sealed is not None
    for secret in (NOTE, DRAFT, "p-maria", "o-0001", "JFIF", "Maria"):
        assert secret.encode() not in sealed.read_bytes()


def test_without_a_recovery_key_nothing_is_sealed_and_all_stays_under_the_laptops(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    city = City(tmp_path / "city")
    city.settle()
    city.store.record("o-0001", StartWork())
    assert city.store.seal_unsent() is None
    city.store.sign_out()
    assert city.store.unsent().commands == 1
    city.close()


@pytest.mark.parametrize("at", ["decided", "forgotten", "half"])
def test_a_wipe_that_is_interrupted_is_finished(city: City, pair: tuple[bytes, str], at: str) -> None:
    folder = city.folder / "laptop"
    sealed = city.store.seal_unsent()
    city.store.close()

    def power_cut() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wipe(folder, sealed, city.clock.now(), power_cut)
    assert (folder / MARKER).exists()
    assert (folder / "fieldapp.db").exists()
    if at != "decided":
        (folder / "fieldapp.db").unlink()
    if at == "half":
        (folder / "unsent.sealed").replace(next(iter([folder / kept_name(folder)])))
    assert finish_wipe(folder, lambda: None)
    assert not finish_wipe(folder, lambda: None)
    (left,) = folder.glob("*.sealed")
    assert recover(city.hub, left, pair[0]).commands.total() == 4
    city.store = Store.open(folder, KEY, city.clock)


def kept_name(folder: Path) -> str:
    return f"unsent-{hashlib.sha256((folder / 'unsent.sealed').read_bytes()).hexdigest()[:16]}.sealed"


def test_a_wipe_without_its_sealed_file_takes_nothing(city: City) -> None:
    folder = city.folder / "laptop"
    sealed = city.store.seal_unsent()
    assert sealed is not None
    city.store.close()
    (folder / MARKER).write_bytes(b'{"sealed":"unsent.sealed","sha256":"00","at":"x"}')
    assert not finish_wipe(folder, lambda: pytest.fail("the key went"))
    city.store = Store.open(folder, KEY, city.clock)
    assert city.store.unsent().commands == 4


def test_everybodys_work_is_sealed_under_their_own_names(city: City, pair: tuple[bytes, str]) -> None:
    city.line.down = ""
    city.hub.book.put_order(an_order(9, "c-8"))
    city.store.sign_out()
    sign_in(city, "pete")
    while city.store.line.snapshot_due():
        city.engine = city.an_engine()
        city.settle()
    city.line.down = "NET-REFUSED"
    job = city.store.orders()[0].id
    city.store.record(job, AddNote("n-9", "Pete was here"))
    assert city.store.unsent().commands == 5
    sealed = city.store.seal_unsent()
    assert sealed is not None
    done = recover(city.hub, sealed, pair[0])
    assert done.troubles == []
    authors = [entry.author for entry in city.hub.book.log()]
    assert sorted(authors) == ["p-maria"] * 4 + [PETE.id]


def test_the_recovery_key_counts_only_with_the_citys_signature(city: City, pair: tuple[bytes, str]) -> None:
    assert city.store.hub_keys().recovery == pair[1]
    city.line.down = ""
    grant = city.crm.sign_in("maria", "secret", city.store.device)
    assert isinstance(grant, Grant)
    thief = replace(grant.keys, recovery=new_pair()[1])
    city.store.line.set_tokens(grant.access_token, grant.refresh_token, thief)
    assert city.store.hub_keys().recovery == pair[1]
    fresh = new_pair()[1]
    city.hub.set_recovery_key(fresh)
    newer = city.crm.refresh(grant.refresh_token)
    assert isinstance(newer, Grant)
    city.store.line.set_tokens(newer.access_token, newer.refresh_token, newer.keys)
    assert city.store.hub_keys().recovery == fresh


def test_of_a_damaged_photo_goes_along_what_still_opens(city: City, pair: tuple[bytes, str], tmp_path: Path) -> None:
    """Its good part may be all that a person needs; with the laptop's key nothing of it would open any more."""
    prepared = a_photo(2, 600)
    photo = city.store.add_photo("o-0002", PhotoRole.AFTER, prepared)
    (path,) = city.folder.glob(f"laptop/photos/{photo.photo_id}.o-0002.*.enc")
    content = bytearray(path.read_bytes())
    assert len(content) > 2 * FRAME_BYTES
    content[FRAME_BYTES + 100] ^= 1  # in its second frame
    path.write_bytes(content)
    sealed = city.store.seal_unsent()
    assert sealed is not None
    found = recover(city.hub, sealed, pair[0], tmp_path / "rest")
    assert (found.damaged, found.troubles) == (1, [])
    (kept,) = (tmp_path / "rest").glob("photo-*.jpg")
    read = kept.read_bytes()
    assert read[:FRAME_BYTES] == prepared.jpeg[:FRAME_BYTES]
    assert read[FRAME_BYTES : 2 * FRAME_BYTES] == bytes(FRAME_BYTES)
    assert read[2 * FRAME_BYTES :] == prepared.jpeg[2 * FRAME_BYTES :]


def test_the_command_line_makes_the_key_and_recovers(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub_folder = str(tmp_path / "hub")
    key = tmp_path / "recovery.key"
    assert main(["recovery-key", "--folder", hub_folder, "--to", str(key)]) == 0
    public = capsys.readouterr().out.split()[6]
    assert main(["recovery-key", "--folder", hub_folder, "--to", str(key)]) == 2  # never over one
    assert len(base64.b64decode(key.read_bytes())) == 32
    assert key.stat().st_mode & 0o077 == 0
    sealed = city.store.seal_unsent()
    assert main(["recover", str(sealed), "--folder", hub_folder, "--key", str(key)]) == 1
    assert "another city" in capsys.readouterr().out
    assert len(base64.b64decode(public)) == 32


def test_the_command_line_brings_the_work_in_and_says_what_it_did(
    city: City, pair: tuple[bytes, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = city.store.seal_unsent()
    (tmp_path / "recovery.key").write_bytes(base64.b64encode(pair[0]) + b"\n")
    hub = ["--folder", str(city.folder / "hub"), "--key", str(tmp_path / "recovery.key")]
    hub += ["--rest", str(tmp_path / "drafts")]
    assert main(["recover", str(sealed), *hub]) == 0
    told = "4 changes: 4 applied.\n1 photos: 1 stored.\n"
    told += "1 half-filled forms, for their authors to finish (--rest FOLDER writes them).\n"
    assert capsys.readouterr().out == told
    (draft,) = (tmp_path / "drafts").iterdir()
    assert DRAFT in draft.read_text()
    assert main(["recover", str(sealed), *hub]) == 0
    assert capsys.readouterr().out.startswith("4 changes: 4 known already.\n1 photos: 1 known already.\n")
    assert len(city.hub.book.log()) == 4
