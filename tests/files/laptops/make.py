"""Makes the laptop file of today's schema, as the program of today leaves it: `python -m tests.files.laptops.make`.

One folder per schema revision, made once, when the revision is made, and never again: later programs must open it.
Three jobs; unsent on them a start, two answers, a tick, a note, a close-out with a photo and one photo more; a
note that was sent and never answered, one that was taken back, one in the CRM; a draft. `expected.json` has the
exact bytes of all commands.
"""

import json
from base64 import b64encode
from pathlib import Path

from sync.commands import AddNote, CloseOut, SetField, StartWork, TickItem
from sync.orders import PhotoRole
from sync.store import Store, schema
from tests.builders import StillClock, a_photo, an_order
from tests.sync.store.office import LIMITS, Office, a_store

HERE = Path(__file__).parent


def fill(store: Store, office: Office) -> None:
    """A day's work, most of it without a line."""
    first, second, third = office.orders
    store.record(first, AddNote("note-1", "Gate code 4417."))
    office.sync(store)
    unanswered = store.record(second, AddNote("note-2", "Señal caída 🚧"))
    store.line.no_answer(store.line.request(LIMITS, 0.0), "NET-TIMEOUT")
    assert unanswered.command_id
    store.record(first, StartWork())
    store.record(first, SetField("surface", "Needs paving"))
    store.record(first, TickItem("cones", True))
    proof = store.add_photo(first, PhotoRole.AFTER, a_photo())
    closing = CloseOut("repaired", 25, 3, "Two bags.", "note-3", {"surface": "Utility cut"}, (proof.photo_id,))
    store.record(first, closing)
    store.add_photo(second, PhotoRole.BEFORE, a_photo("#203040"))
    mistake = store.record(third, AddNote("note-4", "on the wrong job"))
    store.withdraw(mistake.command_id)
    store.save_draft(third, {"code": "repaired", "minutes": 15})


def expected(store: Store) -> dict[str, object]:
    """What must be found again."""
    with store._inside.database.read() as connection:
        columns = "seq, id, state, sends, hash, prev_hash, bytes"
        rows = connection.exec_driver_sql(f"SELECT {columns} FROM outbox ORDER BY seq")
        commands = [[*row[:6], b64encode(row[6]).decode()] for row in rows]
        photos = [list(row) for row in connection.exec_driver_sql("SELECT id, sha256, state FROM photos ORDER BY id")]
        drafts = [list(row) for row in connection.exec_driver_sql("SELECT order_id, CAST(form AS TEXT) FROM drafts")]
    return {"device": store.device, "commands": commands, "photos": photos, "drafts": drafts}


def main() -> None:
    folder = HERE / schema.REVISIONS[-1]
    if folder.exists():
        raise SystemExit(f"{folder.name} was made before, and stays as that program left it")
    office = Office(*(an_order(id=f"job-{n}", fields={"surface": "Edges sealed"}) for n in (1, 2, 3)))
    store = a_store(folder, StillClock())
    office.snapshot(store)
    fill(store, office)
    (folder / "expected.json").write_text(json.dumps(expected(store), indent=1, ensure_ascii=False) + "\n")
    store.close()
    (folder / "fieldapp.lock").unlink()
    (folder / "downloads").rmdir()


if __name__ == "__main__":
    main()
