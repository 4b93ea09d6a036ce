"""Which forms are half filled: a read for what a kill had cut."""

from pathlib import Path

from sync.store.spare import FILE as SPARE
from tests.builders import DANA, Laptop, StillClock, an_order


def test_half_filled_forms_are_those_of_the_person_here(tmp_path: Path) -> None:
    clock = StillClock()
    ana = Laptop(tmp_path, clock)
    order = an_order()
    ana.first_sync((order,))
    ana.store.save_draft(order.id, {"note": "half"})
    ana.store.save_draft("new-job", {"address": "19 Elm St"})
    assert ana.store.drafts() == {order.id: {"note": "half"}, "new-job": {"address": "19 Elm St"}}
    ana.close()
    dana = Laptop(tmp_path, clock, DANA)
    assert dana.store.drafts() == {}
    dana.close()


def test_of_two_the_one_saved_last_stays_whatever_the_clock_said(tmp_path: Path) -> None:
    """The simulator's seed 203649: a clock went back, the power went, and the spare's older form took its place."""
    clock = StillClock()
    ana = Laptop(tmp_path, clock)
    order = an_order()
    ana.first_sync((order,))
    ana.store.save_draft(order.id, {"note": "first"})
    ana.close()
    spare = tmp_path / SPARE
    kept = spare.read_bytes()
    clock.pass_min(-24 * 60)
    ana = Laptop(tmp_path, clock)
    ana.store.drop_draft(order.id)
    ana.store.save_draft(order.id, {"note": "second"})
    ana.close()
    spare.write_bytes(kept)  # as a power cut leaves it: nobody syncs it as it grows
    ana = Laptop(tmp_path, clock)
    assert ana.store.draft(order.id) == {"note": "second"}
    ana.close()
