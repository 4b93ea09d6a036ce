"""Who of the crew is there when a job is closed: who may be, and who it was the last time today."""

from sync.clock import rfc3339
from sync.commands import CloseOut
from sync.store import Store

_SHIFT_MS = 16 * 3_600_000


def members_of(store: Store) -> tuple[str, ...]:
    """The names of the crew that works here, the person who is signed in among them; empty for a crew of one."""
    account = store.account()
    if account is None:
        return ()
    person = account.person
    crew = next((crew for crew in store.crews() if crew.id == person.crew_id), None)
    names = tuple(dict.fromkeys((*(crew.members if crew else ()), person.name)))
    return names if len(names) > 1 else ()


def usual_of(store: Store, members: tuple[str, ...], now_ms: int) -> tuple[str, ...]:
    """Those of `members` who were there at the last job of this shift; at its first job all of them."""
    for item in store.acts(rfc3339(now_ms - _SHIFT_MS)):
        body = item.command.body
        if isinstance(body, CloseOut) and (present := tuple(name for name in members if name in body.present)):
            return present
    return members
