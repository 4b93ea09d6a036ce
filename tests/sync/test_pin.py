"""The PIN: it adds to the key, a wrong one costs time and never data, a forgotten one costs a sign-in."""

from pathlib import Path

import pytest

from sync import credentials, pin
from tests.sync.test_credentials import MemoryKeyring

KEY = bytes(range(32))
CHEAP = pin.Cost(1, 8)
PIN, WORD = "480917", "what the hub gives"


@pytest.fixture(params=["keyring", "file"])
def key_file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path | None:
    """Where the key is kept."""
    monkeypatch.setattr("keyring.core._keyring_backend", MemoryKeyring())
    path = tmp_path / "laptop.key" if request.param == "file" else None
    credentials.keep(tmp_path, path, credentials.KEY, KEY)
    return path


def lock(folder: Path, key_file: Path | None, chosen: str = PIN) -> None:
    pin.set_pin(folder, key_file, KEY, chosen, "device-1", WORD, "Ana Ruiz", CHEAP)


def test_the_key_opens_with_the_pin_and_lies_nowhere_in_clear(tmp_path: Path, key_file: Path | None) -> None:
    lock(tmp_path, key_file)
    assert credentials.kept(tmp_path, key_file) is None
    assert pin.unlock(tmp_path, key_file, PIN) == KEY
    assert pin.who_locked(tmp_path, key_file) == "Ana Ruiz"
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert KEY not in written
    assert b"Ana Ruiz" not in written  # a shorter name is in base64 by chance
    assert PIN.encode() not in written


def test_a_wrong_pin_costs_more_and_more_time_and_nothing_else(tmp_path: Path, key_file: Path | None) -> None:
    lock(tmp_path, key_file)
    waits = []
    for number in range(12):
        with pytest.raises(pin.WrongPin):
            pin.unlock(tmp_path, key_file, f"{number:06}")
        kept = pin.read(tmp_path)
        assert kept is not None
        waits.append(pin.wait_s(kept.failures))
    assert waits[:6] == [0.0, 0.0, 5.0, 10.0, 20.0, 40.0]
    assert waits[-1] == 300.0
    assert pin.wait_s(10_000) == 300.0
    assert pin.unlock(tmp_path, key_file, PIN) == KEY
    assert pin.wait_s(pin.read(tmp_path).failures) == 0.0  # type: ignore[union-attr]


def test_a_forgotten_pin_opens_by_the_hubs_word(tmp_path: Path, key_file: Path | None) -> None:
    lock(tmp_path, key_file)
    with pytest.raises(pin.WrongPin):
        pin.unlock_online(tmp_path, key_file, "another hub's")
    assert pin.unlock_online(tmp_path, key_file, WORD) == KEY
    pin.remove(tmp_path, key_file, KEY)
    assert pin.read(tmp_path) is None
    assert credentials.laptop_key(tmp_path, key_file, has_data=True) == KEY


def test_the_file_alone_and_the_keyring_alone_open_nothing(tmp_path: Path, key_file: Path | None) -> None:
    lock(tmp_path, key_file)
    credentials.forget_key(tmp_path, key_file, credentials.PIN)
    with pytest.raises(credentials.KeyProblem, match="KEY-GONE"):
        pin.unlock(tmp_path, key_file, PIN)
    credentials.keep(tmp_path, key_file, credentials.PIN, bytes(32))
    with pytest.raises(pin.WrongPin):
        pin.unlock(tmp_path, key_file, PIN)


@pytest.mark.parametrize("cut", ["pin.forget_key", "pin.write"])
def test_a_power_cut_while_the_pin_is_set_or_changed_locks_nobody_out(
    tmp_path: Path, key_file: Path | None, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    for chosen in (PIN, "771204"):
        with monkeypatch.context() as cutting:
            if cut == "pin.write":
                cutting.setattr("sync.pin._write", power_cut)
            else:
                cutting.setattr(credentials, "forget_key", power_cut)
            with pytest.raises(KeyboardInterrupt):
                lock(tmp_path, key_file, chosen)
        assert opens(tmp_path, key_file, (PIN, "771204"))
        lock(tmp_path, key_file, PIN)
        assert pin.unlock(tmp_path, key_file, PIN) == KEY


def opens(folder: Path, key_file: Path | None, pins: tuple[str, ...]) -> bool:
    if pin.read(folder) is None:
        return credentials.laptop_key(folder, key_file, has_data=True) == KEY
    for tried in pins:
        try:
            return pin.unlock(folder, key_file, tried) == KEY
        except pin.WrongPin:
            continue
    return False


def test_a_damaged_file_has_a_spare(tmp_path: Path, key_file: Path | None) -> None:
    lock(tmp_path, key_file)
    (tmp_path / pin.FILE).write_bytes(b"\0" * 100)
    assert pin.unlock(tmp_path, key_file, PIN) == KEY


def test_a_short_pin_or_one_without_another_way_in_is_refused(tmp_path: Path, key_file: Path | None) -> None:
    for chosen, word in (("12345", WORD), (PIN, "")):
        with pytest.raises(ValueError, match="six digits"):
            pin.set_pin(tmp_path, key_file, KEY, chosen, "device-1", word, "Ana", CHEAP)
    assert credentials.laptop_key(tmp_path, key_file, has_data=True) == KEY
