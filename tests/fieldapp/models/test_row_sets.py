"""Sets of rows as numbers: the same as sets of whole numbers, whatever is in them."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.models.row_sets import Order, of_codes, of_rows

SIZE = 70
rows_of_some = st.sets(st.integers(0, SIZE - 1))


@given(rows_of_some, rows_of_some, st.permutations(range(SIZE)), st.integers(0, SIZE), st.integers(0, SIZE))
def test_the_first_of_a_set_stand_in_the_order(
    wanted: set[int], other: set[int], way: list[int], length: int, count: int
) -> None:
    order = Order(way[:length], SIZE)
    both = of_rows(wanted, SIZE) & of_rows(other, SIZE)
    assert order.first(both, count) == [row for row in way[:length] if row in wanted & other][:count]
    assert both.bit_count() == len(wanted & other)
    assert all(order.has(both, row) == (row in wanted & other & set(way[:length])) for row in range(SIZE))


@given(st.binary(max_size=SIZE), st.sets(st.integers(0, 255)))
def test_codes_choose_their_rows(column: bytes, codes: set[int]) -> None:
    expected = of_rows([row for row, code in enumerate(column) if code in codes], len(column))
    assert of_codes(bytearray(column), codes) == expected


def test_without_rows_there_is_nothing() -> None:
    assert of_rows((), 0) == 0
    assert Order([], 0).first(0, 5) == []
