"""The laptop's key: 32 random bytes in the system keyring, or in a key file where somebody asked for one."""

import base64
import os
import secrets
from pathlib import Path

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

SERVICE = "Fieldapp"
KEY_BYTES = 32
KEY, PIN = "", ".pin"
"""What is kept for a folder: its key in clear, or the secret that goes with a PIN."""

SENTENCES = {
    "KEY-GONE": "The key to this laptop's data is missing. The data is still here; call City IT.",
    "KEY-BROKEN": "The key to this laptop's data is damaged. The data is still here; call City IT.",
    "KEY-FILE": "The key file cannot be used. Nothing was changed; check its path and rights.",
    "KEY-NO-KEYRING": "This machine's keyring is locked or missing, so the app cannot open its data. "
    "Unlock it, or start with --key-file FILE.",
}
"""What each code means, in English; screens translate by the code."""


class KeyProblem(Exception):
    """The key cannot be had. `code` is one of SENTENCES, `sentence` the English text for the person."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = SENTENCES[code]
        super().__init__(f"{code}: {self.sentence}")


def laptop_key(folder: Path, key_file: Path | None, *, has_data: bool) -> bytes:
    """The key of the store in `folder`, made at the first start.

    `key_file` keeps it in a plain file instead of the keyring: for the demo, for tests and for machines without a
    keyring. `has_data` says that a store exists: then no new key is made, since it could never open it.
    Raises KeyProblem.
    """
    found = kept(folder, key_file)
    if found is not None:
        return found
    if has_data:
        raise KeyProblem("KEY-GONE")
    key = secrets.token_bytes(KEY_BYTES)
    keep(folder, key_file, KEY, key)
    return key


def kept(folder: Path, key_file: Path | None, which: str = KEY) -> bytes | None:
    """What is kept for the store in `folder`: its key, or the secret that belongs to a PIN. Raises KeyProblem."""
    return _read_file(_file(key_file, which)) if key_file else _read_keyring(_name(folder, which))


def keep(folder: Path, key_file: Path | None, which: str, value: bytes) -> None:
    """Keep 32 bytes; a file that is there is not written over. Raises KeyProblem."""
    if key_file:
        _write_file(_file(key_file, which), value)
    else:
        _write_keyring(_name(folder, which), value)


def forget_key(folder: Path, key_file: Path | None, which: str = KEY) -> None:
    """Forget what is kept for the store in `folder`; nothing there is no error. Raises KeyProblem."""
    if key_file is not None:
        try:
            _file(key_file, which).unlink(missing_ok=True)
        except OSError as error:
            raise KeyProblem("KEY-FILE") from error
        return
    try:
        keyring.delete_password(SERVICE, _name(folder, which))
    except PasswordDeleteError:
        return  # it is gone already
    except KeyringError as error:
        raise _no_keyring() from error


def _file(key_file: Path, which: str) -> Path:
    return key_file.with_name(f"{key_file.name}{which}")


def _name(folder: Path, which: str) -> str:
    return f"{folder.resolve()}{which}"


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem("KEY-BROKEN")
    return key


def _read_file(path: Path) -> bytes | None:
    try:
        return _decoded(path.read_text("ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyProblem("KEY-FILE") from error


def _write_file(path: Path, key: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(base64.b64encode(key).decode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise KeyProblem("KEY-FILE") from error


def _read_keyring(name: str) -> bytes | None:
    try:
        kept = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise _no_keyring() from error
    return _decoded(kept) if kept is not None else None


def _write_keyring(name: str, key: bytes) -> None:
    try:
        keyring.set_password(SERVICE, name, base64.b64encode(key).decode())
    except KeyringError as error:
        raise _no_keyring() from error
    if _read_keyring(name) != key:  # some backends take a secret and keep nothing
        raise _no_keyring()


def _no_keyring() -> KeyProblem:
    return KeyProblem("KEY-NO-KEYRING")
