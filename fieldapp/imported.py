"""Which files were added to a job already, by their SHA-256, to mark them on a card. Nothing is lost with it."""

import hashlib
import threading
from pathlib import Path

FILE_NAME = "imported.txt"
_PIECE = 1 << 20


class Imported:
    """A list of digests in a file of its own in `folder`, None keeps it in memory only. Any thread may call."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / FILE_NAME if folder is not None else None
        self._lock = threading.Lock()
        self._sizes: set[int] = set()
        self._digests: set[str] = set()
        self._seen: dict[tuple[str, int, int], str | None] = {}  # digests that were computed, a card is slow
        for line in self._lines():
            digest, _, size = line.partition(" ")
            if len(digest) == 64 and size.isdigit():
                self._digests.add(digest)
                self._sizes.add(int(size))

    def add(self, path: Path) -> None:
        """Remembers a file. One that cannot be read any more, or a full disk, costs only the mark."""
        digest = digest_of(path)
        with self._lock:
            if digest is None or digest in self._digests:
                return
            size = path.stat().st_size
            self._digests.add(digest)
            self._sizes.add(size)
            if self._file is not None:
                try:
                    with self._file.open("a", encoding="ascii") as file:
                        file.write(f"{digest} {size}\n")
                except OSError:
                    return

    def has(self, path: Path, size: int, changed_ms: int) -> bool:
        """Whether these very bytes were added before; only a file of a size that was is read."""
        key = (str(path), size, changed_ms)
        with self._lock:
            if size not in self._sizes:
                return False
            if key in self._seen:
                return self._seen[key] in self._digests
        digest = digest_of(path)
        with self._lock:
            self._seen[key] = digest
            return digest in self._digests

    def _lines(self) -> list[str]:
        try:
            return self._file.read_text(encoding="ascii").splitlines() if self._file is not None else []
        except (OSError, ValueError):
            return []


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file in hex, None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()
