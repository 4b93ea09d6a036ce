"""What happens to machines, accounts, the office and the hub between one act of a person and the next."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import delete, text, update

from sync.orders import Role
from sync.server.hub import Hub
from sync.server.tables import devices, people, tokens
from sync.simulator import disk, in_sight, oracle
from sync.simulator.city import KEY, PEOPLE, VALUES
from sync.simulator.faults import Fault
from sync.simulator.findings import require
from sync.simulator.hub_host import HubHost
from sync.simulator.laptop import ODD, POISON, Laptop
from sync.simulator.office import ACTS, Office
from sync.simulator.promises import Promises
from sync.simulator.speed import move
from sync.simulator.virtual_time import World
from sync.simulator.wiping import wiped
from sync.store import Query, Store, StoreProblem
from sync.store.schema import REVISIONS

HOUR_MS: Final = 3_600_000
PLACE_SHARE: Final = 0.4
"""How often the cursor's own check is made, which asks the hub as well."""

_TAKES_POISON: Final = (
    "CREATE TRIGGER poison BEFORE INSERT ON command_log WHEN instr(CAST(NEW.raw AS TEXT), 'poison') "
    "BEGIN SELECT RAISE(ABORT, 'poison'); END"
)


class Stage(Protocol):
    """What trouble needs of a schedule."""

    folder: Path
    rng: random.Random
    world: World
    disk: disk.Disk
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
    certain = True

    def act() -> None:
        nonlocal certain
        try:
            with disk.failing(laptop.store, laptop.rarer.choice((1, 2, 4))):
                schedule.one_act(laptop)
        except StoreProblem as problem:
            certain = problem.certain
            raise

    lived = laptop.surviving(act)
    laptop.restart()
    after = {item.command.id for item in laptop.store.outbox(10_000)}
    text = f"{laptop.name} was told that something is not saved, and it is there"
    require(not (lived and certain) or after - before <= set(schedule.promises.commands), "I-4", text)


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
    try:
        Store.open(laptop.folder, KEY, laptop.clock).close()
        code = ""
    except StoreProblem as problem:
        code = problem.code
    require(code == "STORE-IN-USE", "I-4", f"{laptop.name} was opened twice: {code}")


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


def _sign_out(_schedule: Stage, laptop: Laptop) -> None:
    laptop.store.sign_out()


def _shared(schedule: Stage, laptop: Laptop) -> None:
    """The next shift takes the laptop over, with work of the last one still on it."""
    others = [person for person in PEOPLE.values() if person.role is Role.CREW and person != laptop.person]
    if laptop.owner.role is Role.CREW:
        laptop.surviving(lambda: laptop.sign_in(laptop.rng.choice(others)) and None)


def _tokens_lost(schedule: Stage, laptop: Laptop) -> None:
    with schedule.host.hub.database.noting() as connection:
        connection.execute(delete(tokens).where(tokens.c.device_id == laptop.store.device))


def _disabled(schedule: Stage, laptop: Laptop) -> None:
    """Nobody knows why; the next time it strikes, all is well again."""
    who = {laptop.person.id} if schedule.rng.random() < 0.5 else set()
    schedule.promises.disabled |= who
    set_disabled(schedule.host.hub, who)


def set_disabled(hub: Hub, who: set[str]) -> None:
    """These accounts are disabled, all others are not."""
    with hub.database.noting() as connection:
        connection.execute(update(people).values(disabled=people.c.id.in_(sorted(who))))


def _revoked(schedule: Stage, laptop: Laptop) -> None:
    """The laptop is thought to be stolen; the next time it strikes, all that were are found again."""
    if laptop.rarer.random() < 0.5:
        schedule.host.hub.people.revoke_device(laptop.store.device)
    else:
        allow_devices(schedule.host.hub)


def _too_old(schedule: Stage, laptop: Laptop) -> None:
    """The city wants newer programs; the next time it strikes, all have them."""
    schedule.host.serve("99.0.0" if laptop.rarer.random() < 0.5 else "")


def _wiped(schedule: Stage, laptop: Laptop) -> None:
    """Not where a hub was restored: what it lost was only on this laptop, where it counted as sent."""
    if len(schedule.laptops) > 1 and not schedule.host.restores:
        wiped(schedule.host, laptop, schedule.promises)
        schedule.laptops.remove(laptop)


def allow_devices(hub: Hub) -> None:
    """No laptop is revoked any more."""
    with hub.database.noting() as connection:
        connection.execute(update(devices).values(revoked=False))


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


def _odd_text(_schedule: Stage, laptop: Laptop) -> None:
    laptop.text = ODD


def _half_filled(schedule: Stage, laptop: Laptop) -> None:
    """Somebody is called away from a form, or begins it anew; "draft saved" is a promise like any other."""
    lines = sorted(line.id for line in laptop.store.orders(Query(limit=100)))
    if not lines:
        return
    order_id = laptop.rarer.choice(lines)
    key = (laptop.name, laptop.person.id, order_id)
    form: dict[str, object] = {"answers": {"lane": laptop.rarer.choice(VALUES)}, "note": f"{laptop.rarer.random()}"}
    schedule.promises.drafts.pop(key, None)
    if laptop.rarer.random() < 0.2:
        laptop.store.drop_draft(order_id)
        return
    laptop.store.save_draft(order_id, form)
    schedule.promises.drafts[key] = form


def _handed_over(_schedule: Stage, laptop: Laptop) -> None:
    """Whoever is here brings what somebody left behind who does not come back; sometimes they do."""
    others = laptop.others_waiting()
    if others:
        laptop.store.hand_over(laptop.rarer.choice(others).id)


def _looked_at(_schedule: Stage, laptop: Laptop) -> None:
    laptop.store.see_notices()
    laptop.see()
    views = [laptop.store.order(line.id) for line in laptop.store.orders(Query(show="all", limit=100))]
    photos = sorted((photo.id, view.order.id) for view in views if view for photo in view.order.photos if photo.stored)
    if photos:
        laptop.store.want_photo(*laptop.rarer.choice(photos), "screen")


def _poison(schedule: Stage, laptop: Laptop) -> None:
    set_poison(schedule.host.hub, on=True)
    laptop.text = f"{POISON} {laptop.rng.random()}"


def set_poison(hub: Hub, *, on: bool) -> None:
    """Whether the hub's database fails at every command with the word in it."""
    with hub.database.noting() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS poison"))
        if on:
            connection.execute(text(_TAKES_POISON))


TROUBLE: Final[dict[Fault, Callable[[Stage, Laptop], None]]] = {
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
    Fault.SIGN_OUT: _sign_out,
    Fault.SHARED: _shared,
    Fault.TOKENS_LOST: _tokens_lost,
    Fault.DISABLED: _disabled,
    Fault.REVOKED: _revoked,
    Fault.WIPED: _wiped,
    Fault.TOO_OLD: _too_old,
    Fault.HUB_RESTART: _hub_restart,
    Fault.HUB_POWER: _hub_power,
    Fault.BACKUP: _backup,
    Fault.RESTORE: _restore,
    Fault.ODD_TEXT: _odd_text,
    Fault.POISON: _poison,
    Fault.HALF_FILLED: _half_filled,
    Fault.HANDED_OVER: _handed_over,
    Fault.LOOKED_AT: _looked_at,
    **dict.fromkeys(ACTS, _office),
}
"""The function of each fault that strikes between two acts, given the laptop whose turn it is."""


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
