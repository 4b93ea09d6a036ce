"""Places on the ground: which coordinates can be believed, and how far apart two are."""

from math import asin, cos, isfinite, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_EARTH_M = 6_371_000.0


def believable(lat: float | None, long: float | None) -> Point | None:
    """The point, None where it is missing, out of range, or rounded to whole degrees as real lists have it."""
    if lat is None or long is None or not (isfinite(lat) and isfinite(long)):
        return None
    if abs(lat) > 90 or abs(long) > 180 or (lat == round(lat) and long == round(long)):
        return None
    return lat, long


def metres_between(first: Point, second: Point) -> float:
    """The distance of two points along the ground (a sphere is near enough for a street)."""
    lat1, long1, lat2, long2 = map(radians, (*first, *second))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((long2 - long1) / 2) ** 2
    return 2 * _EARTH_M * asin(sqrt(min(1.0, half)))
