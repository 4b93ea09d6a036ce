"""The key of the laptop's file: in the system keyring, in a key file where one is named, and never made twice."""

import base64
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from sync.credentials import KEY_BYTES, SERVICE, KeyProblem, laptop_key


class MemoryKeyring(KeyringBackend):
    """A keyring that lasts as long as a test; `locked` as one whose owner has gone."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.locked:
            raise KeyringLocked
        if (service, username) not in self.secrets:
            raise PasswordDeleteError
        del self.secrets[service, username]


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    """The system's keyring for the time of a test."""
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    """A machine without a keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)


def refused(folder: Path, key_file: Path | None = None, *, has_data: bool = False) -> str:
    """The code of the problem."""
    with pytest.raises(KeyProblem) as problem:
        laptop_key(folder, key_file, has_data=has_data)
    assert problem.value.sentence.endswith(".")
    return problem.value.code


class TestKeyring:
    """The place for a key on a laptop."""

    def test_the_first_start_makes_a_key_and_the_next_finds_it(self, ring: MemoryKeyring, tmp_path: Path) -> None:
        key = laptop_key(tmp_path, None, has_data=False)
        assert len(key) == KEY_BYTES
        assert laptop_key(tmp_path, None, has_data=True) == key
        assert list(tmp_path.iterdir()) == []

    def test_two_folders_have_two_keys(self, ring: MemoryKeyring, tmp_path: Path) -> None:
        keys = {laptop_key(tmp_path / name, None, has_data=False) for name in ("a", "b")}
        assert len(keys) == 2

    def test_a_lost_key_is_never_replaced_under_existing_data(self, ring: MemoryKeyring, tmp_path: Path) -> None:
        assert refused(tmp_path, has_data=True) == "KEY-GONE"
        assert ring.secrets == {}

    def test_a_damaged_key_is_told_and_stays(self, ring: MemoryKeyring, tmp_path: Path) -> None:
        name = (SERVICE, str(tmp_path.resolve()))
        for damaged in ("not base64!", base64.b64encode(b"short").decode()):
            ring.secrets[name] = damaged
            assert refused(tmp_path) == "KEY-BROKEN"
            assert ring.secrets[name] == damaged

    def test_a_locked_keyring_is_told(self, ring: MemoryKeyring, tmp_path: Path) -> None:
        ring.locked = True
        assert refused(tmp_path) == "KEY-NO-KEYRING"

    def test_a_machine_without_a_keyring_is_told(self, no_ring: None, tmp_path: Path) -> None:
        assert refused(tmp_path) == "KEY-NO-KEYRING"

    def test_a_keyring_that_keeps_nothing_is_found_out_before_data_is_locked_with_the_key(self, tmp_path: Path) -> None:
        before = keyring.get_keyring()
        keyring.set_keyring(keyring.backends.null.Keyring())
        try:
            assert refused(tmp_path) == "KEY-NO-KEYRING"
        finally:
            keyring.set_keyring(before)


class TestKeyFile:
    """For the demo, for tests, and for machines without a keyring."""

    def test_it_needs_no_keyring(self, no_ring: None, tmp_path: Path) -> None:
        file = tmp_path / "keys" / "laptop.key"
        key = laptop_key(tmp_path, file, has_data=False)
        assert laptop_key(tmp_path, file, has_data=True) == key

    @pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        laptop_key(tmp_path, tmp_path / "laptop.key", has_data=False)
        assert stat.S_IMODE((tmp_path / "laptop.key").stat().st_mode) == 0o600

    def test_a_lost_file_is_never_replaced_under_existing_data(self, tmp_path: Path) -> None:
        assert refused(tmp_path, tmp_path / "laptop.key", has_data=True) == "KEY-GONE"
        assert not (tmp_path / "laptop.key").exists()

    @pytest.mark.parametrize("content", [b"", b"AAAA", "schlüssel".encode()])
    def test_a_damaged_file_is_told_and_stays(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "laptop.key").write_bytes(content)
        assert refused(tmp_path, tmp_path / "laptop.key") in ("KEY-BROKEN", "KEY-FILE")
        assert (tmp_path / "laptop.key").read_bytes() == content

    def test_a_path_that_cannot_be_a_file_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        assert refused(tmp_path, tmp_path) == "KEY-FILE"
        assert refused(tmp_path, tmp_path / "file" / "laptop.key") == "KEY-FILE"
