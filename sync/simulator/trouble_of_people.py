"""What happens to people, their accounts and their laptops' leave to work, and what they do beside recording work."""

from typing import Final

from sqlalchemy import delete, update

from sync.orders import Role
from sync.server.hub import Hub
from sync.server.tables import devices, tokens
from sync.server.tables import people as people_rows
from sync.simulator.city import FIELDS, PEOPLE, VALUES
from sync.simulator.faults import Fault
from sync.simulator.laptop import ODD, Laptop
from sync.simulator.office import HOT
from sync.simulator.stage import Stage, Strike
from sync.simulator.wiping import wiped
from sync.store import Query


def _sign_out(_schedule: Stage, laptop: Laptop) -> None:
    laptop.store.sign_out()


def _shared(schedule: Stage, laptop: Laptop) -> None:
    """The next shift takes the laptop over, with work of the last one still on it."""
    others = [person for person in PEOPLE.values() if person.role is Role.CREW and person != laptop.person]
    if laptop.owner.role is Role.CREW:
        laptop.sign_in(laptop.rng.choice(others))


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
        connection.execute(update(people_rows).values(disabled=people_rows.c.id.in_(sorted(who))))


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


def _odd_text(_schedule: Stage, laptop: Laptop) -> None:
    laptop.text = ODD


def _half_filled(schedule: Stage, laptop: Laptop) -> None:
    """Somebody is called away from a form, or begins it anew; "draft saved" is a promise like any other."""
    lines = sorted(line.id for line in laptop.store.orders(Query(limit=100)))
    if not lines:
        return
    order_id = laptop.rarer.choice([line for line in lines if line in HOT] or lines)
    view = laptop.store.order(order_id)
    seen = {name: view.order.fields.get(name) if view else None for name in FIELDS}
    key = (laptop.name, laptop.person.id, order_id)
    answers, note = {name: laptop.rarer.choice(VALUES) for name in FIELDS}, f"{laptop.rarer.random()}"
    form: dict[str, object] = {"answers": answers, "note": note, "seen": seen}
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


PERSONS: Final[dict[Fault, Strike]] = {
    Fault.SIGN_OUT: _sign_out,
    Fault.SHARED: _shared,
    Fault.TOKENS_LOST: _tokens_lost,
    Fault.DISABLED: _disabled,
    Fault.REVOKED: _revoked,
    Fault.WIPED: _wiped,
    Fault.TOO_OLD: _too_old,
    Fault.ODD_TEXT: _odd_text,
    Fault.HALF_FILLED: _half_filled,
    Fault.HANDED_OVER: _handed_over,
    Fault.LOOKED_AT: _looked_at,
}
