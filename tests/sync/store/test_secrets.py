"""Nothing of a resident or of a crew's work is in clear in any file of the laptop, at no moment."""

from pathlib import Path

from msgspec.structs import replace

from sync.commands import CloseOut
from sync.orders import PhotoRole, Resident, WorkOrder
from sync.store import Store
from tests.builders import a_photo
from tests.sync.store.office import Office

CANARIES = (b"Zephyrine", b"Quillfeather", b"602-555-0188", b"kestrel nests", b"nobody saw the heron")


def leaks(folder: Path, secrets: tuple[bytes, ...]) -> list[tuple[str, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    read = {path.name: path.read_bytes() for path in files}
    spelled = [(canary, canary.decode("latin-1").encode("utf-16-le")) for canary in secrets]
    return [(name, plain) for name, data in read.items() for plain, wide in spelled if plain in data or wide in data]


def test_no_canary_sings(folder: Path, store: Store, office: Office, order: WorkOrder) -> None:
    resident = Resident("Zephyrine Quillfeather", "602-555-0188", "es")
    office.orders[order.id] = replace(order, resident=resident, description="kestrel nests in the sign")
    office.snapshot(store)
    prepared = a_photo()
    added = store.add_photo(order.id, PhotoRole.AFTER, prepared)
    store.record(order.id, CloseOut("repaired", note="nobody saw the heron", photo_ids=(added.photo_id,)))
    store.save_draft(order.id, {"note": "nobody saw the heron"})
    store.want_photo("photo-1", order.id, "screen")
    store.line.downloaded("photo-1", "screen", prepared.jpeg)
    secrets = (*CANARIES, prepared.jpeg[200:232], prepared.thumbnail[200:232], b"SQLite format 3")
    assert (folder / "fieldapp.db-wal").stat().st_size > 0
    assert leaks(folder, secrets) == []
    office.sync(store)
    store.close()
    assert leaks(folder, secrets) == []


def test_the_search_for_leaks_finds_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"..Zephyrine..")
    (tmp_path / "b").write_bytes("Zephyrine".encode("utf-16-le"))
    assert len(leaks(tmp_path, CANARIES)) == 2
