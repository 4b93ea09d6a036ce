"""The hub's machine: it can be killed in any call, lose its power, be backed up and be put back to a backup."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sync.crm import NoLine
from sync.server.calls import Call, Result
from sync.server.hub import Hub
from sync.simulator import city
from sync.simulator.disk import HUB_KEPT, Disk, killed, tear
from sync.simulator.edits import Edit
from sync.simulator.virtual_time import Crashed, VirtualClock, World

OLDEST_MS: Final = 13 * 24 * 3_600_000
"""Of a backup that is put back: for two weeks after its receipt a laptop has each photo as well."""


@dataclass(frozen=True)
class Backup:
    """The hub as it was: its database and photos, and the edits that the office had made."""

    folder: Path
    photos: dict[Path, bytes]
    edits: tuple[Edit, ...]
    at_ms: int


class HubHost:
    """When the process is killed in a call, the next call finds a new one on the same disk."""

    def __init__(self, folder: Path, world: World, rng: random.Random, disk: Disk, step: Callable[[str], None]) -> None:
        self._folder, self._world, self._rng, self._disk, self._step = folder, world, rng, disk, step
        self._clock = VirtualClock(world, rng)
        self.edits: list[Edit] = []
        self.backups: list[Backup] = []
        self.restores = 0
        self._least_client = ""
        self.hub = self._started()

    def answer(self, call: Call) -> Result:
        """The hub's answer. Raises NoLine where it was killed in it."""
        try:
            result = self.hub.answer(call)
            if not isinstance(result.body, bytes):
                result = Result(result.status, result.headers, b"".join(result.body))
            return result
        except Crashed as crash:
            self.restart(power=crash.power)
            raise NoLine("NET-CUT") from crash

    def restart(self, *, power: bool = False) -> None:
        """Killed, and started again; with `power` the machine lost what was not synced."""
        killed(self._folder, HUB_KEPT, self.hub.close)
        if power:
            tear(self._folder / "hub.db-wal", 2, self._rng)
            self._disk.cut(self._folder / "hub", self._rng)
        self.hub = self._started()

    def serve(self, least_client: str) -> None:
        """From now on give nothing to clients older than that; "" serves all. The hub is started again for it."""
        if least_client != self._least_client:
            self._least_client = least_client
            self.restart()

    def back_up(self) -> None:
        """A copy of database and photos, as any backup tool would take it."""
        folder = self._folder / f"backup-{len(self.backups)}"
        folder.mkdir()
        for name in HUB_KEPT:
            if (self._folder / name).exists():
                shutil.copyfile(self._folder / name, folder / name)
        self.backups.append(Backup(folder, self._photos(), tuple(self.edits), self._world.elapsed_ms))

    def restore(self) -> bool:
        """Put a backup back, with what has come since among the photos or without it; False where there is none."""
        oldest_ms = self._world.elapsed_ms - OLDEST_MS
        fresh = [backup for backup in self.backups if backup.at_ms >= oldest_ms]
        if not fresh:
            return False
        backup = self._rng.choice(fresh)
        self.hub.close()
        for name in HUB_KEPT:
            (self._folder / name).unlink(missing_ok=True)
            (self._folder / f"{name}-shm").unlink(missing_ok=True)
            if (backup.folder / name).exists():
                shutil.copyfile(backup.folder / name, self._folder / name)
        if self._rng.random() < 0.5:
            for path in self._photos().keys() - backup.photos.keys():
                path.unlink()
        for path, content in backup.photos.items():
            path.write_bytes(content)
        self.edits[:] = backup.edits
        self.restores += 1
        self.hub = self._started()
        return True

    def _photos(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (self._folder / "hub" / "photos").glob("??/*")}

    def _started(self) -> Hub:
        return Hub(
            city.hub_url(self._folder),
            self._folder / "hub",
            self._clock,
            self._step,
            minimum_client=self._least_client,
            hasher=city.CHEAP,
        )
