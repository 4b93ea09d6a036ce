"""Draws the demo city's photos (our own work, CC0): each scene as a resident, before and after see it.

`python resources/demo/draw_photos.py [scene ...]` writes `photos/<scene>-<state>.jpg` beside this file. The
same code draws the same pictures: all chance is seeded, nothing is taken from a photo or a model.
"""

# ruff: noqa: INP001 (a script beside its data, no package)

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path

import pillow_heif
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps
from street_painter import (
    DAY,
    DUSK,
    FINER,
    OVERCAST,
    SIZE,
    WARM,
    Colour,
    Light,
    Point,
    Scene,
    View,
    fractal,
    gain,
    mix,
    noise,
    roughen,
    shade,
)

HERE = Path(__file__).parent
FONT = HERE.parent / "fonts" / "Inter-Bold.ttf"
LARGEST_BYTES = 145_000
AS_FROM_A_PHONE = "pothole-after"  # also written as HEIC, the format of many phones


def street(view: View, light: Light, seed: str, *, left: float = -4.6, right: float = 4.6) -> Scene:
    """An ordinary street with houses, trees and lamps, nothing wrong with it."""
    scene = Scene(view, light, seed)
    scene.sky()
    scene.skyline()
    scene.road(left, right)
    scene.haze()
    scene.houses(left - 5.5, 11, 150)
    scene.houses(right + 5.5, 9, 150)
    return scene


def greenery(scene: Scene, left: float, right: float, first: float = 13.0) -> None:
    """Trees and lamps along the street, the far ones first."""
    for n in reversed(range(5)):
        z = first + n * 11
        scene.tree(left - 1.3, z + 3, 5.5 + n % 3 * 0.6)
        scene.tree(right + 1.4, z, 6.2 - n % 2 * 0.8)
        if scene.light is not DUSK:
            scene.lamp_post(right + 0.6, z + 6)


def pothole(view: View, light: Light, state: str) -> Scene:
    """A hole in the right lane; filled and sealed."""
    scene = street(view, light, "pothole", left=-5.2, right=3.9)
    scene.grit()
    scene.lane(-0.75, (226, 184, 62), dash=2.4, wide=0.14)
    scene.lane(3.2, (214, 212, 204), wide=0.1)
    scene.lane(-4.6, (214, 212, 204), wide=0.1)
    greenery(scene, -5.2, 3.9, 16)
    if state == "after":
        scene.patch(-0.05, 2.2, 5.1, 7.3, "patch")
    else:
        scene.hole(1.05, 6.1, 0.85, 0.75, "hole")
    if state != "resident":
        scene.cone(2.55, 7.5)
        scene.cone(-0.55, 7.2)
    return scene


def sidewalk(view: View, light: Light, state: str) -> Scene:
    """Slabs lifted and broken; poured anew, level, with the broom's lines in it."""
    scene = street(view, light, "sidewalk", left=-11.5, right=-2.6)
    flat = 0.14
    grass = scene.ground((-2.4, 300), (-1.15, 300), (-1.15, 0.75), (-2.4, 0.75), y=flat)
    scene.tint(scene.mask(grass), shade((96, 116, 66), light.sun))
    yard = scene.ground((2.0, 300), (4.4, 300), (4.4, 0.75), (2.0, 0.75), y=flat)
    scene.tint(scene.mask(yard), shade((104, 122, 72), light.sun))
    scene.pen.polygon(
        scene.ground((-1.15, 300), (2.0, 300), (2.0, 0.75), (-1.15, 0.75), y=flat), fill=(176, 173, 165)
    )
    for n in range(60):
        z = 0.9 + n * 1.575
        wide = max(2, round(view.metre(z) * 0.014))
        tone = mix((112, 109, 103), (176, 173, 165), min(0.9, n / 30))
        scene.pen.line(scene.ground((-1.15, z), (2.0, z), y=flat), fill=tone, width=wide)
    scene.pen.line(scene.ground((0.425, 0.75), (0.425, 60), y=flat), fill=(118, 115, 109), width=6)
    for side in (-1.15, 2.0):
        scene.pen.line(scene.ground((side, 0.75), (side, 80), y=flat), fill=(92, 92, 76), width=8)
    scene.grit(0.24)
    scene.lane(-7.0, (226, 184, 62), dash=2.4)
    for n in reversed(range(6)):
        scene.tree(-1.8, 7.6 + n * 9, 5.6 + n % 2 * 0.7)
        scene.tree(3.2, 14 + n * 11, 4.4)
    near, far, left, middle = 4.05, 5.625, -1.15, 0.425
    if state == "after":
        new = scene.mask(scene.ground((left, far), (middle, far), (middle, near), (left, near), y=flat), 1)
        scene.tint(new, (205, 203, 196))
        for n in range(56):
            z = near + (far - near) * n / 56
            scene.pen.line(
                scene.ground((left + 0.06, z), (middle - 0.06, z), y=flat), fill=(194, 192, 185), width=3
            )
        for z in (near, far):
            scene.pen.line(scene.ground((left, z), (middle, z), y=flat), fill=(120, 118, 112), width=9)
        scene.put(roughen(scene.picture, gain(scene.plane(100, "fresh"), 0.16), new))
    else:
        heaved(scene, left, middle, near, far, flat)
    if state != "resident":
        scene.cone(-1.0, 6.3)
        scene.cone(0.75, 6.1)
    return scene


def heaved(scene: Scene, left: float, right: float, near: float, far: float, flat: float) -> None:
    """A slab pushed up by roots, broken across, with its dark edge towards the walker."""
    at, lift = scene.view.at, 0.17
    scene.shadow(
        [
            at(left, near - 0.28, flat),
            at(right, near - 0.22, flat),
            at(right, near, flat),
            at(left, near, flat),
        ],
        0.7,
        5,
    )
    middle = [
        (left, near + 0.75),
        (left + 0.4, near + 0.62),
        (left + 0.85, near + 0.9),
        (left + 1.2, near + 0.7),
        (right, near + 0.95),
    ]
    front = [at(left, near, flat + lift), at(right, near, flat + lift * 0.55)]
    ridge = [at(x, z, flat + lift * (1.1 - 0.25 * n)) for n, (x, z) in enumerate(middle)]
    back = [at(right, far, flat), at(left, far, flat + 0.02)]
    scene.pen.polygon([*front, *reversed(ridge)], fill=(186, 182, 172))
    scene.pen.polygon([*ridge, *back], fill=(158, 154, 146))
    edge = [*front, at(right, near, flat), at(left, near, flat)]
    scene.pen.polygon(edge, fill=(74, 68, 60))
    scene.pen.line(front, fill=(206, 202, 192), width=6)
    scene.pen.line(ridge, fill=(48, 43, 38), width=13, joint="curve")
    scene.pen.line([(u, v + 9) for u, v in ridge], fill=(206, 202, 192), width=4, joint="curve")
    for start, length in (
        ((left + 0.85, near + 0.9), 0.62),
        ((left + 1.15, near + 0.4), 0.34),
        ((left + 0.3, near + 0.3), 0.3),
    ):
        chance, (x, z), line = random.Random(f"{start}"), start, [at(*start, flat + 0.1)]
        for _ in range(7):
            x, z = x + chance.uniform(-0.06, 0.11), z + length / 6
            line.append(at(x, z, flat + 0.07))
        scene.pen.line(line, fill=(64, 58, 52), width=6, joint="curve")
    chance = random.Random("rubble")
    for _ in range(60):
        x, z = chance.uniform(left, right), near + chance.uniform(-0.45, 0.05)
        (u, v), r = at(x, z, flat), scene.view.metre(z) * chance.uniform(0.008, 0.03)
        scene.pen.ellipse(
            (u - r, v - r * 0.6, u + r, v + r * 0.5), fill=shade((150, 146, 138), chance.uniform(0.6, 1.2))
        )
    whole = scene.mask(
        [
            at(left, near - 0.1, flat),
            *front[:1],
            at(left, far, flat),
            at(right, far, flat),
            front[1],
            at(right, near - 0.1, flat),
        ]
    )
    scene.put(roughen(scene.picture, gain(scene.plane(80, "heaved"), 0.3), whole))


def tree(view: View, light: Light, state: str) -> Scene:
    """A branch across the right half of the street; sawn up and taken away."""
    scene = street(view, light, "tree", left=-4.4, right=4.0)
    scene.grit()
    scene.lane(-0.2, (226, 184, 62), dash=2.4, wide=0.14)
    for n in reversed(range(5)):
        scene.tree(-5.8, 17 + n * 12, 5.6)
        if n:
            scene.tree(5.2, 9.5 + n * 11, 6.4)
        scene.lamp_post(4.7, 21 + n * 14)
    scene.tree(5.0, 9.0, 7.2)
    wound, metre = scene.view.at(4.92, 9.0, 3.1), scene.view.metre(9.0)
    fresh = (206, 172, 118) if state == "after" else (196, 152, 96)
    scene.pen.ellipse(
        (wound[0] - metre * 0.1, wound[1] - metre * 0.17, wound[0] + metre * 0.1, wound[1] + metre * 0.15),
        fill=fresh,
    )
    if state == "after":
        dust = scene.mask(scene.ground(*scene.ragged(2.6, 7.4, 1.1, 0.5, 0.3, "dust")), 14)
        scene.tint(dust, (196, 170, 126), 0.5)
        scene.leaves(1.6, 7.4, 2.6, 1.0, 50, "left over")
        scene.cone(0.4, 7.9)
        scene.cone(3.4, 8.2)
        return scene
    branch(scene)
    if state != "resident":
        scene.cone(-0.9, 6.2)
        scene.cone(-0.7, 8.6)
    return scene


def branch(scene: Scene) -> None:
    """The limb itself: bark, twigs, leaves, and its shadow."""
    chance = random.Random("branch")
    shadow = scene.ground(*scene.ragged(1.5, 6.7, 2.2, 0.9, 0.24, "crown"))
    scene.shadow(shadow, 0.55, 10)
    spine = [
        (4.5, 7.6, 0.5),
        (3.6, 7.3, 0.42),
        (2.6, 7.0, 0.36),
        (1.6, 6.75, 0.4),
        (0.7, 6.6, 0.5),
        (-0.2, 6.4, 0.35),
    ]
    scene.leaves(1.2, 6.9, 1.9, 0.75, 420, "behind", 1.0)
    for n, ((x1, z1, y1), (x2, z2, y2)) in enumerate(pairwise(spine)):
        wide = round(scene.view.metre(z1) * (0.24 - 0.038 * n))
        a, b = scene.view.at(x1, z1, y1), scene.view.at(x2, z2, y2)
        scene.pen.line((a, b), fill=(72, 56, 44), width=wide)
        scene.pen.ellipse(
            (b[0] - wide / 2, b[1] - wide / 2, b[0] + wide / 2, b[1] + wide / 2), fill=(72, 56, 44)
        )
        lit = [(u, v - wide * 0.24) for u, v in (a, b)]
        scene.pen.line(lit, fill=(118, 96, 76), width=max(2, wide // 5))
        for _ in range(5 if n > 1 else 1):
            angle, u, v = chance.uniform(-2.6, -0.4), b[0], b[1]
            for k in range(5):
                end = (u + cos(angle) * 62, v + sin(angle) * 44)
                scene.pen.line(((u, v), end), fill=(84, 66, 52), width=max(3, 13 - 2 * k))
                (u, v), angle = end, angle + chance.uniform(-0.4, 0.4)
    foot = scene.view.at(*spine[0][:2], spine[0][2])
    scene.pen.ellipse((foot[0] - 16, foot[1] - 40, foot[0] + 26, foot[1] + 40), fill=(202, 164, 108))
    scene.leaves(0.9, 6.35, 1.9, 0.7, 520, "front", 0.85)
    scene.leaves(1.4, 6.3, 2.8, 1.3, 120, "strewn")


def sign(view: View, light: Light, state: str) -> Scene:
    """A stop sign knocked over at a corner; upright again on its post."""
    scene = street(view, light, "sign", left=-6.4, right=1.7)
    scene.grit()
    scene.lane(-2.2, (226, 184, 62), dash=2.4, wide=0.14)
    stop_line = scene.ground((-2.0, 8.6), (1.5, 8.6), (1.5, 8.1), (-2.0, 8.1))
    scene.tint(scene.mask(stop_line), (214, 212, 205), 0.8)
    greenery(scene, -6.4, 1.7, 17)
    if state == "after":
        post(scene, 2.35, 6.2, 0.0)
        scene.cone(1.35, 6.6)
    else:
        post(scene, 2.35, 6.2, 66.0)
        if state == "before":
            scene.cone(1.2, 6.9)
            scene.cone(3.3, 7.2)
    return scene


def post(scene: Scene, x: float, z: float, lean: float) -> None:
    """A post with a stop sign, leaning to the left by so many degrees from a kink near the ground."""
    metre, kerb = scene.view.metre(z), 0.14
    foot = scene.view.at(x, z, kerb)
    turn = lean * pi / 180
    kink = (foot[0], foot[1] - metre * 0.3)

    def up(along: float, aside: float = 0.0) -> Point:
        return (
            kink[0] - metre * (sin(turn) * along + cos(turn) * aside),
            kink[1] - metre * (cos(turn) * along - sin(turn) * aside),
        )

    if lean:
        scene.shadow(
            [
                (foot[0], foot[1]),
                (foot[0] - metre * 1.7, foot[1] - metre * 0.06),
                (foot[0] - metre * 2.7, foot[1] + metre * 0.12),
                (foot[0] - metre * 1.7, foot[1] + metre * 0.34),
            ],
            0.4,
            14,
        )
    else:
        scene.shadow(
            scene.ground((x, z), (x + 1.9, z + 1.3), (x + 2.0, z + 1.2), (x + 0.05, z - 0.1), y=kerb), 0.4, 4
        )
    half, steel = metre * 0.035, shade((150, 156, 160), scene.light.sun)
    scene.pen.polygon(
        [
            (foot[0] - half, foot[1]),
            (foot[0] + half, foot[1]),
            (kink[0] + half, kink[1]),
            (kink[0] - half, kink[1]),
        ],
        fill=shade(steel, 0.8),
    )
    scene.pen.polygon([up(0, -0.035), up(0, 0.035), up(2.55, 0.035), up(2.55, -0.035)], fill=steel)
    scene.pen.line([up(0, 0.02), up(2.55, 0.02)], fill=shade(steel, 1.25), width=6)
    for k in range(14):
        u, v = up(0.2 + k * 0.16)
        scene.pen.ellipse((u - 4, v - 4, u + 4, v + 4), fill=shade(steel, 0.45))
    face = stop_face(round(metre * 0.84), scene.light)
    turned = face.rotate(lean, Image.Resampling.BICUBIC, expand=True)
    if lean:
        turned = turned.resize((round(turned.width * 0.94), round(turned.height * 0.8)))
    u, v = up(2.15)
    scene.picture.paste(turned, (round(u - turned.width / 2), round(v - turned.height / 2)), turned)


def stop_face(wide: int, light: Light) -> Image.Image:
    """The sign's face, see-through outside the octagon."""
    face = Image.new("RGBA", (wide, wide), (0, 0, 0, 0))
    pen, middle = ImageDraw.Draw(face), wide / 2

    def octagon(radius: float) -> list[Point]:
        return [
            (middle + radius * cos(pi / 8 + k * pi / 4), middle + radius * sin(pi / 8 + k * pi / 4))
            for k in range(8)
        ]

    pen.polygon(octagon(middle), fill=(*shade((236, 234, 230), light.sun), 255))
    pen.polygon(octagon(middle * 0.93), fill=(*shade((186, 26, 34), light.sun), 255))
    font = ImageFont.truetype(str(FONT), round(wide * 0.31))
    pen.text((middle, middle), "STOP", font=font, anchor="mm", fill=(*shade((244, 242, 238), light.sun), 255))
    gloss = Image.linear_gradient("L").resize((wide, wide)).point(lambda v: max(0, 70 - v) // 2)
    white = Image.new("RGBA", (wide, wide), (255, 255, 255, 255))
    return Image.composite(Image.composite(white, face, gloss), face, face.getchannel("A"))


def lamp(view: View, light: Light, state: str) -> Scene:
    """A street lamp that stays dark at dusk; lit again."""
    scene = street(view, light, "light", left=-5.0, right=3.6)
    scene.grit(0.22)
    scene.lane(-0.8, (226, 184, 62), dash=2.4, wide=0.14)
    for n in reversed(range(5)):
        scene.tree(-6.3, 15 + n * 12, 5.2)
        scene.tree(5.1, 20 + n * 12, 5.0)
    for n in reversed(range(4)):
        scene.lamp_post(-5.6, 22 + n * 15, lit=True, arm=1.5)
        scene.lamp_post(4.2, 36 + n * 18, lit=True)
    scene.lamp_post(4.2, 13.0, lit=state == "after", arm=-2.0)
    if state != "resident":
        scene.cone(2.7, 7.6)
        scene.cone(2.8, 10.6)
    return scene


def graffiti(view: View, light: Light, state: str) -> Scene:
    """A brick wall sprayed over; washed clean, the place a little paler."""
    scene = Scene(view, light, "graffiti")
    scene.sky()
    scene.skyline()
    scene.pen.rectangle((0, SIZE[1] * view.horizon, *SIZE), fill=(160, 157, 150))
    z, high, flat = 7.2 + 0.0, 3.6, 0.0
    left, right = scene.view.at(-9, z), scene.view.at(9, z, high)
    wall = brick_wall(round(right[0] - left[0]), round(left[1] - right[1]))
    if state == "after":
        washed = Image.new("L", wall.size, 0)
        spot = (wall.width * 0.355, wall.height * 0.22, wall.width * 0.69, wall.height * 0.86)
        ImageDraw.Draw(washed).rounded_rectangle(spot, 60, fill=90)
        wall.paste((206, 176, 150), (0, 0, *wall.size), washed.filter(ImageFilter.GaussianBlur(36)))
    else:
        spray(wall)
    scene.picture.paste(wall, (round(left[0]), round(right[1])))
    cap = [
        scene.view.at(-9, z, high),
        scene.view.at(9, z, high),
        scene.view.at(9, z, high + 0.16),
        scene.view.at(-9, z, high + 0.16),
    ]
    scene.pen.polygon(cap, fill=(182, 178, 170))
    for n in range(16):
        x = -12 + n * 1.5
        scene.pen.line(scene.ground((x, z), (x, 0.75)), fill=(126, 123, 117), width=5)
    for n in range(5):
        scene.pen.line(
            scene.ground((-20, z - n * 1.5), (20, z - n * 1.5)), fill=(126, 123, 117), width=3 + 2 * n
        )
    scene.shadow(scene.ground((-12, z), (12, z), (12, z - 0.35), (-12, z - 0.35), y=flat), 0.5, 9)
    scene.grit(0.22)
    if state != "resident":
        scene.cone(-1.9, 5.5)
        scene.cone(1.9, 5.7)
    return scene


def brick_wall(wide: int, high: int) -> Image.Image:
    """Courses of brick with mortar, weathered."""
    chance, wall = random.Random("bricks"), Image.new("RGB", (wide, high), (176, 166, 154))
    pen, course = ImageDraw.Draw(wall), high / 44
    brick = course * 2.9
    for row in range(45):
        x = -brick * (0.5 if row % 2 else 0.0)
        while x < wide:
            colour = mix((158, 88, 66), (126, 70, 58), chance.random())
            pen.rectangle(
                (x + 3, row * course + 3, x + brick - 3, (row + 1) * course - 3),
                fill=shade(colour, chance.uniform(0.88, 1.14)),
            )
            x += brick
    weather = gain(fractal((wide // 4, high // 4), 90, "weather").resize((wide, high)), 0.22)
    return roughen(roughen(wall, weather), gain(noise((wide, high), 2, "pores"), 0.14))


def spray(wall: Image.Image) -> None:
    """Bubble letters that say nothing, outlines, drips."""
    chance = random.Random("tags")
    colours: tuple[Colour, ...] = ((54, 126, 196), (222, 74, 128), (246, 196, 52), (88, 178, 108))
    left, top, wide, high = wall.width * 0.365, wall.height * 0.3, wall.width * 0.31, wall.height * 0.46
    layer, mask = Image.new("RGB", wall.size), Image.new("L", wall.size, 0)
    for grow, ink in ((46, (24, 22, 34)), (30, (240, 240, 236)), (0, None)):
        letters = random.Random("letters")
        for n in range(5):
            x, y = left + wide * (n + 0.5) / 5, top + high / 2
            line = smooth(
                [(x + letters.uniform(-0.75, 0.75) * wide / 5, y + (k / 4 - 0.5) * high) for k in range(5)]
            )
            thick, colour = 128 + grow, ink or colours[n % 4]
            for canvas, fill in ((ImageDraw.Draw(layer), colour), (ImageDraw.Draw(mask), 255)):
                canvas.line(line, fill=fill, width=thick, joint="curve")
                for u, v in line:
                    canvas.ellipse((u - thick / 2, v - thick / 2, u + thick / 2, v + thick / 2), fill=fill)
    pen, cover = ImageDraw.Draw(layer), ImageDraw.Draw(mask)
    for _ in range(24):
        x, y, long = (
            left + chance.random() * wide,
            top + high * chance.uniform(0.55, 0.95),
            chance.uniform(60, 260),
        )
        for canvas, fill in ((pen, chance.choice(colours)), (cover, 230)):
            canvas.line((x, y, x, y + long), fill=fill, width=9)
    start = (left - wide * 0.16, top + high * 0.86)
    curve = [
        (start[0] + k * wide * 0.0112 - sin(k * 0.55) * 60, start[1] + cos(k * 0.55) * 80) for k in range(120)
    ]
    pen.line(curve, fill=(26, 26, 30), width=26, joint="curve")
    cover.line(curve, fill=240, width=26, joint="curve")
    soft = mask.filter(ImageFilter.GaussianBlur(2.4 * FINER))
    brick = ImageChops.multiply(
        layer,
        ImageOps.colorize(ImageOps.autocontrast(ImageOps.grayscale(wall)), (170, 170, 170), (255, 255, 255)),
    )
    wall.paste(brick, (0, 0), soft.point(lambda v: round(v * 0.93)))


def smooth(points: list[Point]) -> list[Point]:
    """A curve through the points (Catmull-Rom)."""
    padded, curve = [points[0], *points, points[-1]], []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for k in range(12):
            t = k / 12
            curve.append(
                tuple(
                    0.5
                    * (
                        2 * q
                        + (r - p) * t
                        + (2 * p - 5 * q + 4 * r - s) * t**2
                        + (3 * q - p - 3 * r + s) * t**3
                    )
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return [(u, v) for u, v in curve]


def trash(view: View, light: Light, state: str) -> Scene:
    """Bags, boxes and a mattress at the kerb; cleared and swept."""
    scene = street(view, light, "trash", left=-7.2, right=1.0)
    scene.grit()
    scene.lane(-3.1, (226, 184, 62), dash=2.4, wide=0.14)
    greenery(scene, -7.2, 1.0, 15)
    if state == "after":
        wet = scene.mask(scene.ground(*scene.ragged(2.0, 6.6, 1.5, 0.7, 0.18, "wet"), y=0.14), 16)
        scene.tint(wet, (70, 68, 64), 0.3)
        scene.cone(0.6, 6.1)
        return scene
    scene.shadow(scene.ground(*scene.ragged(2.1, 6.5, 1.9, 0.8, 0.1, "under"), y=0.14), 0.6, 10)
    mattress(scene)
    for x, z, wide, high in ((2.9, 7.0, 0.8, 0.7), (3.2, 6.3, 0.6, 0.45)):
        box(scene, x, z, wide, high)
    chance = random.Random("bags")
    for x, z, size in sorted(
        (
            (chance.uniform(0.95, 2.9), chance.uniform(5.7, 6.9), chance.uniform(0.28, 0.44))
            for _ in range(13)
        ),
        key=lambda bag: -bag[1],
    ):
        bag(scene, x, z, size, chance)
    for _ in range(40):
        x, z = chance.uniform(0.2, 3.4), chance.uniform(4.9, 6.2)
        (u, v), r = (
            scene.view.at(x, z, 0.14 if x > 1 else 0.0),
            scene.view.metre(z) * chance.uniform(0.02, 0.06),
        )
        colour = chance.choice(((236, 234, 228), (196, 60, 50), (210, 190, 140), (70, 110, 170)))
        scene.pen.polygon(
            [(u + chance.uniform(-r, r), v + chance.uniform(-r, r) * 0.5) for _ in range(5)], fill=colour
        )
    if state != "resident":
        scene.cone(0.5, 5.5)
    return scene


def mattress(scene: Scene) -> None:
    """An old mattress on its side."""
    at = scene.view.at
    low, top = [at(1.2, 7.4, 0.14), at(3.1, 7.7, 0.14)], [at(3.05, 7.9, 1.5), at(1.15, 7.6, 1.5)]
    scene.pen.polygon([*low, *top], fill=(206, 200, 186))
    for n in range(1, 9):
        a, b = n / 9, n / 9
        u = (low[0][0] + (low[1][0] - low[0][0]) * a, low[0][1] + (low[1][1] - low[0][1]) * a)
        v = (top[1][0] + (top[0][0] - top[1][0]) * b, top[1][1] + (top[0][1] - top[1][1]) * b)
        scene.pen.line((u, v), fill=(158, 166, 186), width=9)
    scene.tint(
        scene.mask(scene.ground(*scene.ragged(2.2, 7.7, 0.5, 1.1, 0.3, "stain"), y=0.9), 12),
        (140, 116, 76),
        0.35,
    )
    scene.pen.line([*low, *top, low[0]], fill=(150, 144, 130), width=12, joint="curve")


def box(scene: Scene, x: float, z: float, wide: float, high: float) -> None:
    """A cardboard box."""
    at, y = scene.view.at, 0.14
    front = [at(x, z, y), at(x + wide, z, y), at(x + wide, z, y + high), at(x, z, y + high)]
    lid = [
        at(x, z, y + high),
        at(x + wide, z, y + high),
        at(x + wide, z + wide, y + high),
        at(x, z + wide, y + high),
    ]
    scene.pen.polygon(lid, fill=(196, 160, 114))
    scene.pen.polygon(front, fill=(170, 132, 88))
    scene.pen.line([at(x + wide / 2, z, y), at(x + wide / 2, z, y + high)], fill=(146, 112, 74), width=10)


def bag(scene: Scene, x: float, z: float, size: float, chance: random.Random) -> None:
    """A tied black bag that shines."""
    (u, v), r = scene.view.at(x, z, 0.14 if x > 1 else 0.05), scene.view.metre(z) * size
    outline = []
    for n in range(40):
        angle = 2 * pi * n / 40
        bump = 1 + 0.06 * sin(5 * angle + x * 9) + chance.uniform(-0.025, 0.025)
        outline.append((u + cos(angle) * r * bump, v - r * 0.72 + sin(angle) * r * 0.78 * bump))
    scene.pen.polygon(outline, fill=(30, 31, 35))
    scene.pen.polygon(
        [
            (u - r * 0.16, v - r * 1.4),
            (u + r * 0.02, v - r * 1.86),
            (u + r * 0.26, v - r * 1.8),
            (u + r * 0.16, v - r * 1.38),
        ],
        fill=(38, 39, 44),
    )
    for _ in range(9):
        a, far = chance.uniform(pi * 1.0, pi * 1.75), chance.uniform(0.35, 0.85)
        p = (u + cos(a) * r * far, v - r * 0.72 + sin(a) * r * 0.7 * far)
        q = (p[0] + chance.uniform(-0.22, 0.22) * r, p[1] + chance.uniform(0.1, 0.4) * r)
        scene.pen.line(
            (p, q), fill=shade((112, 116, 126), chance.uniform(0.6, 1.3)), width=chance.randint(3, 10)
        )


def flood(view: View, light: Light, state: str) -> Scene:
    """A corner under water because the grate is clogged; cleared, the grate open, the street still damp."""
    scene = street(view, light, "flood", left=-6.6, right=1.6)
    scene.grit()
    scene.lane(-2.5, (226, 184, 62), dash=2.4, wide=0.14)
    greenery(scene, -6.6, 1.6, 16)
    pond = scene.mask(scene.ground(*scene.ragged(-0.4, 7.2, 2.7, 1.7, 0.16, "pond")), 3)
    street_only = scene.mask(scene.ground((-6.6, 300), (1.6, 300), (1.6, 0.75), (-6.6, 0.75)))
    pond = ImageChops.multiply(pond, street_only)
    if state == "after":
        scene.tint(pond.filter(ImageFilter.GaussianBlur(30)), (28, 28, 32), 0.35)
        grate(scene, 0.75, 6.2)
        scene.leaves(2.3, 6.4, 0.5, 0.4, 160, "pile", 0.3)
    else:
        horizon = round(SIZE[1] * view.horizon)
        mirror = ImageOps.flip(scene.picture.crop((0, max(0, 2 * horizon - SIZE[1]), SIZE[0], horizon)))
        water = Image.new("RGB", SIZE, mix(light.sky_low, (80, 84, 84), 0.35))
        water.paste(mirror.filter(ImageFilter.GaussianBlur(7)), (0, horizon + 60))
        ripple = gain(
            noise((SIZE[0], SIZE[1] // 3), 26, "ripple").resize(SIZE, Image.Resampling.BICUBIC), 0.12
        )
        water = Image.blend(roughen(water, ripple), Image.new("RGB", SIZE, (70, 72, 66)), 0.3)
        rim = ImageChops.subtract(pond.filter(ImageFilter.GaussianBlur(18)), pond)
        scene.tint(rim, (26, 26, 28), 0.75)
        scene.put(Image.composite(water, scene.picture, pond))
        scene.leaves(0.75, 6.3, 0.75, 0.5, 240, "clog")
        scene.leaves(-0.6, 7.2, 1.9, 1.0, 60, "afloat")
    if state != "resident":
        scene.cone(-1.9, 5.6)
        scene.cone(1.15, 5.2)
    return scene


def grate(scene: Scene, x: float, z: float) -> None:
    """A cast-iron grate in the gutter."""
    scene.pen.polygon(
        scene.ground((x - 0.5, z - 0.4), (x + 0.5, z - 0.4), (x + 0.5, z + 0.4), (x - 0.5, z + 0.4)),
        fill=(58, 56, 55),
    )
    scene.pen.polygon(
        scene.ground((x - 0.43, z - 0.33), (x + 0.43, z - 0.33), (x + 0.43, z + 0.33), (x - 0.43, z + 0.33)),
        fill=(12, 12, 13),
    )
    for n in range(10):
        a = x - 0.43 + 0.86 * n / 9
        bar = scene.ground(
            (a - 0.02, z - 0.33), (a + 0.02, z - 0.33), (a + 0.02, z + 0.33), (a - 0.02, z + 0.33)
        )
        scene.pen.polygon(bar, fill=(104, 101, 98))
    for b in (z - 0.02, z + 0.3):
        scene.pen.polygon(
            scene.ground(
                (x - 0.43, b - 0.02), (x + 0.43, b - 0.02), (x + 0.43, b + 0.02), (x - 0.43, b + 0.02)
            ),
            fill=(92, 90, 88),
        )


SCENES: dict[str, tuple[Callable[[View, Light, str], Scene], View, Light]] = {
    "pothole": (pothole, View(), DAY),
    "sidewalk": (sidewalk, View(height=1.9, focal=0.9), OVERCAST),
    "tree": (tree, View(), OVERCAST),
    "sign": (sign, View(focal=0.92), DAY),
    "light": (lamp, View(horizon=0.46, focal=0.8), DUSK),
    "graffiti": (graffiti, View(height=1.7, horizon=0.42, focal=0.95), WARM),
    "trash": (trash, View(x=1.0, height=2.0, focal=0.92), DAY),
    "flood": (flood, View(height=2.1, focal=0.9), OVERCAST),
}


def draw(name: str, shot: str) -> Image.Image:
    """One picture: `before` and `after` from one standpoint, a resident's from others."""
    scene, view, light = SCENES[name]
    if shot == "resident-1":
        nearer = replace(
            view, x=view.x - 0.35, z=view.z - 0.5, height=view.height * 0.78, horizon=view.horizon - 0.02
        )
        return scene(nearer, light, "resident").finish(-1.6, 1.02)
    if shot == "resident-2":
        closer = replace(
            view, x=view.x + 0.35, z=view.z + 0.7, height=view.height * 0.95, horizon=view.horizon - 0.14
        )
        return scene(closer, light, "resident").finish(2.2, 1.04, (196, 146, 104))
    return scene(view, light, shot).finish()


def main() -> None:
    """Draws the scenes that are asked for, or all."""
    folder = HERE / "photos"
    folder.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SCENES:
        for shot in ("resident-1", "resident-2", "before", "after"):
            picture, path, quality = draw(name, shot), folder / f"{name}-{shot}.jpg", 82
            while quality:
                picture.save(path, quality=quality, optimize=True, progressive=True)
                if path.stat().st_size <= LARGEST_BYTES:
                    break
                quality -= 4
            if path.stem == AS_FROM_A_PHONE:
                pillow_heif.from_pillow(picture).save(path.with_suffix(".heic"), quality=42)


if __name__ == "__main__":
    main()
