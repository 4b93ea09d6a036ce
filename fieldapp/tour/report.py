"""What the tour tells: each step with its checks on the terminal, and the same with pictures in report.md."""

import io
from pathlib import Path

from PIL import Image

PICTURE_BYTES = 300_000


class CheckFailed(Exception):
    """A check did not hold; the tour ends."""


class Report:
    """The steps so far. A check that fails is told like the others, and raised."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lines = ["# The tour", ""]
        self._count = 0
        self.failed = ""

    def step(self, title: str) -> None:
        """Begins a step."""
        self._count += 1
        print(f"\n{self._count}. {title}", flush=True)
        self._lines += ["", f"## {self._count}. {title}", ""]

    def check(self, what: str, holds: bool, found: object = "") -> None:
        """Tells what was checked. Raises CheckFailed where it does not hold."""
        mark = "ok" if holds else "FAILED"
        note = f" (found: {found})" if found != "" and not holds else ""
        print(f"   {mark:6} {what}{note}", flush=True)
        self._lines.append(f"- {'✓' if holds else '✗'} {what}{note}")
        if not holds:
            raise CheckFailed(f"{what}{note}")

    def tell(self, what: str) -> None:
        """Tells something that is not a check."""
        print(f"   {what}", flush=True)
        self._lines.append(f"- {what}")

    def picture(self, name: str) -> Path:
        """Where the next picture goes; call `shown` when it is there."""
        return self.folder / f"{name}.png"

    def shown(self, path: Path, caption: str) -> None:
        """Puts a picture into the report, as small as a page can carry."""
        _shrink(path)
        self._lines += ["", f"![{caption}]({path.name})", ""]

    def fail(self, why: str) -> None:
        """The tour ended early."""
        self.failed = why
        print(f"\nThe tour FAILED: {why}", flush=True)
        self._lines += ["", f"**The tour failed:** {why}"]

    def write(self) -> Path:
        """Writes report.md and returns where."""
        verdict = "It failed." if self.failed else "Every check held."
        path = self.folder / "report.md"
        path.write_text("\n".join([self._lines[0], "", verdict, *self._lines[1:], ""]), "utf-8")
        return path


def _shrink(path: Path) -> None:
    """Fewer colours where a picture with photos in it is too large for a page."""
    if path.stat().st_size <= PICTURE_BYTES:
        return
    with Image.open(path) as picture:
        small = io.BytesIO()
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    path.write_bytes(small.getvalue())
