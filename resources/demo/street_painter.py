"""A small street painter: perspective, light, asphalt, houses, trees, and what lies on the road."""

# ruff: noqa: INP001 (beside the script that uses it, no package)

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

WIDTH, HEIGHT, FINER = 1280, 960, 2  # drawn twice as large, then scaled down: smooth edges
SIZE = (WIDTH * FINER, HEIGHT * FINER)

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def shade(colour: Colour, factor: float) -> Colour:
    """Lighter above 1, darker below."""
    return tuple(max(0, min(255, round(x * factor))) for x in colour)  # type: ignore[return-value]


def noise(size: tuple[int, int], cell: int, seed: str) -> Image.Image:
    """Smooth grey noise with cells of that many pixels."""
    small = (max(2, size[0] // cell + 2), max(2, size[1] // cell + 2))
    grey = Image.frombytes("L", small, random.Random(seed).randbytes(small[0] * small[1]))
    return grey if small == size else grey.resize(size, Image.Resampling.BICUBIC)


def fractal(size: tuple[int, int], cell: int, seed: str) -> Image.Image:
    """Noise of several sizes, the coarse ones strongest."""
    whole = noise(size, cell, seed)
    for n in range(1, 5):
        finer = noise(size, max(1, cell >> n), f"{seed}{n}")
        whole = Image.blend(whole, finer, 1 / (n + 1.6))
    return ImageOps.autocontrast(whole, cutoff=1)


def gain(grey: Image.Image, amount: float) -> Image.Image:
    """Noise around the middle grey, `amount` as strong."""
    return grey.point(lambda v: round(128 + (v - 128) * amount))


def roughen(picture: Image.Image, grey: Image.Image, mask: Image.Image | None = None) -> Image.Image:
    """Lightens and darkens by the noise, where the mask says so."""
    rough = ImageChops.add(picture, Image.merge("RGB", (grey,) * 3), 1, -128)
    return rough if mask is None else Image.composite(rough, picture, mask)


@dataclass(frozen=True)
class View:
    """A camera: `x`, `z` metres off the scene's own standpoint, `height` above the street."""

    x: float = 0.0
    z: float = 0.0
    height: float = 2.3
    horizon: float = 0.35
    centre: float = 0.5
    focal: float = 1.0

    def at(self, x: float, z: float, y: float = 0.0) -> Point:
        """Where a point of the scene (metres right, ahead, up) is in the picture."""
        ahead = max(0.7, z - self.z)
        scale = self.focal * SIZE[0] / ahead
        return SIZE[0] * self.centre + (x - self.x) * scale, SIZE[1] * self.horizon + (
            self.height - y
        ) * scale

    def metre(self, z: float) -> float:
        """How many pixels a metre is at that distance."""
        return self.focal * SIZE[0] / max(0.7, z - self.z)


@dataclass(frozen=True)
class Light:
    """The colours of a time of day."""

    sky_top: Colour = (66, 122, 186)
    sky_low: Colour = (206, 222, 232)
    haze: Colour = (196, 205, 212)
    asphalt: Colour = (92, 92, 95)
    sun: float = 1.0
    exposure: float = 1.08


DAY = Light()
OVERCAST = Light((142, 156, 170), (206, 211, 215), (190, 195, 200), (84, 86, 90), 0.9)
WARM = Light((92, 128, 176), (244, 214, 178), (226, 205, 184), (98, 93, 91), 1.02)
DUSK = Light((28, 38, 74), (214, 134, 98), (120, 96, 108), (52, 52, 62), 0.5)
BRICKS: tuple[Colour, ...] = (
    (148, 84, 66),
    (172, 122, 92),
    (120, 78, 68),
    (186, 160, 130),
    (134, 102, 88),
    (162, 96, 74),
)


class Scene:
    """A picture being drawn."""

    def __init__(self, view: View, light: Light, seed: str) -> None:
        self.view, self.light, self.seed = view, light, seed
        self.chance = random.Random(seed)
        self.picture = Image.new("RGB", SIZE, light.haze)
        self.pen = ImageDraw.Draw(self.picture)

    def put(self, picture: Image.Image) -> None:
        """Takes over a changed picture."""
        self.picture = picture
        self.pen = ImageDraw.Draw(picture)

    def ground(self, *points: Point, y: float = 0.0) -> list[Point]:
        """Points on the street (metres right, ahead) in the picture."""
        return [self.view.at(x, z, y) for x, z in points]

    def mask(self, points: Sequence[Point], soft: float = 0.0) -> Image.Image:
        """White inside the polygon."""
        mask = Image.new("L", SIZE, 0)
        ImageDraw.Draw(mask).polygon(list(points), fill=255)
        return mask.filter(ImageFilter.GaussianBlur(soft * FINER)) if soft else mask

    def tint(self, mask: Image.Image, colour: Colour, strength: float = 1.0) -> None:
        """Lays a colour over the masked part."""
        if strength < 1:
            mask = mask.point(lambda v: round(v * strength))
        self.picture.paste(colour, (0, 0, *SIZE), mask)

    def shadow(self, points: Sequence[Point], strength: float = 0.45, soft: float = 6.0) -> None:
        """A soft shadow."""
        self.tint(self.mask(points, soft), (18, 18, 24), strength * (0.6 + 0.4 * self.light.sun))

    def sky(self) -> None:
        """A gradient, and thin clouds."""
        low = round(SIZE[1] * self.view.horizon) + 2
        ramp = Image.linear_gradient("L").resize((SIZE[0], low))
        sky = ImageOps.colorize(ramp, self.light.sky_top, self.light.sky_low)
        clouds = fractal((SIZE[0] // 8, low // 3 + 1), 60, self.seed + "clouds").resize((SIZE[0], low))
        veil = clouds.point(lambda v: max(0, v - 140) * 1.1)
        sky.paste(mix(self.light.sky_low, (255, 255, 255), 0.35 * self.light.sun), (0, 0, SIZE[0], low), veil)
        self.picture.paste(sky, (0, 0))

    def skyline(self) -> None:
        """Far houses in the haze."""
        low, x = SIZE[1] * self.view.horizon, 0.0
        while x < SIZE[0]:
            wide, high = self.chance.uniform(50, 150) * FINER / 2, self.chance.uniform(30, 150) * FINER / 2
            colour = mix(self.chance.choice(BRICKS), self.light.haze, 0.72)
            self.pen.rectangle(
                (x, low - high, x + wide, low + 4), fill=shade(colour, 0.6 + 0.4 * self.light.sun)
            )
            x += wide * self.chance.uniform(0.8, 1.5)

    def road(self, left: float, right: float, kerb: float = 0.14) -> None:
        """The street between two kerbs, pavements of slabs outside them, to the horizon."""
        far, near = 400.0, self.view.z + 0.75
        paving, kerb_stone = shade((168, 165, 158), self.light.sun), shade((186, 184, 178), self.light.sun)
        self.pen.polygon(self.ground((-60, far), (60, far), (60, near), (-60, near)), fill=paving)
        self.pen.polygon(
            self.ground((left, far), (right, far), (right, near), (left, near)), fill=self.light.asphalt
        )
        for side, way in ((left, -1), (right, 1)):
            top = self.ground(
                (side, far), (side + way * 0.18, far), (side + way * 0.18, near), (side, near), y=kerb
            )
            face = [*self.ground((side, far), (side, near)), *self.ground((side, near), (side, far), y=kerb)]
            self.pen.polygon(face, fill=shade(kerb_stone, 0.62))
            self.pen.polygon(top, fill=kerb_stone)
            walk = self.ground((side + way * 0.18, far), (side + way * 60, far), y=kerb)
            walk += self.ground((side + way * 60, near), (side + way * 0.18, near), y=kerb)
            self.pen.polygon(walk, fill=paving)
            gutter = self.ground(
                (side, far), (side - way * 0.35, far), (side - way * 0.35, near), (side, near)
            )
            self.tint(self.mask(gutter, 3), (30, 30, 30), 0.28)
            self._joints(side + way * 0.18, way, kerb)

    def _joints(self, start: float, way: int, y: float) -> None:
        dark = shade((118, 115, 110), self.light.sun)
        for n in range(40):
            z = self.view.z + 1 + n * 1.5
            wide = max(1, round(self.view.metre(z) * 0.018))
            line = [self.view.at(start, z, y), self.view.at(start + way * 3.4, z, y)]
            self.pen.line(line, fill=mix(dark, self.light.haze, min(0.9, n / 26)), width=min(wide, 9))
        for n in (1.7, 3.4):
            near, far = (self.view.at(start + way * n, z, y) for z in (self.view.z + 0.8, self.view.z + 60))
            self.pen.line((near, far), fill=dark, width=3)

    def lane(self, x: float, colour: Colour, *, dash: float = 0.0, wide: float = 0.12) -> None:
        """A line along the street, worn."""
        mask = Image.new("L", SIZE, 0)
        pen, z = ImageDraw.Draw(mask), self.view.z + 0.75
        z = z if not dash else z // (dash * 3) * dash * 3
        while z < 160:
            end = z + (dash or 170)
            shape = ((x - wide / 2, end), (x + wide / 2, end), (x + wide / 2, z), (x - wide / 2, z))
            if end > self.view.z + 0.8:
                pen.polygon(self.ground(*shape), fill=220)
            z += dash * 3 or 200
        worn = self.plane(26, "worn" + self.seed).point(lambda v: 255 if v > 96 else 90)
        self.tint(ImageChops.multiply(mask, worn), shade(colour, 0.55 + 0.45 * self.light.sun))

    def plane(self, dots_a_metre: int, seed: str, reach: float = 16.0) -> Image.Image:
        """Noise that lies on the street, grey (128) beyond its reach."""
        view, wide = self.view, 9.0
        near = view.focal * SIZE[0] * view.height / (SIZE[1] * (1 - view.horizon))
        texture = noise((round(2 * wide * dots_a_metre), round((reach + 1) * dots_a_metre)), 1, seed)
        low = SIZE[1] * view.horizon
        k = view.height * dots_a_metre
        # picture (u, v) -> texture: x = (u - centre)·h/(v - low), z = focal·h/(v - low)
        shift = wide * dots_a_metre - 0.0
        c0, c1, c2 = k, shift, -SIZE[0] * view.centre * k - shift * low
        d2 = view.focal * SIZE[0] * k
        data = (c0 / -low, c1 / -low, c2 / -low, 0.0, 0.0, d2 / -low, 0.0, 1 / -low)
        laid = texture.transform(
            SIZE, Image.Transform.PERSPECTIVE, data, Image.Resampling.BILINEAR, fillcolor=128
        )
        end = low + view.focal * SIZE[0] * view.height / reach
        fade = Image.linear_gradient("L").resize((SIZE[0], max(1, round((end - low) * 2.5))))
        mask = Image.new("L", SIZE, 255)
        mask.paste(0, (0, 0, SIZE[0], round(end)))
        mask.paste(fade, (0, round(end)))
        assert near < reach
        return Image.composite(laid, Image.new("L", SIZE, 128), mask)

    def grit(self, strength: float = 0.3) -> None:
        """Grain of asphalt and stone, patches of wear and tyre tracks."""
        low = round(SIZE[1] * self.view.horizon)
        below = Image.new("L", SIZE, 0)
        below.paste(255, (0, low, *SIZE))
        fine, coarse = self.plane(110, "fine" + self.seed), self.plane(14, "coarse" + self.seed)
        broad = self.plane(2, "broad" + self.seed, 40.0)
        picture = roughen(self.picture, gain(fine, strength), below)
        picture = roughen(picture, gain(coarse, strength * 0.32), below)
        self.put(roughen(picture, gain(broad, strength * 0.3), below))

    def haze(self) -> None:
        """The farther, the paler."""
        low = round(SIZE[1] * self.view.horizon)
        ramp = (
            ImageOps.flip(Image.linear_gradient("L")).resize((SIZE[0], SIZE[1] // 6)).point(lambda v: v * 0.6)
        )
        mask = Image.new("L", SIZE, 0)
        mask.paste(ramp, (0, low))
        self.tint(mask, self.light.haze)

    def houses(self, x: float, start: float, end: float, *, high: tuple[float, float] = (7, 14)) -> None:
        """A row of brick houses along the street, `x` metres to the side, the far ones first."""
        row: list[tuple[float, float]] = []
        z = start
        while z < end:
            deep = self.chance.uniform(5.5, 9.5)
            row.append((z, z + deep))
            z += deep
        for z1, z2 in reversed(row):
            self._house(x, z1, z2, self.chance.uniform(*high), self.chance.choice(BRICKS))

    def _house(self, x: float, z1: float, z2: float, high: float, brick: Colour) -> None:
        pale = min(0.75, (z1 - self.view.z) / 130)
        lit = self.light.sun * (0.92 if x < 0 else 0.72)
        wall = mix(shade(brick, lit), self.light.haze, pale)
        at = self.view.at
        self.pen.polygon([at(x, z1), at(x, z2), at(x, z2, high), at(x, z1, high)], fill=wall)
        inside = 5.0 if x > 0 else -5.0
        front = [at(x, z1), at(x, z1, high), at(x + inside, z1, high), at(x + inside, z1)]
        self.pen.polygon(front, fill=shade(wall, 0.8))
        cornice = [at(x, z1, high), at(x, z2, high), at(x, z2, high - 0.5), at(x, z1, high - 0.5)]
        self.pen.polygon(cornice, fill=shade(wall, 1.22))
        rows, columns = int((high - 1.2) // 3), max(2, int((z2 - z1) // 1.9))
        glass = mix(shade((64, 78, 96), 0.4 + 0.6 * self.light.sun), self.light.haze, pale)
        for row in range(rows):
            y = 1.1 + row * 3
            for column in range(columns):
                z = z1 + (column + 0.28) * (z2 - z1) / columns
                far = z + (z2 - z1) / columns * 0.5
                lamp = self.light is DUSK and self.chance.random() < 0.3
                pane = (
                    mix((246, 196, 110), self.light.haze, pale)
                    if lamp
                    else shade(glass, self.chance.uniform(0.8, 1.3))
                )
                frame = [at(x, z - 0.12, y - 0.15), at(x, far + 0.12, y - 0.15)]
                frame += [at(x, far + 0.12, y + 1.75), at(x, z - 0.12, y + 1.75)]
                self.pen.polygon(frame, fill=shade(wall, 1.18))
                self.pen.polygon(
                    [at(x, z, y), at(x, far, y), at(x, far, y + 1.6), at(x, z, y + 1.6)], fill=pane
                )

    def tree(self, x: float, z: float, high: float = 6.0) -> None:
        """A street tree with its shadow."""
        metre, chance = self.view.metre(z), random.Random(f"{self.seed}{x}{z}")
        pale = min(0.7, (z - self.view.z) / 110)
        bark = mix(shade((82, 66, 54), self.light.sun), self.light.haze, pale)
        foot, fork = self.view.at(x, z), self.view.at(x, z, high * 0.5)
        half = metre * 0.13
        self.shadow(
            self.ground((x - 1.6, z - 0.4), (x + 0.6, z + 0.6), (x + 1.0, z - 0.5), (x - 1.0, z - 1.1)), 0.3
        )
        trunk = [(foot[0] - half, foot[1]), (fork[0] - half * 0.6, fork[1])]
        self.pen.polygon([*trunk, (fork[0] + half * 0.6, fork[1]), (foot[0] + half, foot[1])], fill=bark)
        green = mix(shade((74, 104, 52), self.light.sun), self.light.haze, pale)
        blobs = 620
        for n in range(blobs):
            share = n / blobs
            angle, reach = chance.uniform(0, 2 * pi), chance.random() ** 0.6
            u = fork[0] + cos(angle) * reach * metre * high * 0.3
            v = fork[1] - metre * high * 0.22 + sin(angle) * reach * metre * high * 0.27
            blob = metre * chance.uniform(0.05, 0.17)
            high_up = (fork[1] - v) / (metre * high)
            tone = 0.42 + 0.42 * share + 0.75 * max(0.0, high_up) * chance.uniform(0.6, 1.2)
            self.pen.ellipse((u - blob, v - blob * 0.8, u + blob, v + blob * 0.8), fill=shade(green, tone))

    def lamp_post(self, x: float, z: float, *, lit: bool = False, arm: float = -1.6) -> None:
        """A street lamp; at dusk a lit one glows."""
        metre, colour = self.view.metre(z), mix((70, 74, 80), self.light.haze, min(0.7, z / 120))
        colour = shade(colour, 0.5 + 0.5 * self.light.sun)
        foot, top, tip = self.view.at(x, z), self.view.at(x, z, 6.4), self.view.at(x + arm, z, 6.9)
        wide = max(3, round(metre * 0.11))
        self.pen.line((foot, top), fill=colour, width=wide)
        self.pen.line(
            (top, self.view.at(x + arm * 0.4, z, 6.85), tip),
            fill=colour,
            width=max(2, wide * 2 // 3),
            joint="curve",
        )
        self.pen.rectangle(
            (foot[0] - wide, foot[1] - metre * 0.7, foot[0] + wide, foot[1]), fill=shade(colour, 0.85)
        )
        half = metre * 0.34
        head = (tip[0] - half, tip[1] - metre * 0.1, tip[0] + half, tip[1] + metre * 0.1)
        self.pen.rounded_rectangle(head, metre * 0.1, fill=shade(colour, 0.9))
        bulb = (head[0] + half * 0.25, tip[1] + metre * 0.02, head[2] - half * 0.25, tip[1] + metre * 0.16)
        self.pen.ellipse(
            bulb, fill=(255, 240, 205) if lit else shade((120, 122, 126), 0.4 + 0.5 * self.light.sun)
        )
        if lit:
            self._glow(tip, metre)
            spot = Image.new("L", SIZE, 0)
            left, right = self.view.at(x + arm - 2.6, z)[0], self.view.at(x + arm + 2.6, z)[0]
            up, down = self.view.at(x, z + 4)[1], self.view.at(x, max(self.view.z + 1.2, z - 2.6))[1]
            ImageDraw.Draw(spot).ellipse((left, up, right, down), fill=235)
            self._light(spot.filter(ImageFilter.GaussianBlur(metre * 0.6)), (158, 124, 70))

    def _glow(self, tip: Point, metre: float) -> None:
        for reach, strength in ((2.6, 70), (1.1, 120), (0.45, 230)):
            spot = Image.new("L", SIZE, 0)
            r = metre * reach
            ImageDraw.Draw(spot).ellipse((tip[0] - r, tip[1] - r, tip[0] + r, tip[1] + r), fill=strength)
            self._light(spot.filter(ImageFilter.GaussianBlur(r * 0.45)), (255, 214, 150))

    def _light(self, spot: Image.Image, colour: Colour) -> None:
        glow = Image.composite(Image.new("RGB", SIZE, colour), Image.new("RGB", SIZE), spot)
        self.put(ImageChops.screen(self.picture, glow))

    def cone(self, x: float, z: float) -> None:
        """A traffic cone, 70 cm high."""
        at, metre = self.view.at, self.view.metre(z)
        self.shadow(
            [at(x - 0.1, z - 0.15), at(x + 0.75, z + 0.1), at(x + 0.7, z + 0.35), at(x, z + 0.15)], 0.5, 4
        )
        base = [at(x + dx, z + dz) for dx, dz in ((-0.2, -0.18), (0.2, -0.18), (0.2, 0.18), (-0.2, 0.18))]
        self.pen.polygon([(u, v + metre * 0.03) for u, v in base], fill=(96, 40, 22))
        self.pen.polygon(base, fill=shade((214, 78, 30), 0.62 + 0.3 * self.light.sun))
        foot, top = at(x, z), at(x, z, 0.7)
        strips = 14
        for low, high, colour in (
            (0, 0.3, 0),
            (0.3, 0.48, 1),
            (0.48, 0.62, 0),
            (0.62, 0.78, 1),
            (0.78, 1, 0),
        ):
            for n in range(strips):
                a, b = -1 + 2 * n / strips, -1 + 2 * (n + 1) / strips
                paint: Colour = (240, 240, 236) if colour else (235, 92, 34)
                bright = (1.08 - 0.42 * ((a + b) / 2 + 0.35) ** 2) * (0.6 + 0.4 * self.light.sun)
                corners = []
                for share, side in ((low, a), (low, b), (high, b), (high, a)):
                    half = metre * (0.15 - 0.115 * share)
                    bulge = metre * 0.03 * (1 - side * side) * (1 - share * 0.7)
                    corners.append((foot[0] + half * side, foot[1] + (top[1] - foot[1]) * share + bulge))
                self.pen.polygon(corners, fill=shade(paint, bright))

    def ragged(self, x: float, z: float, rx: float, rz: float, rough: float, seed: str) -> list[Point]:
        """A ragged outline on the street."""
        chance, points = random.Random(seed), []
        waves = [
            (chance.randint(2, 17), chance.uniform(0, 2 * pi), chance.uniform(0.3, 1)) for _ in range(12)
        ]
        for n in range(140):
            angle = 2 * pi * n / 140
            r = 1 + rough * sum(sin(k * angle + phase) * a / k**0.45 for k, phase, a in waves) / 1.7
            points.append(
                (x + rx * r * cos(angle), z + rz * (r + chance.uniform(-rough, rough) * 0.16) * sin(angle))
            )
        return points

    def cracks(self, x: float, z: float, count: int, length: float, seed: str) -> None:
        """Thin cracks that run out from a place."""
        chance = random.Random(seed)
        for _ in range(count):
            angle, u, v = chance.uniform(0, 2 * pi), x, z
            line = [(u, v)]
            for _ in range(chance.randint(5, 12)):
                angle += chance.uniform(-0.7, 0.7)
                u, v = u + cos(angle) * length / 9, v + sin(angle) * length / 9 * 1.2
                line.append((u, v))
            drawn = self.ground(*line)
            self.pen.line(drawn, fill=shade(self.light.asphalt, 0.42), width=4, joint="curve")
            self.pen.line([(a + 3, b + 3) for a, b in drawn], fill=shade(self.light.asphalt, 1.2), width=2)

    def hole(self, x: float, z: float, rx: float, rz: float, seed: str) -> None:
        """A pothole: crumbled rim, the far wall in the light, broken stone at the bottom."""
        rim = self.ragged(x, z, rx * 1.12, rz * 1.14, 0.2, seed)
        self.cracks(x, z, 9, rx * 2.1, seed + "cracks")
        crumbs = self.mask(self.ground(*rim), 5)
        self.tint(crumbs, shade(self.light.asphalt, 1.22), 0.75)
        edge = self.ragged(x, z, rx, rz, 0.2, seed)
        hole, floor = self.mask(self.ground(*edge)), self.mask(self.ground(*edge, y=-0.17), 3)
        self.tint(hole, shade((112, 100, 88), self.light.sun * 0.8))
        self.tint(ImageChops.multiply(hole, floor), shade((62, 53, 46), self.light.sun))
        deep = self.mask(
            self.ground(*self.ragged(x - rx * 0.1, z + rz * 0.15, rx * 0.68, rz * 0.62, 0.2, seed), y=-0.2),
            22,
        )
        self.tint(ImageChops.multiply(hole, deep), (24, 20, 18), 0.8)
        stones = gain(self.plane(22, seed + "stones"), 0.3)
        self.put(roughen(self.picture, stones, hole))
        self.put(roughen(self.picture, gain(self.plane(70, seed + "sand"), 0.26), hole))
        chance = random.Random(seed + "loose")
        for _ in range(90):
            angle, far = chance.uniform(0, 2 * pi), chance.uniform(0.95, 1.5)
            self.stone(
                x + rx * far * cos(angle), z + rz * far * sin(angle), chance.uniform(0.008, 0.035), chance
            )

    def stone(self, x: float, z: float, size: float, chance: random.Random) -> None:
        """A loose bit of asphalt."""
        (u, v), r = self.view.at(x, z), self.view.metre(z) * size
        self.pen.ellipse((u - r, v - r * 0.3, u + r * 1.5, v + r * 0.7), fill=(34, 32, 31))
        self.pen.ellipse(
            (u - r, v - r * 0.75, u + r, v + r * 0.45),
            fill=shade(self.light.asphalt, chance.uniform(0.7, 1.3)),
        )

    def patch(self, x1: float, x2: float, z1: float, z2: float, seed: str) -> None:
        """A new patch of asphalt with sealed edges."""
        chance = random.Random(seed)

        def outline(grow: float) -> list[Point]:
            corners = (
                (x1 - grow, z1 - grow),
                (x2 + grow, z1 - grow),
                (x2 + grow, z2 + grow),
                (x1 - grow, z2 + grow),
            )
            points = []
            for (ax, az), (bx, bz) in zip(corners, corners[1:] + corners[:1], strict=True):
                for n in range(24):
                    wave = chance.uniform(-0.014, 0.014)
                    points.append((ax + (bx - ax) * n / 24 + wave, az + (bz - az) * n / 24 + wave))
            return points

        self.tint(self.mask(self.ground(*outline(0.09)), 1.5), (22, 22, 24))
        inside = self.mask(self.ground(*outline(0.0)), 1)
        self.tint(inside, shade((47, 47, 50), 0.5 + 0.5 * self.light.sun))
        self.put(roughen(self.picture, gain(self.plane(90, seed), 0.36), inside))
        roller = self.mask(
            self.ground(
                (x1 + (x2 - x1) * 0.35, z2),
                (x1 + (x2 - x1) * 0.75, z2),
                (x1 + (x2 - x1) * 0.7, z1),
                (x1 + (x2 - x1) * 0.3, z1),
            ),
            16,
        )
        self.tint(ImageChops.multiply(roller, inside), (84, 84, 88), 0.28)

    def leaves(self, x: float, z: float, rx: float, rz: float, count: int, seed: str, y: float = 0.0) -> None:
        """Leaves strewn about a place; with `y` piled that high in the middle."""
        chance = random.Random(seed)
        spots = []
        for _ in range(count):
            angle, far = chance.uniform(0, 2 * pi), chance.random() ** 0.5
            spots.append(
                (x + rx * far * cos(angle), z + rz * far * sin(angle), y * (1 - far) * chance.random())
            )
        greens: tuple[Colour, ...] = (
            (70, 98, 44),
            (92, 122, 58),
            (54, 78, 38),
            (116, 138, 70),
            (84, 104, 48),
        )
        for u0, z0, y0 in sorted(spots, key=lambda spot: -spot[1]):
            (u, v), r = self.view.at(u0, z0, y0), self.view.metre(z0) * chance.uniform(0.03, 0.075)
            turn, flat = chance.uniform(0, pi), chance.uniform(0.35, 0.6)
            shape = [
                (cos(t) * r, sin(t) * r * flat * abs(cos(t / 2)) + 0.0)
                for t in (k * pi / 5 for k in range(10))
            ]
            turned = [
                (u + a * cos(turn) - b * sin(turn), v + (a * sin(turn) + b * cos(turn)) * 0.75)
                for a, b in shape
            ]
            self.pen.polygon(
                turned, fill=shade(chance.choice(greens), chance.uniform(0.7, 1.25) * self.light.sun)
            )

    def finish(self, tilt: float = 0.0, zoom: float = 1.0, tone: Colour | None = None) -> Image.Image:
        """What a phone makes of it: a lens, a sensor's grain, a hand that is not quite level."""
        picture = self.picture
        if tilt or zoom != 1:
            turned = picture.rotate(tilt, Image.Resampling.BICUBIC)
            cut = 1 - 1 / (zoom + abs(tilt) * 0.035)
            box = (SIZE[0] * cut / 2, SIZE[1] * cut / 2, SIZE[0] * (1 - cut / 2), SIZE[1] * (1 - cut / 2))
            picture = turned.resize(SIZE, Image.Resampling.BICUBIC, box)
        picture = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        corner = Image.radial_gradient("L").resize((WIDTH, HEIGHT)).point(lambda v: max(0, v - 120) * 0.75)
        picture.paste((10, 12, 18), (0, 0, WIDTH, HEIGHT), corner)
        if tone:
            picture = Image.blend(
                picture, ImageChops.overlay(picture, Image.new("RGB", picture.size, tone)), 0.45
            )
        grain = gain(
            noise((WIDTH, HEIGHT), 1, self.seed + "grain").filter(ImageFilter.GaussianBlur(0.7)), 0.09
        )
        picture = roughen(picture, grain)
        return ImageEnhance.Brightness(ImageEnhance.Contrast(picture).enhance(1.06)).enhance(
            self.light.exposure
        )
