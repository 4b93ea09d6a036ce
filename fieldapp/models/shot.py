"""A picture from this laptop's camera, as a photo file: with when it was taken, as any camera writes it."""

from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from PySide6.QtGui import QImage

_QUALITY = 95
_EXIF, _TAKEN, _OFFSET = 0x8769, 0x9003, 0x9011


class Shot(NamedTuple):
    """What the camera saw, and when (with an offset from UTC)."""

    image: QImage
    at: datetime


def jpeg(shot: Shot) -> bytes:
    """The bytes of the file. Takes tens of milliseconds: not for the window's thread."""
    from PIL import Image  # Pillow is loaded with the first photo, not with the window

    flat = shot.image.convertToFormat(QImage.Format.Format_RGB888)
    size, raw = (flat.width(), flat.height()), bytes(flat.constBits())
    picture = Image.frombuffer("RGB", size, raw, "raw", "RGB", flat.bytesPerLine(), 1)
    facts = Image.Exif()
    facts.get_ifd(_EXIF).update({_TAKEN: f"{shot.at:%Y:%m:%d %H:%M:%S}", _OFFSET: f"{shot.at.isoformat()[-6:]}"})
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, exif=facts)
    return out.getvalue()
