"""Accounts, the devices they sign in on, and their tokens."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from sync.clock import Clock
from sync.orders import Person, Role
from sync.receipts import HubKeys
from sync.server.calls import Refused
from sync.server.database import Database
from sync.server.scopes import Session
from sync.server.tables import devices, people, tokens
from sync.wire import Grant, SignIn

ACCESS_S = 600
REFRESH_S = 180 * 86_400  # a crew that comes back after a season still gets in
TRIES, TRIES_WINDOW_S = 10, 300.0

_TOKEN = (
    select(tokens.c.family, tokens.c.generation, tokens.c.device_id, devices.c.revoked, people)
    .join_from(tokens, people, tokens.c.person_id == people.c.id)
    .join(devices, devices.c.id == tokens.c.device_id)
    .where(tokens.c.hash == bindparam("hash"), tokens.c.kind == bindparam("kind"))
    .where(tokens.c.expires_ms > bindparam("now_ms"))
)

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""Argon2id with OWASP's parameters."""


class People:
    """The built-in accounts. Passwords are kept as Argon2id hashes, tokens as SHA-256 only."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hasher: PasswordHasher,
        keys: Callable[[Connection], HubKeys],
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = hasher
        self._keys = keys
        self.lease_days = 0
        self._tries: dict[str, list[float]] = {}

    def add(self, person: Person, user: str, password: str) -> None:
        """Make the account, or bring the person's account up to date."""
        salt = self._clock.random_bits(128).to_bytes(16, "big")
        values = {
            "id": person.id,
            "user_name": user.casefold(),
            "name": person.name,
            "role": person.role.value,
            "crew_id": person.crew_id,
            "password_hash": self._hasher.hash(password, salt=salt),
            "disabled": False,
        }
        with self._database.writing() as writing:
            writing.upsert(people, values)

    def disable(self, person_id: str) -> None:
        """Close the account: what was done before still comes in and is judged by a supervisor, nothing goes out."""
        with self._database.noting() as connection:
            connection.execute(update(people).where(people.c.id == person_id).values(disabled=True))

    def everybody(self) -> dict[str, Person]:
        """All people by user name."""
        with self._database.reading() as reading:
            return {row.user_name: person_in(row._mapping) for row in reading.connection.execute(select(people))}

    def author(self, person_id: str, device: str) -> Session | None:
        """Whose work a sealed file holds, as if they were signed in; None for nobody we know."""
        with self._database.reading() as reading:
            row = reading.connection.execute(select(people).where(people.c.id == person_id)).mappings().first()
        return None if row is None else Session(person_in(row), device, row["disabled"])

    def sign_in(self, wanted: SignIn) -> Grant:
        """Tokens for a name and password; earlier tokens of the device are void.

        Raises Refused: `sign-in-required` (wrong, without saying what), `rate-limited`, `device-revoked`.
        """
        user = wanted.user.casefold()
        self._count(user)
        nobody = self._nobody
        with self._database.reading() as reading:
            row = reading.connection.execute(select(people).where(people.c.user_name == user)).first()
        fits = self._fits(row.password_hash if row else nobody, wanted.password)
        if row is None or row.disabled or not fits:
            raise Refused("sign-in-required", "The name or the password is wrong.")
        self._tries.pop(user, None)
        person = person_in(row._mapping)
        with self._database.noting() as connection:
            self._take_device(connection, wanted.device, person)
            connection.execute(delete(tokens).where(tokens.c.device_id == wanted.device))
            return self._granted(connection, person, wanted.device, self._clock.new_id(), 1)

    def refresh(self, refresh_token: str) -> Grant:
        """A new pair. The token stays good until the new one is used, since the answer may get lost.

        Raises Refused `sign-in-required` where it is no longer good, `device-revoked`.
        """
        with self._database.noting() as connection:
            row = self._token_row(connection, refresh_token, "refresh")
            if row is None:
                raise Refused("sign-in-required")
            family = tokens.c.family == row["family"]
            older = (tokens.c.kind == "refresh") & (tokens.c.generation < row["generation"])
            gone = (tokens.c.kind == "access") & (tokens.c.expires_ms < self._clock.wall_ms())
            connection.execute(delete(tokens).where(family, older | gone))
            latest = connection.execute(select(func.max(tokens.c.generation)).where(family)).scalar_one()
            return self._granted(connection, person_in(row), row["device_id"], row["family"], latest + 1)

    def session(self, headers: Mapping[str, str]) -> Session:
        """Who calls, also where the account was closed. Raises Refused: `sign-in-required`, `token-expired`,
        `device-revoked`.
        """
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("sign-in-required")
        with self._database.reading() as reading:
            row = self._token_row(reading.connection, token.strip(), "access")
        if row is None:
            raise Refused("token-expired")
        if headers.get("field-sync-device", row["device_id"]) != row["device_id"]:
            raise Refused("sign-in-required")
        return Session(person_in(row), row["device_id"], row["disabled"])

    def sign_out(self, session: Session) -> None:
        """The tokens of the device are void from now on."""
        with self._database.noting() as connection:
            connection.execute(delete(tokens).where(tokens.c.device_id == session.device))

    def revoke_device(self, device: str) -> None:
        """The device is lost or stolen: nobody signs in on it any more."""
        with self._database.noting() as connection:
            connection.execute(update(devices).where(devices.c.id == device).values(revoked=True))

    @cached_property
    def _nobody(self) -> str:
        """A hash that takes as long to refuse as a real account's."""
        return self._hasher.hash("", salt=bytes(16))

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (Argon2Error, InvalidHashError):
            return False

    def _count(self, user: str) -> None:
        """Raises Refused after too many tries on a name, known or not."""
        now = self._clock.monotonic_s()
        tries = [at for at in self._tries.get(user, []) if now - at < TRIES_WINDOW_S]
        if len(tries) >= TRIES:
            raise Refused("rate-limited", retry_after_s=TRIES_WINDOW_S - (now - tries[0]))
        if len(self._tries) > 10_000:
            self._tries.clear()
        self._tries[user] = [*tries, now]

    def _take_device(self, connection: Connection, device: str, person: Person) -> None:
        row = connection.execute(select(devices.c.revoked).where(devices.c.id == device)).first()
        values = {"person_id": person.id, "crew_id": person.crew_id}
        if row is None:
            connection.execute(insert(devices).values(id=device, revoked=False, **values))
        elif row.revoked:
            raise Refused("device-revoked")
        else:
            fresh = {"confirmed_seq": 0, **values}
            connection.execute(update(devices).where(devices.c.id == device).values(**fresh))

    def _granted(self, connection: Connection, person: Person, device: str, family: str, generation: int) -> Grant:
        now = self._clock.wall_ms()
        pair = [f"{self._clock.random_bits(256):064x}" for _ in range(2)]
        shared = {"family": family, "generation": generation, "person_id": person.id, "device_id": device}
        lives = (("access", ACCESS_S), ("refresh", REFRESH_S))
        rows = [
            {"hash": _digest(token), "kind": kind, "expires_ms": now + life_s * 1000, **shared}
            for token, (kind, life_s) in zip(pair, lives, strict=True)
        ]
        connection.execute(insert(tokens), rows)
        return Grant(pair[0], pair[1], ACCESS_S, person, self._keys(connection), self._unlock(device), self.lease_days)

    def _unlock(self, device: str) -> str:
        """What opens a device's data beside its PIN; made from the database's own key, so nothing is stored for it."""
        mac_key = bytes.fromhex(self._database.identity["mac_key"])
        return hmac.new(mac_key, f"unlock {device}".encode(), hashlib.sha256).hexdigest()

    def _token_row(self, connection: Connection, token: str, kind: str) -> RowMapping | None:
        """The token with its person and device; None where it is unknown or too old."""
        wanted = {"hash": _digest(token), "kind": kind, "now_ms": self._clock.wall_ms()}
        row = connection.execute(_TOKEN, wanted).mappings().first()
        if row is not None and row["revoked"]:
            raise Refused("device-revoked")
        return row


def person_by_id(connection: Connection, person_id: str) -> Person | None:
    """The person, also where the account was closed."""
    row = connection.execute(select(people).where(people.c.id == person_id)).mappings().first()
    return None if row is None else person_in(row)


def person_in(row: RowMapping) -> Person:
    """The person of a row of `people`."""
    return Person(row["id"], row["name"], Role(row["role"]), row["crew_id"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
