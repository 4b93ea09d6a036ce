"""Web Mercator: points on the ground, places in the square world of tiles, and the part of it that a window shows."""

from dataclasses import dataclass, replace
from math import asinh, atan, degrees, pi, radians, sinh, tan

from sync.places import Point

World = tuple[float, float]
"""A place in the square world: x to the east and y to the south, both 0 to 1."""

Box = tuple[float, float, float, float]
"""West, north, east, south in the square world."""

LEAST_ZOOM, MOST_ZOOM = 3.0, 19.0
_UNIT_PX = 256  # the world's width at zoom 0, as everywhere
_LAST_LAT = 85.05112878


def to_world(point: Point) -> World:
    """Where a point lies; latitudes near the poles are cut to the square's edge."""
    lat = max(-_LAST_LAT, min(_LAST_LAT, point[0]))
    return (point[1] + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2


def to_point(world: World) -> Point:
    """Latitude and longitude of a place."""
    return degrees(atan(sinh(pi * (1 - 2 * world[1])))), world[0] * 360 - 180


def box_around(west: float, south: float, east: float, north: float) -> Box:
    """A box given in degrees."""
    left, top = to_world((north, west))
    right, bottom = to_world((south, east))
    return left, top, right, bottom


@dataclass(frozen=True)
class View:
    """What a window of `width` × `height` pixels shows: its middle, and a zoom of which 1 more is twice as near."""

    middle: World
    zoom: float
    width: int
    height: int

    @property
    def world_px(self) -> float:
        """How many pixels wide the whole world would be."""
        return float(_UNIT_PX * 2**self.zoom)

    @property
    def box(self) -> Box:
        """The part of the world in sight."""
        half_x, half_y = self.width / 2 / self.world_px, self.height / 2 / self.world_px
        x, y = self.middle
        return x - half_x, y - half_y, x + half_x, y + half_y

    def pixel(self, place: World) -> tuple[float, float]:
        """Where in the window a place is."""
        size = self.world_px
        return (
            (place[0] - self.middle[0]) * size + self.width / 2,
            (place[1] - self.middle[1]) * size + self.height / 2,
        )

    def place(self, x: float, y: float) -> World:
        """The place under a pixel."""
        size = self.world_px
        return self.middle[0] + (x - self.width / 2) / size, self.middle[1] + (y - self.height / 2) / size

    def moved(self, right_px: float, down_px: float) -> "View":
        """The view after its window was moved over the map; it stays on the world."""
        x, y = self.middle[0] + right_px / self.world_px, self.middle[1] + down_px / self.world_px
        return replace(self, middle=(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)))

    def zoomed(self, zoom: float, x: float, y: float) -> "View":
        """The view at another zoom, with the place under pixel x, y kept where it is."""
        kept = self.place(x, y)
        near = replace(self, zoom=max(LEAST_ZOOM, min(MOST_ZOOM, zoom)))
        at_x, at_y = near.pixel(kept)
        return near.moved(at_x - x, at_y - y)

    def sized(self, width: int, height: int) -> "View":
        """The view in a window of another size, around the same middle."""
        return replace(self, width=max(1, width), height=max(1, height))

    def grown(self, px: int) -> "View":
        """The view with a margin on each side."""
        return replace(self, width=self.width + 2 * px, height=self.height + 2 * px)

    def shows(self, other: "View") -> bool:
        """Whether all of another view of the same zoom lies inside this one."""
        west, north, east, south = self.box
        left, top, right, bottom = other.box
        return west <= left and north <= top and east >= right and south >= bottom


def around(places: list[World], width: int, height: int, margin_px: int = 48, most_zoom: float = 16.0) -> View:
    """The view that shows all these places (at least one) with a margin, as near as `most_zoom` at most."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    room_x, room_y = max(1, width - 2 * margin_px), max(1, height - 2 * margin_px)
    zoom = most_zoom
    while zoom > LEAST_ZOOM:
        size = _UNIT_PX * 2**zoom
        if (max(xs) - min(xs)) * size <= room_x and (max(ys) - min(ys)) * size <= room_y:
            break
        zoom -= 0.25
    return View(middle, max(zoom, LEAST_ZOOM), max(1, width), max(1, height))
