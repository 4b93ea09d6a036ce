"""Who sees what: the names of the feeds that a signed-in device reads."""

import msgspec

from sync.orders import Person, Role

DESK = "desk"
EVERYBODY = "all"
NOTHING = "none"


class Session(msgspec.Struct, frozen=True):
    """Who is signed in on which device; `disabled` where the account was closed: it may bring, and gets nothing."""

    person: Person
    device: str
    disabled: bool = False

    @property
    def at_desk(self) -> bool:
        """Whether the person sees all orders and reviews."""
        return self.person.role is not Role.CREW

    @property
    def scope(self) -> str:
        """The feed with the person's orders."""
        if self.at_desk:
            return DESK
        return crew_scope(self.person.crew_id) if self.person.crew_id else NOTHING

    @property
    def own_scopes(self) -> tuple[str, str]:
        """What is for this device or this person alone."""
        return device_scope(self.device), person_scope(self.person.id)

    @property
    def scopes(self) -> tuple[str, ...]:
        """All feeds of the device."""
        return self.scope, *self.own_scopes, EVERYBODY


def crew_scope(crew_id: str) -> str:
    """The feed of a crew's orders."""
    return f"crew:{crew_id}"


def device_scope(device: str) -> str:
    """The feed of what is for one device: decisions about its commands, receipts for its photos."""
    return f"device:{device}"


def person_scope(person_id: str) -> str:
    """The feed of what is for one person, on whatever device: questions about their own work."""
    return f"person:{person_id}"
