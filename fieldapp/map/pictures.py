"""Raster tiles as pictures: Pillow reads every format that map files use, WebP too."""

import io

from PIL import Image
from PySide6.QtGui import QImage

from fieldapp.map.problem import MapProblem

_LARGEST_PX = 4096


def picture_width(data: bytes) -> int:
    """How many pixels wide a picture is. Raises MapProblem where it is none."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return int(picture.width)
    except (OSError, ValueError, Image.DecompressionBombError):
        raise MapProblem("MAP-DAMAGED") from None


def picture(data: bytes) -> QImage:
    """The picture of a tile. Raises MapProblem where it cannot be read."""
    try:
        with Image.open(io.BytesIO(data)) as read:
            if max(read.size) > _LARGEST_PX:
                raise MapProblem("MAP-DAMAGED")
            pixels = read.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise MapProblem("MAP-DAMAGED") from None
    width, height = pixels.size
    return QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
