"""What layers and classes of vector tiles mean here: those of OpenMapTiles, Protomaps, Shortbread and our demo map."""

from typing import Final, Literal

from fieldapp.map.vector_tile import Feature, Value

Area = Literal["water", "park", "building"]
AREAS: Final[dict[str, Area]] = {
    "water": "water", "ocean": "water", "water_polygons": "water",
    "park": "park", "landcover": "park", "landuse": "park", "land": "park",
    "building": "building", "buildings": "building",
}  # fmt: skip
LINES: Final = frozenset({"transportation", "transportation_name", "roads", "streets", "street_labels"})
PLACES: Final = frozenset({"place", "places", "place_labels"})
WANTED: Final = frozenset(AREAS) | LINES | PLACES
_GREEN: Final = frozenset({
    "park", "cemetery", "grass", "wood", "forest", "garden", "golf_course", "nature_reserve", "national_park", "pitch",
    "recreation_ground", "grassland", "scrub", "meadow", "village_green", "playground",
})  # fmt: skip
_ROADS: Final[dict[str, str]] = {
    "motorway": "motorway", "trunk": "motorway", "highway": "motorway",
    "primary": "primary", "major_road": "primary",
    "secondary": "secondary", "medium_road": "secondary",
    "tertiary": "minor", "minor": "minor", "minor_road": "minor", "residential": "minor", "unclassified": "minor",
    "street": "minor", "living_street": "minor", "service": "minor", "busway": "minor",
}  # fmt: skip
_PLACES: Final[dict[str, int]] = {
    "city": 0, "locality": 0, "town": 0, "borough": 1, "village": 1, "suburb": 1, "neighbourhood": 1, "quarter": 1,
}  # fmt: skip


def class_of(feature: Feature) -> str:
    """Its class, whatever its makers call that."""
    tags = feature.tags
    return str(tags.get("class") or tags.get("kind") or tags.get("pmap:kind") or "")


def name_of(feature: Feature) -> str:
    """Its name, empty for none."""
    name: Value = feature.tags.get("name", "")
    return name if isinstance(name, str) else ""


def area_of(layer: str, feature: Feature) -> Area | None:
    """What an area is drawn as, None where it is not."""
    area = AREAS.get(layer)
    if area == "park" and layer != "park" and class_of(feature) not in _GREEN:
        return None
    return area


def road_of(feature: Feature) -> str | None:
    """The class of a street, one of styles.ROADS, None for railways, paths and ferries."""
    return _ROADS.get(class_of(feature))


def place_rank(feature: Feature) -> int | None:
    """0 for a city, 1 for a part of one, None for what is not named on the map."""
    return _PLACES.get(class_of(feature))
