"""What happens between one act of a person and the next, and what must hold on a laptop after it."""

from collections.abc import Callable
from typing import Final

from sync.simulator import in_sight, oracle
from sync.simulator.faults import Fault
from sync.simulator.laptop import Laptop
from sync.simulator.stage import Stage, Strike
from sync.simulator.trouble_of_hub import HUB
from sync.simulator.trouble_of_machines import MACHINES
from sync.simulator.trouble_of_people import PERSONS

PLACE_SHARE: Final = 0.4
"""How often the cursor's own check is made, which asks the hub as well."""

TROUBLE: Final[dict[Fault, Strike]] = {**MACHINES, **PERSONS, **HUB}
"""The function of each fault that strikes between two acts."""


def check_laptop(schedule: Stage, laptop: Laptop, only: Callable[[list[str]], list[str]]) -> None:
    """All that must hold on a laptop at any moment."""
    restored = bool(schedule.host.restores)
    in_sight.check_visible(laptop.name, laptop.store, schedule.promises, only, restored=restored)
    in_sight.check_drafts(laptop.name, laptop.store, laptop.person.id, schedule.promises)
    oracle.check_photos_kept(
        laptop.name, laptop.folder, schedule.folder / "hub", schedule.promises, schedule.world.elapsed_ms / 1000
    )
    if not schedule.host.restores and schedule.rng.random() < PLACE_SHARE:
        oracle.check_place(laptop.name, laptop.store, schedule.host.hub)
