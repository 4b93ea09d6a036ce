"""Whether a photo is blurred, too dark or burnt out, while the crew can still take another one."""

from enum import StrEnum
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from fieldapp.background import Background
from sync.photo_refused import FrameDamaged
from sync.store import Store

if TYPE_CHECKING:  # Pillow is loaded with the first photo that is looked at, in another thread
    from PIL import Image

# A photo is judged on its grey copy of 512 px with the contrast stretched, so that dusk is not taken for blur.
# Sharpness is the variance of the second difference (the Laplacian, along each axis on its own, because a hand that
# shakes blurs along one), of the sharpest of 16 parts, because sky and wet asphalt are smooth in a good photo, too.
# Of the 45 files there are (3 pictures from cameras, two of them in many orientations, and 33 drawn) none is blamed:
# the least sharp one has 244, of the cameras' 438. All 36 pictures are noticed with a Gaussian of 0.3 % of the longer
# side (6 px of 2,048; two in three at 0.2 %) and with a shake of 2 % along an axis, every second with one askew.
BLURRED_BELOW: Final = 70.0
DARK_BELOW: Final = 64  # of 255, what the brightest tenth begins at: 119 in the darkest, a street at night
BURNT_FROM: Final = 250
BURNT_SHARE: Final = 0.4  # so much of a burnt photo is white: 0.005 of the whitest good one
_SIDE_PX: Final = 512
_PARTS: Final = 4


class Flaw(StrEnum):
    """What may be wrong with a photo: advice, never a reason to refuse it."""

    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"


def flaws_of(jpeg: bytes) -> tuple[Flaw, ...]:
    """What is wrong with a photo, worst first; nothing for bytes that are none. Takes about 20 ms."""
    from PIL import Image

    try:
        with Image.open(BytesIO(jpeg), formats=("JPEG",)) as source:
            source.draft("L", (_SIDE_PX, _SIDE_PX))
            grey = source.convert("L")
    except (OSError, ValueError, SyntaxError):
        return ()
    grey.thumbnail((_SIDE_PX, _SIDE_PX))
    if min(grey.size) < 4 * _PARTS:  # an icon or a strip, nothing to judge
        return ()
    levels = grey.histogram()
    if _level_at(levels, 0.9) < DARK_BELOW:
        return (Flaw.DARK,)  # whether it is sharp cannot be seen either
    if sum(levels[BURNT_FROM:]) > BURNT_SHARE * sum(levels):
        return (Flaw.BRIGHT,)
    return (Flaw.BLURRED,) if sharpness(grey) < BLURRED_BELOW else ()


def sharpness(grey: "Image.Image") -> float:
    """How sharp the sharpest part of a grey picture of 512 px is, along the axis that is less so."""
    from PIL import ImageFilter, ImageOps, ImageStat

    stretched = ImageOps.autocontrast(grey, cutoff=1)
    found = []
    for weights in ((0, 0, 0, 1, -2, 1, 0, 0, 0), (0, 1, 0, 0, -2, 0, 0, 1, 0)):
        edges = stretched.filter(ImageFilter.Kernel((3, 3), weights, scale=1, offset=128))
        inner = edges.crop((1, 1, edges.width - 1, edges.height - 1))  # the filter leaves the rim as it was
        wide, high = inner.width, inner.height
        parts = (
            (wide * x // _PARTS, high * y // _PARTS, wide * (x + 1) // _PARTS, high * (y + 1) // _PARTS)
            for x in range(_PARTS)
            for y in range(_PARTS)
        )
        found.append(max(ImageStat.Stat(inner.crop(part)).var[0] for part in parts))
    return min(found)


def _level_at(levels: list[int], share: float) -> int:
    """The level that `share` of all points stay below."""
    left = share * sum(levels)
    for level, count in enumerate(levels):
        left -= count
        if left <= 0:
            return level
    return len(levels)


class PhotoFlaws(QObject):
    """Looks at photos of this laptop in the background, each once; `judged(photo_id)` when one was looked at."""

    judged = Signal(str)

    def __init__(self, store: Store, jobs: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._jobs = store, jobs
        self._found: dict[str, tuple[Flaw, ...] | None] = {}

    def of(self, photo_id: str) -> tuple[Flaw, ...]:
        """What is wrong with a photo; nothing as long as it was not looked at, which this asks for."""
        if photo_id not in self._found:
            self._found[photo_id] = None
            self._jobs.run(partial(self._look, photo_id), partial(self._keep, photo_id), partial(self._fail, photo_id))
        return self._found[photo_id] or ()

    def _look(self, photo_id: str) -> tuple[Flaw, ...]:
        try:
            data = self._store.photo_bytes(photo_id)
        except FrameDamaged:
            return ()
        return () if data is None else flaws_of(data)

    def _keep(self, photo_id: str, flaws: tuple[Flaw, ...]) -> None:
        self._found[photo_id] = flaws
        if flaws:
            self.judged.emit(photo_id)

    def _fail(self, photo_id: str, _error: Exception) -> None:
        self._found[photo_id] = ()  # a file that does not open has its own sentence
