"""What happens to a laptop: its power, disk, file, clock, and starts that must end with a sentence."""

from pathlib import Path
from typing import Final

from sync.simulator import disk
from sync.simulator.city import KEY
from sync.simulator.faults import Fault
from sync.simulator.findings import require
from sync.simulator.laptop import Laptop
from sync.simulator.speed import move
from sync.simulator.stage import Stage, Strike
from sync.store import Store, StoreProblem
from sync.store.schema import REVISIONS

HOUR_MS: Final = 3_600_000


def _flap(schedule: Stage, laptop: Laptop) -> None:
    laptop.line.up = not laptop.line.up
    schedule.tell(laptop.name, "coverage back" if laptop.line.up else "coverage lost")


def _power_cut(_schedule: Stage, laptop: Laptop) -> None:
    laptop.restart(power=True)


def _disk_full(schedule: Stage, laptop: Laptop) -> None:
    def act() -> None:
        with disk.full(laptop.store):
            schedule.one_act(laptop)

    laptop.surviving(act)


def _busy(schedule: Stage, laptop: Laptop) -> None:
    def act() -> None:
        with disk.held(laptop.store, laptop.folder):
            schedule.one_act(laptop)

    laptop.surviving(act)


def _disk_error(schedule: Stage, laptop: Laptop) -> None:
    """The disk fails while somebody works; what they were told is not saved does not come back at the next start."""
    before = {item.command.id for item in laptop.store.outbox(10_000)}
    laptop.unsure = False

    def act() -> None:
        with disk.failing(laptop.store, laptop.rarer.choice((1, 2, 4))):
            schedule.one_act(laptop)

    lived = laptop.surviving(act)
    laptop.restart()
    after = {item.command.id for item in laptop.store.outbox(10_000)}
    text = f"{laptop.name} was told that something is not saved, and it is there"
    require(not lived or laptop.unsure or after - before <= set(schedule.promises.commands), "I-4", text)


def _bit_flipped(schedule: Stage, laptop: Laptop) -> None:
    """Found at the next start, which makes a whole file of what opens and of the spare."""
    disk.killed(laptop.folder, disk.KEPT, laptop.close)
    schedule.tell(laptop.name, f"in {disk.flip(laptop.folder, laptop.rarer)}")
    schedule.promises.rolled_back |= {laptop.name} if schedule.host.restores else set()
    laptop.start()


def _old_copy(schedule: Stage, laptop: Laptop) -> None:
    """The first time it is copied, the second time the copy comes back; what was not sent meanwhile went with it.

    Into the same folder, where nothing shows that it is a copy, or onto a new disk.
    """
    copy = laptop.folder.with_name(f"{laptop.name}.copy")
    if not copy.exists():
        disk.copied(laptop.folder, copy)
        return
    laptop.close()
    disk.copied(copy, laptop.folder)
    if laptop.rng.random() < 0.5:
        move(laptop.folder)
    schedule.disk.settle(laptop.folder)
    laptop.start()
    _forget(schedule, laptop)


def _forget(schedule: Stage, laptop: Laptop) -> None:
    here = {item.command.id for item in laptop.store.outbox(10_000)}
    promises = schedule.promises
    promises.twins.add(laptop.name)
    made = {command_id for command_id, (name, _) in promises.commands.items() if name == laptop.name}
    promises.forgotten |= made - here
    promises.withdrawn -= here
    promises.drafts = {key: form for key, form in promises.drafts.items() if key[0] != laptop.name}


def _cloned(schedule: Stage, laptop: Laptop) -> None:
    """A second laptop is set up from the disk of the first, and both go to work."""
    name = laptop.name + "~"
    if name.endswith("~~") or name in schedule.promises.wiped or any(each.name == name for each in schedule.laptops):
        return
    disk.copied(laptop.folder, laptop.folder.with_name(name))
    schedule.promises.twins |= {name, laptop.name}
    schedule.promises.rolled_back |= {name} if laptop.name in schedule.promises.rolled_back else set()
    schedule.add_laptop(name)


def _photo_altered(schedule: Stage, laptop: Laptop) -> None:
    files = sorted(path for path in (laptop.folder / "photos").glob("*.*.*.enc"))
    if not files:
        return
    path: Path = laptop.rng.choice(files)
    content = bytearray(path.read_bytes())
    content[laptop.rng.randrange(len(content))] ^= 0x55
    path.write_bytes(content)
    schedule.promises.altered.add(path.name.partition(".")[0])


def _second_instance(_schedule: Stage, laptop: Laptop) -> None:
    _only_says("STORE-IN-USE", laptop, KEY)


def _key_gone(_schedule: Stage, laptop: Laptop) -> None:
    """The system has forgotten the key, and gives a new one: the file is not taken for a damaged one."""
    _ended(laptop)
    _only_says("STORE-KEY", laptop, KEY[::-1])
    laptop.start()


def _downgrade(_schedule: Stage, laptop: Laptop) -> None:
    """A newer program was here and is gone again: this one leaves its file alone."""
    _ended(laptop)
    disk.set_schema(laptop.folder, "9999")
    _only_says("STORE-NEWER", laptop, KEY)
    disk.set_schema(laptop.folder, REVISIONS[-1])
    laptop.start()


def _ended(laptop: Laptop) -> None:
    if laptop.rarer.random() < 0.5:
        laptop.close()
    else:
        disk.killed(laptop.folder, disk.KEPT, laptop.close)


def _only_says(code: str, laptop: Laptop, key: bytes) -> None:
    """The app does not start, says why, and leaves everything where it is."""
    before = {path.name for path in laptop.folder.iterdir()}
    try:
        Store.open(laptop.folder, key, laptop.clock).close()
        said = ""
    except StoreProblem as problem:
        said = problem.code
    require(said == code, "I-4", f"{laptop.name} said {said or 'nothing'}, not {code}")
    changed = {path.name for path in laptop.folder.iterdir()} ^ before
    changed = {name for name in changed if not name.endswith(("-wal", "-shm"))}
    require(not changed, "I-4", f"{laptop.name} said {code}, and moved {sorted(changed)}")


def _clock_jump(_schedule: Stage, laptop: Laptop) -> None:
    laptop.clock.skew_ms += laptop.rng.choice((HOUR_MS, 5_000, -40_000))


def _clock_back(_schedule: Stage, laptop: Laptop) -> None:
    laptop.clock.skew_ms -= 24 * HOUR_MS


def _sleep(schedule: Stage, laptop: Laptop) -> None:
    schedule.world.pass_ms(laptop.rng.choice((2, 11)) * HOUR_MS)


def _weeks(schedule: Stage, laptop: Laptop) -> None:
    """Long enough for photos to be purged and tokens to end; the app is started again after it."""
    if schedule.world.elapsed_ms < 24 * 24 * HOUR_MS:  # once: outboxes are pruned after 60 days
        schedule.world.pass_ms(21 * 24 * HOUR_MS)
    laptop.restart()


MACHINES: Final[dict[Fault, Strike]] = {
    Fault.FLAP: _flap,
    Fault.RESTART: lambda _schedule, laptop: laptop.restart(),
    Fault.POWER_CUT: _power_cut,
    Fault.DISK_FULL: _disk_full,
    Fault.BUSY: _busy,
    Fault.DISK_ERROR: _disk_error,
    Fault.BIT_FLIPPED: _bit_flipped,
    Fault.OLD_COPY: _old_copy,
    Fault.CLONED: _cloned,
    Fault.PHOTO_ALTERED: _photo_altered,
    Fault.SECOND_INSTANCE: _second_instance,
    Fault.KEY_GONE: _key_gone,
    Fault.DOWNGRADE: _downgrade,
    Fault.CLOCK_JUMP: _clock_jump,
    Fault.CLOCK_BACK: _clock_back,
    Fault.SLEEP: _sleep,
    Fault.WEEKS: _weeks,
}
