"""Making a 12 MP photo ready, against the simple way with Pillow."""

import io
from collections.abc import Iterator

from PIL import Image

from sync.photos import LONGEST_PX, THUMBNAIL_PX, prepare
from tests.bench.figures import Figure, middle_ms


def measured(width_px: int, rounds: int) -> Iterator[Figure]:
    """A JPEG of `width_px` × ¾ `width_px`."""
    size = (width_px, width_px * 3 // 4)
    picture = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    photo = out.getvalue()
    ours = middle_ms(lambda _number: prepare(photo), rounds)
    simple = middle_ms(lambda _number: _simple(photo), rounds)
    yield Figure(f"photo of {size[0] * size[1] / 1e6:.0f} MP made ready, against plain Pillow", ours, "ms", simple, 0.5)


def _simple(photo: bytes) -> None:
    with Image.open(io.BytesIO(photo)) as picture:
        picture.load()
        for side in (LONGEST_PX, THUMBNAIL_PX):
            small = picture.copy()
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
            small.save(io.BytesIO(), "JPEG", quality=85)
