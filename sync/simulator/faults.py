"""What can go wrong, one line a fault; a seed decides which are on (swarm testing) and how often they fire."""

import random
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """Named as in the protocol's list of faults; a value is what the story and the counters show."""

    DROP_REQUEST = "request lost"
    DROP_RESPONSE = "response lost"
    DUPLICATE = "request twice now"
    DUPLICATE_LATE = "request again later"
    LATE = "executed after the client gave up"
    TRUNCATED = "body cut off"
    SHORTENED = "results shortened"
    STALLED = "body stalled"
    HALF_OPEN = "line half open"
    CAPTIVE = "captive portal, 200"
    PROXY_404 = "a proxy's 404"
    BAD_GATEWAY = "502 before the hub"
    MAINTENANCE_PAGE = "503 maintenance page"
    ERROR_BEFORE = "500 before the hub did it"
    ERROR_AFTER = "500 after the hub did it"
    WRONG_NONCE = "an older answer again"
    REDIRECT = "redirect"
    METHOD_REFUSED = "PATCH and HEAD refused"
    STORM = "429 and 507"
    NEWER_HUB = "answers of a newer hub"
    TOO_LARGE = "413 to more than one command"
    FLAP = "line lost for a while"
    CRASH = "app killed at a step"
    SELDOM_CRASH = "killed at a seldom step"
    PHOTO_FULL = "no room for a photo"
    SLEEP_IN_STEP = "laptop sleeps in a step"
    HUB_CRASH = "hub killed at a step"
    HUB_FULL = "no room at the hub"
    HUB_SLOW = "hub slow at a step"
    RESTART = "app restarted"
    POWER_CUT = "power cut, unsynced writes lost or torn"
    DISK_FULL = "disk full"
    BUSY = "file held by another program"
    DISK_ERROR = "disk fails at a COMMIT"
    BIT_FLIPPED = "a bit of the database flipped"
    OLD_COPY = "laptop put back to an older copy"
    CLONED = "disk cloned to another laptop"
    PHOTO_ALTERED = "photo file altered"
    SECOND_INSTANCE = "started twice"
    KEY_GONE = "the keyring gives another key"
    DOWNGRADE = "the file of a newer program"
    CLOCK_JUMP = "laptop's clock jumps"
    CLOCK_BACK = "laptop's clock goes back a day"
    SLEEP = "laptop sleeps for hours"
    WEEKS = "away for three weeks"
    SIGN_OUT = "signed out"
    SHARED = "another person signs in here"
    TOKENS_LOST = "hub forgot the tokens"
    DISABLED = "account disabled for a while"
    REVOKED = "laptop revoked for a while"
    WIPED = "laptop wiped, its unsent work sealed"
    TOO_OLD = "laptops too old for the hub for a while"
    OFFICE_FIELD = "office edits a field"
    OFFICE_SAME = "office sets what is there already"
    OFFICE_CANCELS = "office cancels"
    OFFICE_REOPENS = "office opens again"
    OFFICE_MOVES = "office gives the job away"
    THERE_AND_BACK = "given away and back"
    MASS_MOVE = "all of a crew's jobs moved"
    OFFICE_REMOVES = "office deletes a job"
    FORM_CHANGED = "the form changes"
    HUB_RESTART = "hub restarted"
    HUB_POWER = "power cut at the hub"
    BLOB_LOST = "hub's disk loses a photo"
    BACKUP = "hub backed up"
    RESTORE = "hub restored from a backup"
    ODD_TEXT = "10 kB of odd text"
    POISON = "a command that the hub cannot take"
    HALF_FILLED = "a form left half filled"
    HANDED_OVER = "another person's work handed over"
    LOOKED_AT = "photos and notices looked at"
    MEANWHILE = "work while an answer is on its way"


class Where(StrEnum):
    """What asks for the fault: each place has its own table of functions."""

    LINE = "line"  # network.BEFORE and network.AFTER
    STEP = "step"  # schedule.AT_STEP
    MACHINE = "machine"  # trouble.TROUBLE, as all that follow
    ACCOUNT = "account"
    OFFICE = "office"
    HUB = "hub"
    TEXT = "text"
    ANSWER = "answer"  # network.Line.send


@dataclass(frozen=True)
class Kind:
    """Where a fault strikes, and how often in relation to the seed's rate for it."""

    where: Where
    scale: float = 1.0


_LINE = Kind(Where.LINE, 0.4)
FAULTS: Final[dict[Fault, Kind]] = {
    **dict.fromkeys(list(Fault)[:list(Fault).index(Fault.FLAP)], _LINE),
    Fault.FLAP: Kind(Where.MACHINE, 0.6),
    Fault.CRASH: Kind(Where.STEP, 0.08),
    Fault.SELDOM_CRASH: Kind(Where.STEP),
    Fault.PHOTO_FULL: Kind(Where.STEP, 1.0),
    Fault.SLEEP_IN_STEP: Kind(Where.STEP, 0.03),
    Fault.HUB_CRASH: Kind(Where.STEP, 0.12),
    Fault.HUB_FULL: Kind(Where.STEP, 0.5),
    Fault.HUB_SLOW: Kind(Where.STEP, 0.1),
    Fault.RESTART: Kind(Where.MACHINE, 0.4),
    Fault.POWER_CUT: Kind(Where.MACHINE, 0.4),
    Fault.DISK_FULL: Kind(Where.MACHINE, 0.5),
    Fault.BUSY: Kind(Where.MACHINE, 0.3),
    Fault.DISK_ERROR: Kind(Where.MACHINE, 0.3),
    Fault.BIT_FLIPPED: Kind(Where.MACHINE, 0.15),
    Fault.OLD_COPY: Kind(Where.MACHINE, 0.15),
    Fault.CLONED: Kind(Where.MACHINE, 0.05),
    Fault.PHOTO_ALTERED: Kind(Where.MACHINE, 0.3),
    Fault.SECOND_INSTANCE: Kind(Where.MACHINE, 0.2),
    Fault.KEY_GONE: Kind(Where.MACHINE, 0.2),
    Fault.DOWNGRADE: Kind(Where.MACHINE, 0.2),
    Fault.CLOCK_JUMP: Kind(Where.MACHINE, 0.4),
    Fault.CLOCK_BACK: Kind(Where.MACHINE, 0.4),
    Fault.SLEEP: Kind(Where.MACHINE, 0.3),
    Fault.WEEKS: Kind(Where.MACHINE, 0.1),
    Fault.SIGN_OUT: Kind(Where.ACCOUNT, 0.2),
    Fault.SHARED: Kind(Where.ACCOUNT, 0.2),
    Fault.TOKENS_LOST: Kind(Where.ACCOUNT, 0.2),
    Fault.DISABLED: Kind(Where.ACCOUNT, 0.2),
    Fault.REVOKED: Kind(Where.ACCOUNT, 0.3),
    Fault.WIPED: Kind(Where.ACCOUNT, 0.1),
    Fault.TOO_OLD: Kind(Where.ACCOUNT, 0.2),
    Fault.OFFICE_FIELD: Kind(Where.OFFICE, 0.6),
    Fault.OFFICE_SAME: Kind(Where.OFFICE, 0.3),
    Fault.OFFICE_CANCELS: Kind(Where.OFFICE, 0.2),
    Fault.OFFICE_REOPENS: Kind(Where.OFFICE, 0.5),
    Fault.OFFICE_MOVES: Kind(Where.OFFICE, 0.5),
    Fault.THERE_AND_BACK: Kind(Where.OFFICE, 0.4),
    Fault.MASS_MOVE: Kind(Where.OFFICE, 0.1),
    Fault.OFFICE_REMOVES: Kind(Where.OFFICE, 0.2),
    Fault.FORM_CHANGED: Kind(Where.OFFICE, 0.2),
    Fault.HUB_RESTART: Kind(Where.HUB, 0.2),
    Fault.HUB_POWER: Kind(Where.HUB, 0.2),
    Fault.BLOB_LOST: Kind(Where.STEP, 4.0),
    Fault.BACKUP: Kind(Where.HUB, 0.8),
    Fault.RESTORE: Kind(Where.HUB, 0.4),
    Fault.ODD_TEXT: Kind(Where.TEXT, 0.5),
    Fault.POISON: Kind(Where.TEXT, 0.3),
    Fault.HALF_FILLED: Kind(Where.TEXT, 0.5),
    Fault.HANDED_OVER: Kind(Where.TEXT, 0.5),
    Fault.LOOKED_AT: Kind(Where.TEXT, 0.5),
    Fault.MEANWHILE: Kind(Where.ANSWER),
}
"""Adding a fault is its name, a line here, and a function in the table of its place."""

NEWER: Final = (
    frozenset({Fault.DISK_ERROR, Fault.REVOKED, Fault.WIPED, Fault.BLOB_LOST}),
    frozenset({Fault.BIT_FLIPPED, Fault.TOO_OLD}),
    frozenset({Fault.NEWER_HUB, Fault.TOO_LARGE, Fault.KEY_GONE, Fault.DOWNGRADE}),
    frozenset({Fault.OFFICE_REMOVES, Fault.FORM_CHANGED}),
    frozenset({Fault.SELDOM_CRASH}),
    frozenset({Fault.HALF_FILLED, Fault.HANDED_OVER, Fault.LOOKED_AT}),
    frozenset({Fault.MEANWHILE}),
)
"""Faults that came after many stories were known: each lot draws from a stream of its own, so the others stay."""

RATES: Final = (0.0, 0.0, 0.0, 0.03, 0.1, 0.25)


class Faults:
    """The rates of one seed. `counts` says how often each fired; those in `without` never do."""

    def __init__(self, rng: random.Random, without: frozenset[Fault] = frozenset()) -> None:
        self._streams = dict.fromkeys(FAULTS, rng)
        newer = rng
        for lot in NEWER:
            newer = random.Random(repr(newer.getstate()))
            self._streams |= dict.fromkeys(lot, newer)
        self._rng = rng
        self._without = without
        self.counts: Counter[str] = Counter()
        self.on = True
        self._rates = {fault: self._streams[fault].choice(RATES) * kind.scale for fault, kind in FAULTS.items()}

    def fires(self, fault: Fault, times: float = 1.0) -> bool:
        """Whether the fault strikes now, so many times as often as elsewhere; counted when it does."""
        # The draw is made in any case, so that leaving a fault out changes as little as can be of the story.
        struck = self.on and self._streams[fault].random() < times * self._rates[fault] and fault not in self._without
        if struck:
            self.counts[fault.value] += 1
        return struck

    def strike(self, *places: Where) -> list[Fault]:
        """The faults of these places that strike now."""
        return [fault for fault, kind in FAULTS.items() if kind.where in places and self.fires(fault)]

    def on_the_line(self) -> Fault | None:
        """The one fault that meets this request, if any."""
        if not self.on:
            return None
        line = [fault for fault, kind in FAULTS.items() if kind.where is Where.LINE]
        struck = [fault for fault in line if self._streams[fault].random() < self._rates[fault]]
        struck = [fault for fault in struck if fault not in self._without]
        if not struck:
            return None
        fault = self._rng.choice(struck)
        self.counts[fault.value] += 1
        return fault
