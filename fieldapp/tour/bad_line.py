"""The line between a laptop and the hub in the words of the tour, on the one line that has every fault."""

from collections import Counter
from enum import StrEnum
from typing import Final

from fieldapp import fault_line
from fieldapp.fault_line import FaultLine, Kind


class Fault(StrEnum):
    """What the line does with a request."""

    NONE = "none"
    CUT = "cut"  # the connection is reset, as if there were no network
    PORTAL = "portal"  # somebody else answers everything: 200, a page of HTML
    LOSE_ANSWER = "lose_answer"  # the first exchange reaches the hub, its answer reaches nobody; then NONE


_CLEAN: Final = fault_line.Fault(Kind.NONE)
_MEANS: Final = {
    Fault.NONE: (_CLEAN,),
    Fault.CUT: (fault_line.Fault(Kind.RESET),),
    Fault.PORTAL: (fault_line.Fault(Kind.PAGE),),
    Fault.LOSE_ANSWER: (fault_line.Fault(Kind.RESPONSE_LOST, "/exchange", times=1), _CLEAN),
}
_WORD: Final = {means[0].kind: fault for fault, means in _MEANS.items()}


class BadLine:
    """A `FaultLine` to the hub on that port that has one of these faults at a time."""

    def __init__(self, hub_port: int) -> None:
        self._line = FaultLine(hub_port)
        self.url = self._line.url

    @property
    def seen(self) -> Counter[tuple[Fault, str]]:
        """How often each fault was met on each path since the line became what it is."""
        with self._line.stirred:
            return Counter({(_WORD[kind], path): count for (kind, path), count in self._line.seen.items()})

    def become(self, fault: Fault) -> None:
        """From now on the line is like that, and `seen` begins anew; connections that are open now are reset."""
        self._line.become(*_MEANS[fault])

    def saw(self, fault: Fault, times: int, deadline_s: float, path: str = "") -> bool:
        """Waits until that many requests (for `path`) met this fault; False where they did not come in time."""

        def count() -> int:
            seen = self._line.seen.items()
            return sum(n for (met, where), n in seen if _WORD[met] is fault and path in where)

        with self._line.stirred:
            return self._line.stirred.wait_for(lambda: count() >= times, deadline_s)

    def close(self) -> None:
        """Ends it all."""
        self._line.close()
