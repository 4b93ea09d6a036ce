"""The page that proves a day: on the way, all in the CRM, nothing done yet, and a journal that was tampered with."""

from collections.abc import Iterator
from pathlib import Path

from fieldapp.language import Language
from sync.commands import AddNote
from sync.engine import LineState
from sync.store.database import run
from tests.builders import Laptop, an_order
from tests.builders_desk import demo_services
from tests.pictures.crew_screens import Pose, fill
from tests.pictures.looks import Desk, PictureClock, settle


def poses(folder: Path, language: Language) -> Iterator[Pose]:
    """Every state, from real laptops' files."""
    clock = PictureClock()
    laptop = Laptop(folder / "day", clock)
    orders = fill(laptop, clock)
    laptop.store.withdraw(laptop.store.record(orders["dumping"].id, AddNote("n-9", "Wrong job")).command_id)
    laptop.sign_receipts()
    desk = Desk(laptop, language)
    yield from _shown(desk, "proof-offline")
    with laptop.store._inside.write("tamper") as writing:
        run(writing.connection, "DROP TRIGGER outbox_never_changes")
        run(writing.connection, "UPDATE outbox SET bytes = CAST(replace(bytes, '22', '12') AS BLOB) WHERE seq = 2")
    yield from _shown(desk, "proof-broken")
    desk.close()

    laptop = Laptop(folder / "done", clock)
    order = an_order()
    laptop.first_sync([order], demo_services())
    for number in range(12):
        laptop.store.record(order.id, AddNote(f"n-{number}", "Bolted down"))
        clock.pass_min(7)
    laptop.send_all()
    laptop.sign_receipts()
    desk = Desk(laptop, language, LineState.ONLINE)
    yield from _shown(desk, "proof-all")
    desk.close()

    laptop = Laptop(folder / "new", clock)
    laptop.first_sync([an_order()], demo_services())
    desk = Desk(laptop, language)
    yield from _shown(desk, "proof-empty")
    desk.close()


def _shown(desk: Desk, name: str) -> Iterator[Pose]:
    desk.show("proof")
    desk.window.page("proof").refresh(None)
    settle(400)
    yield name, desk.window
