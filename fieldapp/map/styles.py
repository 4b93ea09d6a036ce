"""How the map looks in each theme: calm enough that pins stand out, and in the sun only black lines on white."""

import itertools
from dataclasses import dataclass
from typing import Final

ROADS: Final = ("minor", "secondary", "primary", "motorway")
"""Classes of streets from the smallest, which is drawn first."""


@dataclass(frozen=True)
class Style:
    """Colours as "#rrggbb"; roads by class of ROADS. `outside` is what lies beyond the map's file.

    Streets from afar are one thin line, `thin_as_casing` where the road's own colour would not be seen on the ground.
    """

    outside: str
    ground: str
    water: str
    park: str
    building: str
    casing: dict[str, str]
    road: dict[str, str]
    thin_as_casing: bool
    text: str
    halo: str
    place: str
    attribution: str


# fmt: off
_LIGHT = Style(
    outside="#e6e4de", ground="#f2f0ea", water="#bcd7e8", park="#d4e6cd", building="#e6e2d9",
    casing={"minor": "#dbd7cd", "secondary": "#d9cba6", "primary": "#e3c583", "motorway": "#d08a45"},
    road={"minor": "#ffffff", "secondary": "#fdf6e2", "primary": "#fbe3ab", "motorway": "#f2ab66"},
    thin_as_casing=True,
    text="#3b4652", halo="#ffffff", place="#5b6673", attribution="#4c5b6b",
)
_DARK = Style(
    outside="#0c1116", ground="#1a212a", water="#0f2a3f", park="#1a3026", building="#222b36",
    casing={"minor": "#141a22", "secondary": "#141a22", "primary": "#141a22", "motorway": "#141a22"},
    road={"minor": "#323d4b", "secondary": "#3d4a5a", "primary": "#5a5a4a", "motorway": "#8a653d"},
    thin_as_casing=False,
    text="#d5dde6", halo="#11171e", place="#a9b8c8", attribution="#a9b8c8",
)
_SUNLIGHT = Style(
    outside="#d9d9d9", ground="#ffffff", water="#a8cdf0", park="#cfe8c4", building="#e8e8e8",
    casing={"minor": "#5a5a5a", "secondary": "#000000", "primary": "#000000", "motorway": "#000000"},
    road={"minor": "#ffffff", "secondary": "#ffffff", "primary": "#ffe45c", "motorway": "#ffb01f"},
    thin_as_casing=True,
    text="#000000", halo="#ffffff", place="#000000", attribution="#000000",
)
# fmt: on
STYLES: Final = {"light": _LIGHT, "dark": _DARK, "sunlight": _SUNLIGHT}

# Widths in pixels at 100 %, by zoom: in between they grow evenly.
_WIDTHS: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "minor": ((12.5, 0.0), (13, 0.6), (14, 1.2), (15, 3.0), (16, 6.0), (17, 10.0), (19, 20.0)),
    "secondary": ((11, 0.0), (11.5, 0.8), (13, 1.6), (15, 5.0), (16, 8.0), (17, 13.0), (19, 24.0)),
    "primary": ((8, 0.6), (11, 1.2), (13, 2.6), (15, 6.5), (16, 10.0), (17, 15.0), (19, 28.0)),
    "motorway": ((7, 0.8), (11, 2.0), (13, 3.6), (15, 7.5), (16, 11.0), (17, 16.0), (19, 30.0)),
}


def road_px(road: str, zoom: float) -> float:
    """How wide a street is drawn at a zoom, 0 where it is not."""
    stops = _WIDTHS[road]
    if zoom <= stops[0][0]:
        return stops[0][1]
    for (low, narrow), (high, wide) in itertools.pairwise(stops):
        if zoom <= high:
            return narrow + (wide - narrow) * (zoom - low) / (high - low)
    return stops[-1][1]
