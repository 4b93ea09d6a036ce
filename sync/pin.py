"""The PIN: the laptop's key wrapped twice in a small file, once for the PIN and once for the hub, never in clear.

Without a PIN the key lies in the keyring as it is. With one, the keyring has another secret instead, and `pin.json`
has the key wrapped (AES-256-GCM) under HKDF(secret + Argon2id(PIN)) and under HKDF(secret + what the hub gives to
whoever signs in on this laptop). So neither the file nor the open keyring alone opens the data, a wrong PIN only
costs time, and a forgotten one only a sign-in. An expired token has no part in it.
"""

import base64
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec.structs import replace

from sync import credentials
from sync.decoding import UNDECODABLE

FILE: Final = "pin.json"
SPARE: Final = "pin.spare.json"
SHORTEST: Final = 6  # digits: with less, who has laptop and keyring tries them all in an afternoon
KEY_BYTES: Final = 32
FREE_TRIES: Final = 3
FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 300.0


class Cost(msgspec.Struct, frozen=True):
    """What one try costs (Argon2id): passes and KiB of memory."""

    passes: int = 3
    memory_kib: int = 65_536


class Wrapped(msgspec.Struct, frozen=True):
    """The key under another one; base64."""

    nonce: str
    sealed: str


class PinFile(msgspec.Struct, frozen=True):
    """`pin.json`. `device` is the laptop's id, to sign in with while the rest is locked; `failures` in a row."""

    device: str
    salt: str
    cost: Cost
    by_pin: Wrapped
    by_hub: Wrapped
    who: Wrapped
    failures: int = 0
    format: int = 1


class WrongPin(Exception):
    """It was another PIN; or the hub's word did not fit."""


def read(folder: Path) -> PinFile | None:
    """The laptop's PIN file, or its spare where that cannot be read; None where no PIN is set."""
    for name in (FILE, SPARE):
        try:
            return msgspec.json.decode((folder / name).read_bytes(), type=PinFile)
        except (OSError, *UNDECODABLE):
            continue
    return None


def wait_s(failures: int) -> float:
    """How long to wait after so many wrong PINs in a row, also after a restart."""
    if failures < FREE_TRIES:
        return 0.0
    return float(min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(failures - FREE_TRIES, 16)))


def set_pin(
    folder: Path,
    key_file: Path | None,
    key: bytes,
    pin: str,
    device: str,
    unlock: str,
    who: str,
    cost: Cost = Cost(),
) -> None:
    """Lock the key with a PIN; `unlock` is what the hub gives at a sign-in, `who` the name on the lock screen.

    The key leaves the keyring last: cut anywhere before, the PIN is asked for and both still open.
    Raises credentials.KeyProblem, OSError, ValueError for a PIN that is too short.
    """
    if len(pin) < SHORTEST or not unlock:
        raise ValueError("a PIN has six digits or more, and needs the hub's other way in")
    salt = secrets.token_bytes(16)
    secret = credentials.kept(folder, key_file, credentials.PIN)
    if secret is None:  # the same one for the next PIN: an interrupted change must leave one that fits
        secret = secrets.token_bytes(KEY_BYTES)
        credentials.keep(folder, key_file, credentials.PIN, secret)
    kept = PinFile(
        device,
        base64.b64encode(salt).decode(),
        cost,
        _wrap(_pin_key(secret, pin, salt, cost), key),
        _wrap(_derived(secret, unlock.encode(), b"hub"), key),
        _wrap(_derived(secret, b"", b"who"), who.encode()),
    )
    _write(folder, kept)
    credentials.forget_key(folder, key_file)


def who_locked(folder: Path, key_file: Path | None) -> str:
    """The name on the lock screen; "" where the keyring will not say."""
    kept, secret = read(folder), credentials.kept(folder, key_file, credentials.PIN)
    try:
        return _unwrap(_derived(secret, b"", b"who"), kept.who).decode() if kept and secret else ""
    except WrongPin:
        return ""


def unlock(folder: Path, key_file: Path | None, pin: str) -> bytes:
    """The laptop's key. Raises WrongPin, after noting it; credentials.KeyProblem."""
    kept, secret = _both(folder, key_file)
    try:
        key = _unwrap(_pin_key(secret, pin, base64.b64decode(kept.salt), kept.cost), kept.by_pin)
    except WrongPin:
        _write(folder, replace(kept, failures=kept.failures + 1))
        raise
    if kept.failures:
        _write(folder, replace(kept, failures=0))
    return key


def unlock_online(folder: Path, key_file: Path | None, word: str) -> bytes:
    """The laptop's key, by what the hub gave at a sign-in. Raises WrongPin, credentials.KeyProblem."""
    kept, secret = _both(folder, key_file)
    return _unwrap(_derived(secret, word.encode(), b"hub"), kept.by_hub)


def remove(folder: Path, key_file: Path | None, key: bytes) -> None:
    """No PIN any more: the key is in the keyring again. Raises credentials.KeyProblem, OSError."""
    if credentials.kept(folder, key_file) != key:
        credentials.keep(folder, key_file, "", key)
    forget(folder, key_file)


def forget(folder: Path, key_file: Path | None) -> None:
    """The PIN's files and secret go. Raises credentials.KeyProblem, OSError."""
    for name in (FILE, SPARE):
        (folder / name).unlink(missing_ok=True)
    credentials.forget_key(folder, key_file, credentials.PIN)


def same(one: str, other: str) -> bool:
    """Whether two PINs are one."""
    return hmac.compare_digest(one.encode(), other.encode())


def _both(folder: Path, key_file: Path | None) -> tuple[PinFile, bytes]:
    kept, secret = read(folder), credentials.kept(folder, key_file, credentials.PIN)
    if kept is None or secret is None:
        raise credentials.KeyProblem("KEY-GONE")
    return kept, secret


def _pin_key(secret: bytes, pin: str, salt: bytes, cost: Cost) -> bytes:
    slow = hash_secret_raw(
        pin.encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=1,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return _derived(secret, slow, b"pin")


def _derived(secret: bytes, other: bytes, way: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=secret, info=b"fieldapp pin 1 " + way).derive(other or b"\0")


def _wrap(key: bytes, plain: bytes) -> Wrapped:
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, plain, None)
    return Wrapped(base64.b64encode(nonce).decode(), base64.b64encode(sealed).decode())


def _unwrap(key: bytes, wrapped: Wrapped) -> bytes:
    try:
        return AESGCM(key).decrypt(base64.b64decode(wrapped.nonce), base64.b64decode(wrapped.sealed), None)
    except (InvalidTag, ValueError):
        raise WrongPin from None


def _write(folder: Path, kept: PinFile) -> None:
    for name in (SPARE, FILE):  # without this file the key is gone, so there are two
        tmp = folder / f"{name}.new"
        with tmp.open("wb") as file:
            file.write(msgspec.json.encode(kept))
            file.flush()
            os.fsync(file.fileno())
        tmp.replace(folder / name)


