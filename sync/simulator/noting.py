"""A long run notes how far it has come, so that one which was cut off goes on; for other code it begins anew."""

import hashlib
from pathlib import Path
from typing import Final, TypeVar

import msgspec

_Run = TypeVar("_Run")
_ROOT: Final = Path(__file__).parents[1]


class _Note(msgspec.Struct, frozen=True):
    code: str
    run: msgspec.Raw


def code() -> str:
    """A digest of everything that a schedule runs, and of the schedules themselves."""
    whole = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*.py")):
        whole.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def note(path: Path, run: object) -> None:
    """How far `run`, a dataclass, has come."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tmp = path.with_name(f"{path.name}.tmp")
    tmp.write_bytes(msgspec.json.encode(_Note(code(), msgspec.Raw(msgspec.json.encode(run)))))
    tmp.replace(path)


def noted(path: Path, kind: type[_Run]) -> _Run | None:
    """What was noted there by the same code; None where there is nothing of the kind."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Note)
        return msgspec.json.decode(found.run, type=kind) if found.code == code() else None
    except (OSError, msgspec.DecodeError):
        return None
