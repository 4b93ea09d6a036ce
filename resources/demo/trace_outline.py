"""Simplifies New York's open boundaries into `outline.json`, which `draw_map.py` draws the demo map from.

`python resources/demo/trace_outline.py BOROUGHS.geojson NEIGHBOURHOODS.geojson`, with the city's Borough Boundaries and
2020 Neighborhood Tabulation Areas as GeoJSON. Needs Shapely, which the project itself does not.
"""

# ruff: noqa: INP001 (a script beside its data, no package)

import json
import sys
from pathlib import Path

from shapely import make_valid
from shapely.geometry import MultiPolygon, Polygon, box, shape
from shapely.ops import unary_union

HERE = Path(__file__).parent
FRAME = (-74.27, 40.49, -73.68, 40.93)  # west, south, east, north
TOLERANCE = 0.00012  # degrees, some 12 m
LEAST_AREA = 2e-6  # square degrees: rocks and piers below 20,000 m² are left out
KINDS = {"9": "park", "7": "cemetery", "8": "airport"}
# Land across the water, drawn by hand: it only has to be there.
NEIGHBOURS = (
    # New Jersey, from the Kill van Kull up the Hudson
    ((-74.30, 40.64), (-74.205, 40.645), (-74.20, 40.655), (-74.15, 40.653), (-74.12, 40.655), (-74.075, 40.665),
     (-74.065, 40.68), (-74.055, 40.70), (-74.035, 40.71), (-74.028, 40.73), (-74.024, 40.75), (-74.013, 40.77),
     (-73.990, 40.795), (-73.976, 40.82), (-73.962, 40.85), (-73.945, 40.88), (-73.925, 40.91), (-73.910, 40.95),
     (-74.30, 40.95)),
    ((-74.30, 40.63), (-74.30, 40.49), (-74.262, 40.49), (-74.258, 40.515), (-74.225, 40.553), (-74.214, 40.58),
     (-74.209, 40.60), (-74.206, 40.625), (-74.206, 40.64), (-74.30, 40.645)),
    # Westchester and Nassau
    ((-73.920, 40.95), (-73.916, 40.914), (-73.86, 40.897), (-73.83, 40.882), (-73.79, 40.878), (-73.765, 40.885),
     (-73.74, 40.91), (-73.70, 40.95)),
    ((-73.66, 40.86), (-73.70, 40.86), (-73.73, 40.87), (-73.76, 40.84), (-73.765, 40.81), (-73.745, 40.795),
     (-73.735, 40.775), (-73.73, 40.65), (-73.742, 40.60), (-73.66, 40.59)),
)  # fmt: skip


def read(path: str) -> list[tuple[dict[str, str], MultiPolygon | Polygon]]:
    """The properties and the area of each feature."""
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    return [(feature["properties"], make_valid(shape(feature["geometry"]))) for feature in features]


def rings(area: MultiPolygon | Polygon) -> list[list[list[list[float]]]]:
    """Polygons as lists of rings of longitude and latitude, the outer ring first."""
    parts = area.geoms if hasattr(area, "geoms") else (area,)
    polygons = [part for part in parts if isinstance(part, Polygon) and part.area > LEAST_AREA]
    return [
        [[[round(x, 5), round(y, 5)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in sorted(polygons, key=lambda part: -part.area)
    ]


def main(boroughs: str, neighbourhoods: str) -> None:
    """Writes outline.json."""
    near = [Polygon(corners) for corners in NEIGHBOURS]
    city = [area for _, area in read(boroughs)]
    land = unary_union([*city, *near]).intersection(box(*FRAME)).simplify(TOLERANCE)
    areas = []
    for told, area in read(neighbourhoods):
        middle = area.representative_point()
        areas.append(
            {
                "name": told["name"],
                "borough": told["borough"],
                "kind": KINDS.get(told["nta_type"], "quarter" if told["nta_type"] == "0" else "other"),
                "label": [round(middle.x, 5), round(middle.y, 5)],
                "polygons": rings(area.simplify(TOLERANCE)),
            }
        )
    outline = {"frame": FRAME, "land": rings(land), "areas": sorted(areas, key=lambda one: str(one["name"]))}
    text = json.dumps(outline, separators=(",", ":"), ensure_ascii=False)
    (HERE / "outline.json").write_text(text.replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
