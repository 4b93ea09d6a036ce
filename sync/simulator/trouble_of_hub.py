"""What happens to the hub and its disk, and what its office does meanwhile."""

from typing import Final

from sqlalchemy import text

from sync.server.hub import Hub
from sync.simulator.faults import Fault
from sync.simulator.laptop import POISON, Laptop
from sync.simulator.office import ACTS
from sync.simulator.stage import Stage, Strike

_TAKES_POISON: Final = (
    "CREATE TRIGGER poison BEFORE INSERT ON command_log WHEN instr(CAST(NEW.raw AS TEXT), 'poison') "
    "BEGIN SELECT RAISE(ABORT, 'poison'); END"
)


def _hub_restart(schedule: Stage, _laptop: Laptop) -> None:
    schedule.host.restart()


def _hub_power(schedule: Stage, _laptop: Laptop) -> None:
    schedule.host.restart(power=True)


def lose_photo(schedule: Stage) -> None:
    """The hub's disk loses one of its photos."""
    files = sorted((schedule.folder / "hub" / "photos").glob("??/*"))
    path = files[schedule.world.elapsed_ms % len(files)]
    path.unlink()
    schedule.promises.lost.add(f"{path.parent.name}{path.name}")


def _backup(schedule: Stage, _laptop: Laptop) -> None:
    schedule.host.back_up()


def _restore(schedule: Stage, _laptop: Laptop) -> None:
    if schedule.host.restores < 2 and not schedule.promises.wiped and schedule.host.restore():
        schedule.disk.settle(schedule.folder / "hub")
        schedule.tell("hub", "put back to a backup")


def _office(schedule: Stage, _laptop: Laptop) -> None:
    schedule.tell("office", schedule.office.act(schedule.striking))


def _poison(schedule: Stage, laptop: Laptop) -> None:
    set_poison(schedule.host.hub, on=True)
    laptop.text = f"{POISON} {laptop.rng.random()}"


def set_poison(hub: Hub, *, on: bool) -> None:
    """Whether the hub's database fails at every command with the word in it."""
    with hub.database.noting() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS poison"))
        if on:
            connection.execute(text(_TAKES_POISON))


HUB: Final[dict[Fault, Strike]] = {
    Fault.HUB_RESTART: _hub_restart,
    Fault.HUB_POWER: _hub_power,
    Fault.BACKUP: _backup,
    Fault.RESTORE: _restore,
    Fault.POISON: _poison,
    **dict.fromkeys(ACTS, _office),
}
