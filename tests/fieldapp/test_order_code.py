"""What names a job from outside: the code on paper, its number, and everything that is neither."""

from pathlib import Path

import pytest

from fieldapp.order_code import begins_code, code_of, find_order, named_in
from tests.builders import Laptop, StillClock, an_order


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fieldapp:order/01936f00", "01936f00"),
        ("  FIELDAPP:ORDER/01936f00\r\n", "01936f00"),
        ("fieldapp:order/311-26-000100", "311-26-000100"),
        ("fieldapp:order/", None),
        ("pothole", None),
        ("https://city.example/fieldapp:order/1", None),
        ("fieldapp:order/" + "9" * 500, None),
    ],
)
def test_a_code_names_a_job_and_other_texts_none(text: str, name: str | None) -> None:
    assert named_in(text) == name


def test_a_code_is_known_while_it_is_typed() -> None:
    code = code_of("01936f00")
    assert [begins_code(code[:length]) for length in (8, 9, 12, 15, len(code))] == [False, True, True, True, True]
    assert not begins_code("field road 12")


def test_a_job_is_found_by_id_and_by_its_whole_number(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path, StillClock())
    job, longer = an_order(number="311-A-1"), an_order(number="311-A-12")
    laptop.first_sync([job, longer])
    assert find_order(laptop.store, job.id) == job.id
    assert find_order(laptop.store, job.id.upper()) == job.id
    assert find_order(laptop.store, " 311-a-1 ") == job.id
    assert find_order(laptop.store, "311-A") == ""
    assert find_order(laptop.store, "01936f00-0000") == ""
    assert find_order(laptop.store, "") == ""
    laptop.close()
