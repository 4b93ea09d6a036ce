"""Any job is found by the beginning of any of its words, and nothing that a person types is an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.orders import WorkOrder
from sync.store import Query, Store
from sync.store.search import matching
from sync.wire import OrderChanged
from tests.builders import an_order
from tests.sync.store.office import LIMITS, Office


@pytest.fixture
def tree(store: Store, office: Office) -> WorkOrder:
    tree = an_order(
        number="311-26-000123",
        title="Árbol caído",
        address="456 N 5th St",
        description="A limb hangs over José's driveway.",
    )
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), [OrderChanged(tree)]))
    return tree


@pytest.mark.parametrize(
    "text",
    ["arbol", "ÁRB", "cai", "456", "5th street", "north 5", "st", "n 5th", "123", "000123", "311-26-000123",
     "limb jose", "josé", "driveway arbol 456", "JOSE\u0301"],
)  # fmt: skip
def test_it_is_found(store: Store, tree: WorkOrder, text: str) -> None:
    assert tree.id in [line.id for line in store.orders(Query(text=text))]


@pytest.mark.parametrize("text", ["rbol", "arbol 457", "456 elm", "zzz"])
def test_it_is_not(store: Store, tree: WorkOrder, text: str) -> None:
    assert tree.id not in [line.id for line in store.orders(Query(text=text))]


@pytest.mark.parametrize("text", ["", "   ", "*", '"', "#", "--", "\0", "()", "😀"])
def test_a_text_without_a_word_asks_for_nothing(store: Store, text: str) -> None:
    assert len(store.orders(Query(text=text))) == 3


def test_a_changed_text_is_found_by_the_new_words_only(store: Store, office: Office, tree: WorkOrder) -> None:
    office.orders[tree.id] = tree
    change = office.change(tree.id, title="Stump to grind")
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), [change]))
    assert store.orders(Query(text="arbol")) == ()
    assert [line.title for line in store.orders(Query(text="stump"))] == ["Stump to grind"]


def test_many_hits_are_in_the_same_order_as_few(store: Store, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = [an_order(expected_datetime=f"2026-12-{day:02}T10:00:00Z", title="Rare bird") for day in range(28, 0, -1)]
    store.line.absorb(store.line.request(LIMITS, 0.0), office.reply((), map(OrderChanged, orders)))
    few = store.orders(Query(text="rare", limit=5))
    monkeypatch.setattr("sync.store.reading.RARE", 3)
    assert store.orders(Query(text="rare", limit=5)) == few
    assert [line.expected_datetime[8:10] for line in few if line.expected_datetime] == [
        "01",
        "02",
        "03",
        "04",
        "05",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.text(max_size=30) | st.text(alphabet="\"'*()^:-+{}[]ANDORNOTNEAR text,;\\%_\0", max_size=30))
def test_nothing_that_a_person_types_is_an_error(store: Store, text: str) -> None:
    assert isinstance(store.orders(Query(text=text)), tuple)


def test_a_pasted_page_is_cut() -> None:
    found = matching("word " * 1_000 + "x" * 1_000)
    assert found is not None
    assert found.count("*") == 12
