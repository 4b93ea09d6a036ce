"""What a fault that strikes between two acts needs of a schedule."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sync.simulator.disk import Disk
from sync.simulator.faults import Fault
from sync.simulator.hub_host import HubHost
from sync.simulator.laptop import Laptop
from sync.simulator.office import Office
from sync.simulator.promises import Promises
from sync.simulator.virtual_time import World


class Stage(Protocol):
    """The schedule as faults see it."""

    folder: Path
    rng: random.Random
    world: World
    disk: Disk
    host: HubHost
    office: Office
    laptops: list[Laptop]
    promises: Promises
    striking: Fault

    def tell(self, who: str, what: str) -> None:
        """A line of the story."""

    def one_act(self, laptop: Laptop) -> None:
        """What somebody does, or their engine."""

    def add_laptop(self, name: str) -> None:
        """One more laptop goes to work."""


Strike = Callable[[Stage, Laptop], None]
"""What a fault does, given the laptop whose turn it is."""
