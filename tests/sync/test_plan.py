"""What goes next, and how long to wait: true for all queues and all lines."""

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import plan
from sync.commands import AddNote, Command, Entry, sealed

ORDERS = ["o-1", "o-2", "o-3", "o-4"]
Waiting = list[tuple[str, Entry]]


def an_entry(seq: int, order_id: str, length: int = 0) -> Entry:
    body = AddNote("n", "x" * length)
    return sealed(Command(f"c-{seq}", seq, order_id, "p-1", "2026-11-22T10:00:00Z", body), "")


@st.composite
def queues(draw: st.DrawFn) -> Waiting:
    rows = draw(st.lists(st.tuples(st.sampled_from(ORDERS), st.integers(0, 3000)), max_size=30))
    return [(order, an_entry(seq, order, length)) for seq, (order, length) in enumerate(rows)]


blocked_orders = st.dictionaries(st.sampled_from(ORDERS), st.floats(0, 200))
counts = st.integers(1, 40)
sizes = st.integers(1, 20_000)


def seqs(entries: tuple[Entry, ...]) -> list[int]:
    return [msgspec.json.decode(entry.command)["seq"] for entry in entries]


@given(queues(), blocked_orders, counts, sizes)
def test_a_batch_never_reorders_nor_skips_within_an_order(
    waiting: Waiting, blocked: Mapping[str, float], count: int, size: int
) -> None:
    chosen = set(seqs(plan.next_batch(waiting, blocked, 100.0, count, size)))
    for order_id in ORDERS:
        of_order = [seq for seq, (order, _) in enumerate(waiting) if order == order_id]
        sent = [seq for seq in of_order if seq in chosen]
        assert sent == of_order[: len(sent)]


@given(queues(), blocked_orders, counts, sizes)
def test_a_batch_is_in_the_order_of_the_outbox(
    waiting: Waiting, blocked: Mapping[str, float], count: int, size: int
) -> None:
    sent = seqs(plan.next_batch(waiting, blocked, 100.0, count, size))
    assert sent == sorted(set(sent))


@given(queues(), blocked_orders, counts, sizes)
def test_a_batch_respects_its_limits_but_one_command_always_goes(
    waiting: Waiting, blocked: Mapping[str, float], count: int, size: int
) -> None:
    batch = plan.next_batch(waiting, blocked, 100.0, count, size)
    assert len(batch) <= count
    assert len(batch) <= 1 or sum(len(bytes(entry.command)) for entry in batch) <= size


@given(queues(), blocked_orders, counts, sizes)
def test_an_order_that_waits_never_holds_up_another(
    waiting: Waiting, blocked: Mapping[str, float], count: int, size: int
) -> None:
    batch = plan.next_batch(waiting, blocked, 100.0, count, size)
    free = [seq for seq, (order, _) in enumerate(waiting) if blocked.get(order, 0.0) <= 100.0]
    assert bool(batch) == bool(free)
    assert seqs(batch) == free[: len(batch)]


@given(queues(), counts, sizes)
def test_a_queue_drains_batch_by_batch(waiting: Waiting, count: int, size: int) -> None:
    sent: list[int] = []
    while batch := plan.next_batch(waiting[len(sent) :], {}, 0.0, count, size):
        sent += seqs(batch)
    assert sent == list(range(len(waiting)))


@given(st.floats(0, 1e9), st.floats(0, 1), st.floats(0, 5000))
def test_back_off_stays_within_its_bounds(previous_s: float, chance: float, retry_after_s: float) -> None:
    wait_s = plan.back_off(previous_s, lambda low, high: low + (high - low) * chance, retry_after_s)
    assert wait_s >= plan.SHORTEST_WAIT_S
    assert wait_s >= retry_after_s
    assert wait_s <= max(plan.LONGEST_WAIT_S, retry_after_s)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_back_off_at_most_triples(chances: list[float]) -> None:
    previous_s = 0.0
    for chance in chances:
        wait_s = plan.back_off(previous_s, lambda low, high, c=chance: low + (high - low) * c)  # type: ignore[misc]
        assert wait_s <= max(previous_s, plan.SHORTEST_WAIT_S) * 3
        previous_s = wait_s


@given(st.integers(plan.SMALLEST_CHUNK, plan.LARGEST_CHUNK), st.floats(0, 600))
def test_a_chunk_stays_within_its_bounds_and_follows_the_line(chunk: int, took_s: float) -> None:
    following = plan.next_chunk(chunk, took_s)
    assert plan.SMALLEST_CHUNK <= following <= plan.LARGEST_CHUNK
    if took_s > plan.CHUNK_GOAL_S * 2:
        assert following <= chunk
    elif took_s < plan.CHUNK_GOAL_S / 2:
        assert following >= chunk
    else:
        assert following == chunk


DAY_MS = 24 * 3_600_000


def test_failures_are_counted_from_the_first() -> None:
    once = plan.failed_again(None, 5_000)
    twice = plan.failed_again(once, 9_000)
    assert (once, twice) == (plan.Failing(1, 5_000), plan.Failing(2, 5_000))


@pytest.mark.parametrize(
    ("count", "after_ms", "hopeless"),
    [(5, DAY_MS, True), (4, DAY_MS, False), (5, DAY_MS - 1, False), (50, DAY_MS * 3, True), (1, 0, False)],
)
def test_a_command_is_hopeless_after_five_failures_over_a_day(count: int, after_ms: int, hopeless: bool) -> None:
    assert plan.is_hopeless(plan.Failing(count, 1_000), 1_000 + after_ms) is hopeless


KIB = 1024


@pytest.mark.parametrize(
    ("chunk_kib", "took_s", "next_kib"),
    [
        (256, 2.4, 512),
        (256, 2.5, 256),
        (256, 10.0, 256),
        (256, 10.1, 128),
        (64, 60.0, 64),
        (4096, 0.1, 4096),
        (3000, 0.1, 4096),
        (100, 60.0, 64),
    ],
)
def test_the_next_chunk(chunk_kib: int, took_s: float, next_kib: int) -> None:
    assert plan.next_chunk(chunk_kib * KIB, took_s) == next_kib * KIB


@pytest.mark.parametrize(("previous_s", "highest_s"), [(0.0, 6.0), (2.0, 6.0), (5.0, 15.0), (400.0, 900.0)])
def test_back_off_is_drawn_between_two_seconds_and_three_times_the_last(previous_s: float, highest_s: float) -> None:
    assert plan.back_off(previous_s, lambda low, high: low) == 2.0
    assert plan.back_off(previous_s, lambda low, high: high) == highest_s
    assert plan.back_off(previous_s, lambda low, high: low, 77.0) == 77.0
    assert plan.back_off(previous_s, lambda low, high: low, 1.0) == 2.0


def test_an_order_is_free_again_at_the_very_second() -> None:
    waiting = [("o-1", an_entry(0, "o-1"))]
    assert plan.next_batch(waiting, {"o-1": 10.0}, 9.9, 1, 1) == ()
    assert len(plan.next_batch(waiting, {"o-1": 10.0}, 10.0, 1, 1)) == 1


def test_a_batch_is_full_at_its_very_size() -> None:
    waiting = [(f"o-{seq}", an_entry(seq, f"o-{seq}")) for seq in range(3)]
    weight = len(bytes(waiting[0][1].command)) + 200
    for size, count in ((weight * 2, 2), (weight * 2 - 1, 1), (weight * 3, 3)):
        assert len(plan.next_batch(waiting, {}, 0.0, 10, size)) == count
