"""What can go wrong, each a switch with a rate; a seed decides which are on (swarm testing) and how often they fire."""

import random
from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    """Named as in the protocol's list of faults; a value is what the trace and the counters show."""

    DROP_REQUEST = "drop request"
    DROP_RESPONSE = "drop response"
    DUPLICATE = "duplicate now"
    LATE = "executed after the client gave up"
    TRUNCATED = "body cut off"
    CAPTIVE = "captive portal, 200"
    PROXY_404 = "a proxy's 404"
    BAD_GATEWAY = "502 before the hub"
    ERROR_AFTER = "500 after the hub did it"
    WRONG_NONCE = "an older answer again"
    REDIRECT = "redirect"
    FLAP = "line lost for a while"
    LAPTOP_CRASH = "laptop killed at a step"
    HUB_CRASH = "hub killed at a step"
    RESTART = "app restarted"
    CLOCK_JUMP = "laptop's clock jumps"
    SLEEP = "laptop sleeps for hours"


NETWORK = tuple(list(Fault)[:11])


class Faults:
    """The rates of one seed. `counts` says how often each fired."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.counts: Counter[str] = Counter()
        self.on = True
        self._rates = {fault: rng.choice((0.0, 0.02, 0.08, 0.2)) for fault in Fault}

    def fires(self, fault: Fault, scale: float = 1.0) -> bool:
        """Whether the fault strikes now; counted when it does."""
        struck = self.on and self._rng.random() < self._rates[fault] * scale
        if struck:
            self.counts[fault.value] += 1
        return struck

    def on_the_line(self) -> Fault | None:
        """The one fault that meets this request, if any."""
        order = list(NETWORK)
        self._rng.shuffle(order)
        return next((fault for fault in order if self.fires(fault, 0.5)), None)
