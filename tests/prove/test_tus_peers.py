"""tuspy against our hub in a short form; `make prove` has 50 MB, and tus-js-client too."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.contract.hub_process import City, HubProcess
from tests.prove.tus_peers import BreakingLine, Upload, by_tuspy


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder = tmp_path_factory.mktemp("hub")
    made = HubProcess(f"sqlite:///{folder / 'hub.db'}", folder)
    made.start()
    yield made
    made.close()


@pytest.mark.parametrize("chunk_size", [0, 200_000], ids=["all in one request", "in chunks"])
def test_tuspy_gets_through_a_line_that_breaks(hub: HubProcess, tmp_path: Path, chunk_size: int) -> None:
    city = City(hub.office, uuid4().hex[:8]).build()
    upload = Upload(hub, city, tmp_path, 3_000_000 + chunk_size)
    line = BreakingLine(hub.port, 500_000)
    try:
        assert by_tuspy(upload, line, tmp_path, chunk_size) == ""
        assert line.breaks >= 5
    finally:
        line.close()
