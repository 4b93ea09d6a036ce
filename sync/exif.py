"""What a camera wrote into a picture that a work order needs: when, where, which way is up (EXIF 2.32)."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

import msgspec
from PIL import Image

ORIENTATION: Final = 0x0112
DATE_TIME_ORIGINAL: Final = 0x9003
OFFSET_TIME_ORIGINAL: Final = 0x9011
EXIF_IFD: Final = 0x8769
GPS_IFD: Final = 0x8825
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 1, 2, 3, 4

PLACE_DECIMALS: Final = 5  # about one metre, finer than any phone knows

_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


class CameraFacts(msgspec.Struct, frozen=True):
    """What the camera said; None for what it did not say or what cannot be true.

    `taken_at` is RFC 3339 with offset; where the camera gave no offset (`offset_known` is False) it is the
    camera's clock read in the zone given to `read_facts`. Latitude and longitude are degrees, WGS 84, both
    or none. `orientation` is EXIF's 1…8.
    """

    taken_at: str | None = None
    offset_known: bool = False
    latitude: float | None = None
    longitude: float | None = None
    orientation: int = 1


def read_facts(exif: Image.Exif, zone: tzinfo | None) -> CameraFacts:
    """The facts in `exif`; `zone` is where a time without offset was taken (None: this machine's zone).

    May raise what Pillow raises on mangled EXIF; a value that is merely absurd becomes None.
    """
    details = exif.get_ifd(EXIF_IFD)
    taken_at, offset_known = _time(details.get(DATE_TIME_ORIGINAL), details.get(OFFSET_TIME_ORIGINAL), zone)
    latitude, longitude = _place(exif.get_ifd(GPS_IFD))
    orientation = exif.get(ORIENTATION, 1)
    if orientation not in range(1, 9):
        orientation = 1
    return CameraFacts(taken_at, offset_known, latitude, longitude, int(orientation))


def _time(stamp: object, offset: object, zone: tzinfo | None) -> tuple[str | None, bool]:
    parts = _TIME.match(_text(stamp))
    if parts is None:
        return None, False
    known = _zone(_text(offset))
    try:
        year, month, day, hour, minute, second = map(int, parts.groups())
        clock = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # a camera's clock has no zone
        if known is not None:
            return clock.replace(tzinfo=known).isoformat(), True
        aware = clock.astimezone() if zone is None else clock.replace(tzinfo=zone)
        return aware.isoformat(), False
    except (ValueError, OverflowError, OSError):  # a date that is none, or before this machine's zone data
        return None, False


def _zone(offset: str) -> timezone | None:
    if offset == "Z":
        return UTC
    parts = _OFFSET.fullmatch(offset)
    if parts is None:
        return None
    minutes = int(parts[2]) * 60 + int(parts[3])
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if parts[1] == "+" else -minutes))


def _place(gps: Mapping[int, object]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(LATITUDE), gps.get(LATITUDE_REF), "NS", 90)
    longitude = _degrees(gps.get(LONGITUDE), gps.get(LONGITUDE_REF), "EW", 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):  # 0, 0 is "no fix yet"
        return None, None
    return latitude, longitude


def _degrees(value: object, ref: object, refs: str, limit: int) -> float | None:
    side = _text(ref)
    if not isinstance(value, tuple) or len(value) != 3 or len(side) != 1 or side not in refs:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    total = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(total) or min(degrees, minutes, seconds) < 0 or total > limit:
        return None
    if minutes > 60 or seconds > 60:  # a mangled rational, not a place
        return None
    return round(total if side == refs[0] else -total, PLACE_DECIMALS)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip(" \0") if isinstance(value, str) else ""
