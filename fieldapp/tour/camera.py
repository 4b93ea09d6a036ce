"""The photos that the crew takes on the tour: the demo's pictures with a camera's time and place, one of them HEIC."""

from datetime import datetime
from pathlib import Path

import pillow_heif
from PIL import Image

from sync.orders import WorkOrder

METRES_OFF_DEGREES = 7e-5
IFD_EXIF, IFD_GPS = 0x8769, 0x8825
DATE_TIME_ORIGINAL, OFFSET_TIME_ORIGINAL = 0x9003, 0x9011


def take_photo(picture: Path, into: Path, order: WorkOrder, at: datetime) -> Path:
    """A photo of `picture` as a phone would have taken it near the order's address at that time.

    The ending of `into` says which kind of file it is. Returns it.
    """
    with Image.open(picture) as opened:
        whole = opened.convert("RGB")
    # No hand holds a camera twice in the same place: two photos of one picture are two photos.
    moved = 1 + sum(1 for _ in into.parent.iterdir())
    image = whole.crop((moved, 0, whole.width, whole.height))
    exif = _exif(order, at)
    if into.suffix == ".heic":
        pillow_heif.from_pillow(image).save(into, quality=80, exif=exif)
    else:
        image.save(into, "JPEG", quality=88, exif=exif)
    return into


def _exif(order: WorkOrder, at: datetime) -> bytes:
    exif = Image.Exif()
    camera = exif.get_ifd(IFD_EXIF)
    camera[DATE_TIME_ORIGINAL] = at.strftime("%Y:%m:%d %H:%M:%S")
    camera[OFFSET_TIME_ORIGINAL] = at.strftime("%z")[:3] + ":" + at.strftime("%z")[3:]
    if order.lat is not None and order.long is not None:
        place = exif.get_ifd(IFD_GPS)
        lat, long = order.lat + METRES_OFF_DEGREES, order.long
        place[1], place[2] = "N" if lat >= 0 else "S", _degrees(lat)
        place[3], place[4] = "E" if long >= 0 else "W", _degrees(long)
    return exif.tobytes()


def _degrees(value: float) -> tuple[float, float, float]:
    value = abs(value)
    minutes = value % 1 * 60
    return float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 4)
