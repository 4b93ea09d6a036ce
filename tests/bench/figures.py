"""What a benchmark yields: figures, each with what it is held against."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value; `floor` is the same work done barely in the same run, `budget` the most that is good.

    The budget is for the ratio to the floor where there is a floor, else for the value itself.
    """

    what: str
    value: float
    unit: str
    floor: float | None = None
    budget: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return None if not self.floor else self.value / self.floor

    @property
    def held(self) -> bool | None:
        """Whether the budget holds, None where there is none."""
        measured = self.ratio if self.floor is not None else self.value
        return None if self.budget is None or measured is None else measured <= self.budget

    def line(self) -> str:
        """The figure as a row of the table."""
        times = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        floor = "" if self.floor is None else f"{self.floor:.3g} {self.unit}"
        sign = "×" if self.floor is not None else self.unit
        budget = "" if self.budget is None else f"{'ok ' if self.held else 'OVER '} ≤ {self.budget:g} {sign}"
        return f"{self.what:54} {self.value:9.3g} {self.unit:8} {floor:>12} {times:>8}  {budget}"

    def plain(self) -> dict[str, object]:
        """For JSON."""
        return {
            "what": self.what,
            "value": self.value,
            "unit": self.unit,
            "floor": self.floor,
            "ratio": self.ratio,
            "budget": self.budget,
            "held": self.held,
        }


def middle_ms(work: Callable[[int], object], times: int) -> float:
    """The median of `work(0)`, `work(1)`, … in milliseconds."""
    return statistics.median(each_ms(work, times))


def each_ms(work: Callable[[int], object], times: int) -> list[float]:
    """How long each took, in milliseconds."""
    took = []
    for number in range(times):
        began = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - began) * 1000)
    return took


def share(values: Sequence[float], part: float) -> float:
    """The value that `part` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
