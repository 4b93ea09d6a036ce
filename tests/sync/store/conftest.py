"""A laptop with one order, and the office that gave it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.orders import WorkOrder
from sync.store import Store
from tests.builders import StillClock, an_order
from tests.sync.store.office import Office, a_store


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly when no disk was filled."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "FULL DISK NOT TESTED" in str(r.longrepr)]
    if skipped:
        terminalreporter.section("A FULL DISK WAS NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests skipped: only root may mount a small file system")


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def order() -> WorkOrder:
    return an_order(fields={"surface": "Edges sealed"})


@pytest.fixture
def office(order: WorkOrder) -> Office:
    return Office(order, an_order(), an_order())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "laptop"


@pytest.fixture
def store(folder: Path, clock: StillClock, office: Office) -> Iterator[Store]:
    store = a_store(folder, clock)
    office.snapshot(store)
    yield store
    store.close()
