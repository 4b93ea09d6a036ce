"""Draws the demo city's map (`map.pmtiles`): the real shore and parks, and streets made up around the real records.

`python resources/demo/draw_map.py` reads `outline.json` and `service_requests.csv` and writes the same file each time.
The shore, parks and quarters are the city's own. Streets are not: each record's street runs through its spot in the
direction that its quarter's borders have, its cross streets beside it, and blocks fill what is left. Only Manhattan's
numbered grid is near the truth, fitted to the records on it. It is a picture for the demo, not for finding the way.
"""

# ruff: noqa: INP001 (a script beside its data, no package)

import csv
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, radians, sin
from pathlib import Path
from statistics import linear_regression, median

from tile_writer import Thing, world, write_file

HERE = Path(__file__).parent
ATTRIBUTION = "Demo map, not for finding the way. Shore: NYC Open Data"
ZOOMS = (8, 14)
CENTRE = (-73.95, 40.72)
METRES = (111_320 * cos(radians(CENTRE[1])), 111_000.0)
BLOCKS = (78.0, 205.0)  # metres between streets, between avenues
KEPT_CLEAR = 38.0  # a nameless street this near to a named one is the same
ACROSS_THE_RIVER = 1500.0  # metres east of 5th Avenue: an island that counts to the quarter beside it
GRID_DEGREES = 29.0  # how far Manhattan's avenues lean to the east of north
# From 5th Avenue to the east in metres (records on an avenue say better), first and last street, and the sign.
AVENUES = {
    "5": (0, 9, 143, "5th Ave"), "MADISON": (140, 23, 138, "Madison Ave"), "PARK": (290, 17, 132, "Park Ave"),
    "LEXINGTON": (432, 21, 131, "Lexington Ave"), "3": (578, 9, 128, "3rd Ave"), "2": (790, 1, 128, "2nd Ave"),
    "1": (1010, 1, 126, "1st Ave"), "A": (1225, 1, 14, "Avenue A"), "YORK": (1215, 53, 92, "York Ave"),
    "B": (1430, 1, 14, "Avenue B"), "C": (1640, 1, 18, "Avenue C"), "6": (-311, 4, 59, "6th Ave"),
    "LENOX": (-311, 110, 147, "Lenox Ave"), "7": (-585, 11, 59, "7th Ave"), "7N": (-585, 110, 153, "A C Powell Blvd"),
    "8": (-860, 14, 59, "8th Ave"), "CENTRAL PARK WEST": (-860, 60, 110, "Central Park West"),
    "8N": (-860, 110, 155, "F Douglass Blvd"), "9": (-1135, 14, 59, "9th Ave"),
    "COLUMBUS": (-1135, 60, 110, "Columbus Ave"), "10": (-1408, 14, 59, "10th Ave"),
    "AMSTERDAM": (-1408, 60, 190, "Amsterdam Ave"), "11": (-1682, 18, 59, "11th Ave"),
    "WEST END": (-1682, 60, 106, "West End Ave"),
}  # fmt: skip
MAIN = frozenset({"1", "2", "3", "PARK", "5", "6", "7", "8", "9", "10", "AMSTERDAM", "CENTRAL PARK WEST", "LENOX"})
CROSSTOWN = frozenset({14, 23, 34, 42, 57, 72, 79, 86, 96, 110, 125, 145, 155, 181})
BY_HAND = {  # longitude and latitude
    ("Broadway", "primary"): (
        (-74.0137, 40.7043), (-74.0098, 40.7101), (-74.0045, 40.7163), (-74.0000, 40.7217), (-73.9950, 40.7275),
        (-73.9908, 40.7345), (-73.9898, 40.7391), (-73.9879, 40.7496), (-73.9863, 40.7557), (-73.9819, 40.7681),
        (-73.9819, 40.7785), (-73.9713, 40.7953), (-73.9640, 40.8079), (-73.9471, 40.8333), (-73.9398, 40.8405),
        (-73.9337, 40.8495), (-73.9155, 40.8693),
    ),
    ("FDR Drive", "motorway"): (
        (-74.0120, 40.7020), (-74.0035, 40.7060), (-73.9900, 40.7093), (-73.9775, 40.7105), (-73.9735, 40.7180),
        (-73.9715, 40.7285), (-73.9735, 40.7355), (-73.9715, 40.7430), (-73.9625, 40.7535), (-73.9500, 40.7675),
        (-73.9440, 40.7765), (-73.9400, 40.7860), (-73.9305, 40.7960), (-73.9305, 40.8030),
    ),
    ("West Side Hwy", "motorway"): (
        (-74.0160, 40.7050), (-74.0135, 40.7150), (-74.0105, 40.7270), (-74.0088, 40.7400), (-74.0060, 40.7530),
        (-73.9935, 40.7715), (-73.9790, 40.7905), (-73.9660, 40.8090), (-73.9555, 40.8245), (-73.9470, 40.8400),
        (-73.9440, 40.8500),
    ),
}  # fmt: skip
BOROUGHS = {
    "Manhattan": (-73.9712, 40.7831), "Brooklyn": (-73.9496, 40.6501), "Queens": (-73.8170, 40.7282),
    "The Bronx": (-73.8730, 40.8448), "Staten Island": (-74.1502, 40.5795), "New Jersey": (-74.10, 40.76),
}  # fmt: skip
Spot = tuple[float, float]  # metres east and north of CENTRE


@dataclass(frozen=True)
class Quarter:
    """A part of the city; `turn` is the direction of its streets in radians from east."""

    name: str
    borough: str
    kind: str
    label: Spot
    rings: list[list[Spot]]
    turn: float


@dataclass(frozen=True)
class Record:
    """A service request with a spot."""

    spot: Spot
    street: str
    crosses: tuple[str, ...]


def metres(place: tuple[float, float]) -> Spot:
    """From longitude and latitude."""
    return (place[0] - CENTRE[0]) * METRES[0], (place[1] - CENTRE[1]) * METRES[1]


def on_map(spot: Spot) -> tuple[float, float]:
    """Into the square world of tiles."""
    return world(spot[0] / METRES[0] + CENTRE[0], spot[1] / METRES[1] + CENTRE[1])


def turned(spot: Spot, by: float) -> Spot:
    """A spot after a turn around the centre, in radians."""
    x, y = spot
    return x * cos(by) - y * sin(by), x * sin(by) + y * cos(by)


def read_quarters() -> list[Quarter]:
    """The city's quarters, parks and airports."""
    quarters = []
    for area in json.loads((HERE / "outline.json").read_text(encoding="utf-8"))["areas"]:
        rings = [[metres(place) for place in ring] for polygon in area["polygons"] for ring in polygon]
        name = re.split(r"[-(]", area["name"])[0].strip()
        quarters.append(Quarter(name, area["borough"], area["kind"], metres(area["label"]), rings, direction(rings)))
    return quarters


def direction(rings: list[list[Spot]]) -> float:
    """The direction that most of an area's border has, or its right angle has: borders follow streets."""
    weights = [0.0] * 90
    for ring in rings:
        for start, end in itertools.pairwise(ring):
            way = (end[0] - start[0], end[1] - start[1])
            angle = degrees(atan2(way[1], way[0])) % 90
            for near in (-2, -1, 0, 1, 2):
                weights[round(angle + near) % 90] += hypot(*way)
    return radians(max(range(90), key=lambda angle: weights[angle]))


def read_records() -> list[Record]:
    """The requests that have a spot and name a street."""
    records = []
    with (HERE / "service_requests.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = [row[key] for key in ("Street Name", "Cross Street 1", "Cross Street 2")]
            names = [name for name in (*names, row["Intersection Street 1"], row["Intersection Street 2"]) if name]
            if row["Latitude"] and names:
                spot = metres((float(row["Longitude"]), float(row["Latitude"])))
                records.append(Record(spot, names[0], tuple(names[1:])))
    return records


def inside(spot: Spot, rings: list[list[Spot]]) -> bool:
    """Whether a spot lies in an area (even-odd)."""
    return sum(1 for low, high in spans(spot[1], rings) if low <= spot[0] <= high) > 0


def spans(y: float, rings: list[list[Spot]]) -> Iterator[tuple[float, float]]:
    """Where a line to the east at height y is inside an area."""
    crossings = []
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > y) != (y2 > y):
                crossings.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    crossings.sort()
    yield from zip(crossings[::2], crossings[1::2], strict=False)


def street_lines(rings: list[list[Spot]], turn: float, height: float) -> Iterator[list[Spot]]:
    """A straight street in direction `turn`, `height` metres to its left of the centre, inside an area."""
    level = [[turned(spot, -turn) for spot in ring] for ring in rings]
    for low, high in spans(height, level):
        if high - low > 40:
            yield [turned((low + 6, height), turn), turned((high - 6, height), turn)]


WORDS = {
    "STREET": "St", "ST": "St", "AVENUE": "Ave", "AVE": "Ave", "EAST": "E", "WEST": "W", "NORTH": "N", "SOUTH": "S",
    "BOULEVARD": "Blvd", "ROAD": "Rd", "PLACE": "Pl", "DRIVE": "Dr", "COURT": "Ct", "LANE": "Ln", "PARKWAY": "Pkwy",
    "EXPRESSWAY": "Expy", "SQUARE": "Sq", "TERRACE": "Ter", "TURNPIKE": "Tpke", "HIGHWAY": "Hwy",
}  # fmt: skip
UPRIGHT = re.compile(r"AVENUE|AVE\b|BOULEVARD|ROAD|PARKWAY|EXPRESSWAY|TURNPIKE|BOWERY")


def shown(name: str) -> str:
    """A street's name as its sign has it: "EAST 102 STREET" is "E 102nd St"."""
    return " ".join(WORDS.get(word, ordinal(word) if word.isdigit() else word.capitalize()) for word in name.split())


def ordinal(digits: str) -> str:
    """102 is "102nd"."""
    number = int(digits)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def blocks(quarter: Quarter, records: list[Record]) -> Iterator[Thing]:
    """The streets of a quarter: those of its records with their names, and nameless ones between."""
    for upright, gap, _other in ((False, BLOCKS[0], BLOCKS[1]), (True, BLOCKS[1], BLOCKS[0])):
        turn = quarter.turn + (pi / 2 if upright else 0)
        named: dict[float, str] = {}
        for record in records:
            height = turned(record.spot, -turn)[1]
            if bool(UPRIGHT.search(record.street)) is upright:
                near = [height]
                names: tuple[str, ...] = (record.street,)
            else:
                near = [height - gap / 2, height + gap / 2]
                names = record.crosses
            for name, at in zip(names, near, strict=False):
                if all(abs(at - taken) > KEPT_CLEAR for taken in named):
                    named[at] = shown(name)
        level = [turned(spot, -turn)[1] for ring in quarter.rings for spot in ring]
        height, number = min(level) + gap / 2, 0
        while height < max(level):
            if all(abs(height - taken) > KEPT_CLEAR for taken in named):
                main = upright and number % 5 == 2
                yield from streets(quarter.rings, turn, height, "secondary" if main else "minor", "")
            height, number = height + gap, number + 1
        for at, name in named.items():
            wide = name.endswith(("Blvd", "Pkwy", "Expy", "Tpke"))
            yield from streets(quarter.rings, turn, at, "secondary" if wide else "tertiary", name)


def streets(rings: list[list[Spot]], turn: float, height: float, rank: str, name: str) -> Iterator[Thing]:
    """One street's pieces."""
    tags = (("class", rank), ("name", name)) if name else (("class", rank),)
    least = {"motorway": 8, "primary": 10, "secondary": 11, "tertiary": 13, "minor": 13}[rank]
    for line in street_lines(rings, turn, height):
        yield Thing("transportation", 2, tags, [[on_map(spot) for spot in line]], least)


def on_grid(quarter: Quarter) -> bool:
    """Whether Manhattan's numbered streets run through it."""
    low = {"Chinatown", "Financial District", "Lower East Side", "SoHo", "Tribeca", "West Village", "Greenwich Village"}
    return quarter.borough == "MANHATTAN" and quarter.kind == "quarter" and quarter.name not in low


def numbered(quarters: list[Quarter], records: list[Record]) -> Iterator[Thing]:
    """Manhattan's grid, fitted to the records that lie on it."""
    turn = -radians(GRID_DEGREES)
    grid = [quarter for quarter in quarters if on_grid(quarter)]
    pairs, along = [], {}
    for record in records:
        if any(inside(record.spot, quarter.rings) for quarter in grid):
            right, up = turned(record.spot, -turn)
            for name in (record.street, *record.crosses[: 1 if len(record.crosses) == 1 else 0]):
                if found := re.fullmatch(r"(?:EAST|WEST) (\d+) STREET", name):
                    pairs.append((int(found[1]), up))
                elif found := re.fullmatch(r"(\w+(?: END)?|CENTRAL PARK WEST)(?: AVENUE)?", name):
                    along.setdefault(found[1], []).append(right)
    block, first = linear_regression(*zip(*pairs, strict=True))
    fifth = median(right - AVENUES[name][0] for name, rights in along.items() if name in AVENUES for right in rights)
    for quarter in grid:
        for number in range(1, 221):
            rank = "secondary" if number in CROSSTOWN else "tertiary"
            for line in street_lines(quarter.rings, turn, first + block * number):
                yield from two_sides(line, number, rank, turned((fifth, first + block * number), turn))
        for name, (offset, low, high, label) in AVENUES.items():
            at = median(along[name]) if name in along else fifth + offset
            rank = "primary" if name in MAIN else "secondary"
            for thing in streets(quarter.rings, turn + pi / 2, -at, rank, label):
                yield from between(thing, turn, first + block * (low - 0.3), first + block * (high + 0.3))


def two_sides(line: list[Spot], number: int, rank: str, fifth: Spot) -> Iterator[Thing]:
    """A numbered street, East and West of 5th Avenue; it ends at the river."""
    least = 12 if rank == "secondary" else 13
    if line[0][0] > fifth[0] + ACROSS_THE_RIVER:
        return
    for side, ends in (("W", (line[0], min(line[1], fifth))), ("E", (max(line[0], fifth), line[1]))):
        if ends[0][0] < ends[1][0]:
            tags = (("class", rank), ("name", f"{side} {ordinal(str(number))} St"))
            yield Thing("transportation", 2, tags, [[on_map(spot) for spot in ends]], least)


def between(thing: Thing, turn: float, low: float, high: float) -> Iterator[Thing]:
    """An avenue's piece, cut at its first and last street."""
    kept = []
    for line in thing.parts:
        ends = [from_map(place) for place in line]
        level = sorted((turned(spot, -turn) for spot in ends), key=lambda spot: spot[1])
        bottom, top = max(level[0][1], low), min(level[1][1], high)
        if top - bottom > 40:
            kept.append([on_map(turned((level[0][0], up), turn)) for up in (bottom, top)])
    if kept:
        yield Thing(thing.layer, 2, thing.tags, kept, thing.least)


def from_map(place: tuple[float, float]) -> Spot:
    """The inverse of on_map, near enough for the size of a city."""
    right = ((place[0] * 360 - 180) - CENTRE[0]) * METRES[0]
    low, high = -60_000.0, 60_000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if on_map((0, middle))[1] > place[1] else (low, middle)
    return right, (low + high) / 2


def city() -> Iterator[Thing]:
    """Everything on the map."""
    outline = json.loads((HERE / "outline.json").read_text(encoding="utf-8"))
    west, south, east, north = outline["frame"]
    far = 0.01  # beyond the frame, so that no hair of water shows along it
    corners = [
        world(west - far, north + far), world(east + far, north + far),
        world(east + far, south - far), world(west - far, south - far),
    ]  # fmt: skip
    land = [[world(*place) for place in ring] for polygon in outline["land"] for ring in polygon]
    yield Thing("water", 3, (("class", "sea"),), [corners, *land])
    quarters, records = read_quarters(), read_records()
    yield from numbered(quarters, records)
    for quarter in quarters:
        if quarter.kind in ("park", "cemetery"):
            areas = [[on_map(spot) for spot in ring] for ring in quarter.rings]
            yield Thing("park", 3, (("class", quarter.kind),), areas)
        elif quarter.kind == "quarter" and not on_grid(quarter):
            yield from blocks(quarter, [one for one in records if inside(one.spot, quarter.rings)])
        if quarter.kind in ("park", "quarter") and quarter.rings:
            tags = (("class", "suburb" if quarter.kind == "quarter" else "park"), ("name", quarter.name))
            yield Thing("place", 1, tags, [[on_map(quarter.label)]], 11)
    for (name, rank), line in BY_HAND.items():
        tags = (("class", rank), ("name", name))
        yield Thing("transportation", 2, tags, [[world(*place) for place in line]], 8)
    for name, place in BOROUGHS.items():
        yield Thing("place", 1, (("class", "city"), ("name", name)), [[world(*place)]])


def main() -> None:
    """Writes the map."""
    frame = json.loads((HERE / "outline.json").read_text(encoding="utf-8"))["frame"]
    told = {"name": "Demo map", "attribution": ATTRIBUTION}
    write_file(HERE / "map.pmtiles", list(city()), frame, ZOOMS, told)


if __name__ == "__main__":
    main()
