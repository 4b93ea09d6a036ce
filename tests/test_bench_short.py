"""The benchmark in its shortest form: every figure is yielded. What they say is for `make bench`."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp import theme
from tests.bench.__main__ import figures
from tests.bench.figures import Figure


@pytest.mark.timeout(110)
def test_every_benchmark_yields_its_figures(qapp: QApplication, tmp_path: Path) -> None:
    theme.apply(qapp)
    found = {each.what: each for each in figures(orders=30, closes=3, rounds=1, width_px=400, folder=tmp_path)}
    assert len(found) >= 13
    assert all(figure.value >= 0 and figure.line() for figure in found.values())
    assert found["nothing new, requests"].value == 1


def test_a_budget_is_for_the_ratio_where_there_is_a_floor() -> None:
    assert Figure("work", 3.0, "ms", floor=2.0, budget=1.5).held
    assert not Figure("work", 3.1, "ms", floor=2.0, budget=1.5).held
    assert not Figure("work", 3.1, "ms", None, 3).held
    assert Figure("work", 3.1, "ms").held is None
