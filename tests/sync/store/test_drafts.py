"""Which forms are half filled: a read for what a kill had cut."""

from pathlib import Path

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
