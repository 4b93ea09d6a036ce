"""Colours, lengths and type of the three themes, and the one place where they are applied."""

import re
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from fieldapp import paths

SCALES = (1.0, 1.25, 1.5)
BADGE = "#f2a516"
BADGE_TEXT = "#12202e"
FAMILY = "Inter"


@dataclass(frozen=True)
class Tone:
    """A colour to write with, the field it stands on, and the line around that field."""

    fg: str
    bg: str
    edge: str


@dataclass(frozen=True)
class Theme:
    """Every colour token of one theme as "#rrggbb"; `border_px` is the width of a card's line at 100 %."""

    name: str
    bg: str
    surface: str
    sunk: str
    border: str
    edge: str
    border_px: int
    text: str
    text2: str
    text3: str
    nav: str
    nav_text: str
    nav_selected: str
    nav_selected_text: str
    primary: str
    primary_bg: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    info: str
    info_bg: str
    go: str
    on_fill: str
    row_selected: str
    segment: str
    toast: str
    toast_text: str
    toast_accent: str


# fmt: off
LIGHT = Theme(
    name="light", bg="#f3f5f8", surface="#ffffff", sunk="#edf1f5", border="#dce3ea", edge="#c3ceda",
    border_px=1, text="#12202e", text2="#4c5b6b", text3="#627183",
    nav="#0e2036", nav_text="#b7c6d9", nav_selected="#1d3a5f", nav_selected_text="#ffffff",
    primary="#0b62b8", primary_bg="#e4f0fc", ok="#0f7040", ok_bg="#e2f5ea", warn="#9a5b00", warn_bg="#fff1d6",
    bad="#b9281f", bad_bg="#fde8e6", info="#5a3ea8", info_bg="#eee9fb",
    go="#0f7040", on_fill="#ffffff", row_selected="#e4f0fc", segment="#ffffff",
    toast="#12202e", toast_text="#ffffff", toast_accent="#7cbcff",
)
DARK = Theme(
    name="dark", bg="#0e141b", surface="#161d26", sunk="#111820", border="#263241", edge="#374658",
    border_px=1, text="#e8eef5", text2="#a9b8c8", text3="#7f8fa1",
    nav="#0a0f15", nav_text="#8fa1b5", nav_selected="#1c2b3d", nav_selected_text="#e8eef5",
    primary="#3d8fe6", primary_bg="#12273d", ok="#3dc37e", ok_bg="#12301f", warn="#f1b54a", warn_bg="#33260c",
    bad="#ff7a6e", bad_bg="#3a1714", info="#b8a2ff", info_bg="#241c41",
    go="#2ba565", on_fill="#0a0f15", row_selected="#12273d", segment="#1f2a37",
    toast="#e8eef5", toast_text="#0e141b", toast_accent="#0b57a4",
)
SUNLIGHT = Theme(
    name="sunlight", bg="#ffffff", surface="#ffffff", sunk="#f2f2f2", border="#000000", edge="#000000",
    border_px=2, text="#000000", text2="#000000", text3="#2b2b2b",
    nav="#000000", nav_text="#ffffff", nav_selected="#ffd400", nav_selected_text="#000000",
    primary="#00358a", primary_bg="#ffffff", ok="#004d25", ok_bg="#ffffff", warn="#000000", warn_bg="#ffd400",
    bad="#a00000", bad_bg="#ffffff", info="#2d0a8a", info_bg="#ffffff",
    go="#004d25", on_fill="#ffffff", row_selected="#fff3a3", segment="#ffffff",
    toast="#000000", toast_text="#ffffff", toast_accent="#ffd400",
)
# fmt: on
THEMES = {each.name: each for each in (LIGHT, DARK, SUNLIGHT)}

TONES = ("neutral", "primary", "ok", "warn", "bad", "info")
# fmt: off
_TILES_LIGHT = {
    "orange": "#c2571a", "olive": "#5e6b2f", "red": "#b3261e", "violet": "#7a3fb3", "amber": "#a87b00",
    "green": "#1f7a3d", "teal": "#0f6e7c", "blue": "#2f6db5", "grey": "#4c5b6b",
}
_TILES_DARK = {
    "orange": "#ffa877", "olive": "#a4bb52", "red": "#ff6d65", "violet": "#ca94ff", "amber": "#ffc527",
    "green": "#36d56b", "teal": "#4fd0e0", "blue": "#6fb1ff", "grey": "#a9b8c8",
}
_ROLES = {
    "h1": (24, 700), "h2": (19, 700), "h3": (15, 600), "action": (18, 700), "title": (16, 600),
    "body": (15, 400), "strong": (15, 600), "card_title": (14, 600), "card": (14, 400),
    "small": (13, 400), "meta": (13, 500), "small_strong": (13, 600), "detail": (12, 500), "tiny": (12, 600),
    "label": (11, 600), "number": (30, 700),
}
# fmt: on
ROLES = tuple(_ROLES)
# White initials stand on these in every theme; amber and orange are deepened for that.
_AVATARS = {**_TILES_LIGHT, "amber": "#8a6400", "orange": "#b34a10"}
TILES = tuple(_TILES_LIGHT)


class Look(QObject):
    """The theme and scale in force; `changed` is emitted after either has been applied."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.scale = 1.0


look = Look()


def current() -> Theme:
    """Return the theme in force."""
    return look.theme


def scale() -> float:
    """Return the scale in force, one of SCALES."""
    return look.scale


def px(length: float) -> int:
    """Return a length given for 100 % in pixels at the scale in force."""
    return round(length * look.scale)


def color(token: str) -> QColor:
    """Return the colour of a token ("text2"), of a tone's writing ("warn"), or of a literal "#rrggbb"."""
    if token.startswith("#"):
        return QColor(token)
    return QColor(look.theme.text2 if token == "neutral" else getattr(look.theme, token))


def tone(name: str) -> Tone:
    """Return the colours of a status tone (one of TONES)."""
    return _tone(look.theme, name)


@cache
def _tone(theme: Theme, name: str) -> Tone:
    fg = theme.text2 if name == "neutral" else getattr(theme, name)
    bg = theme.sunk if name == "neutral" else getattr(theme, f"{name}_bg")
    line = mix(BADGE if name == "warn" else fg, bg, 0.6 if name == "warn" else 0.38)
    return Tone(fg, bg, theme.border if theme is SUNLIGHT else line)


def tile(name: str) -> Tone:
    """Return the colours of an icon tile (one of TILES); in sunlight every tile is white on black."""
    return _tile(look.theme, name)


@cache
def _tile(theme: Theme, name: str) -> Tone:
    if theme is SUNLIGHT:
        return Tone("#ffffff", "#000000", "#000000")
    fg = (_TILES_DARK if theme is DARK else _TILES_LIGHT)[name]
    bg = mix(fg, theme.surface, 0.2 if theme is DARK else 0.13)
    return Tone(fg, bg, bg)


def avatar(name: str) -> str:
    """Return the disc colour of an avatar of this tile tone; white writing stands on it in every theme."""
    return mix("#000000", _AVATARS[name], 0.3) if look.theme is SUNLIGHT else _AVATARS[name]


@cache
def mix(over: str, under: str, share: float) -> str:
    """Return `share` (0 to 1) of one colour laid over another, as "#rrggbb"."""
    a, b = QColor(over), QColor(under)
    parts = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index]
    return "#" + "".join(f"{round(x * share + y * (1 - share)):02x}" for x, y in parts)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(name: str) -> float:
    shade = QColor(name)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def font(role: str) -> QFont:
    """Return the font of a text role (one of ROLES) at the scale in force."""
    return QFont(_font(role, look.scale))


@cache
def _font(role: str, factor: float) -> QFont:
    size, weight = _ROLES[role]
    made = QFont(FAMILY)
    made.setPixelSize(round(size * factor))
    made.setWeight(QFont.Weight(weight))
    return made


def apply(app: QApplication, theme: Theme | str = LIGHT, scale: float = 1.0) -> None:
    """Dress the application: Fusion, Inter, palette, style sheet; then tell every painted part to follow.

    `scale` enlarges type and lengths together; a name outside THEMES raises KeyError.
    """
    chosen = THEMES[theme] if isinstance(theme, str) else theme
    if FAMILY not in QFontDatabase.families():
        for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    look.theme, look.scale = chosen, scale
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font("body"))
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_sheet(chosen))
    look.changed.emit()


def _palette(theme: Theme) -> QPalette:
    made = QPalette()
    for role, value in {
        "Window": theme.bg,
        "WindowText": theme.text,
        "Base": theme.surface,
        "AlternateBase": theme.sunk,
        "Text": theme.text,
        "Button": theme.surface,
        "ButtonText": theme.text,
        "BrightText": theme.bad,
        "ToolTipBase": theme.toast,
        "ToolTipText": theme.toast_text,
        "Link": theme.primary,
        "PlaceholderText": theme.text3,
        "Highlight": theme.primary,
        "HighlightedText": theme.on_fill,
        "Light": theme.surface,
        "Midlight": theme.sunk,
        "Mid": theme.edge,
        "Dark": theme.border,
        "Shadow": theme.border,
        "Accent": theme.primary,
    }.items():
        made.setColor(QPalette.ColorRole[role], QColor(value))
    for role in ("WindowText", "Text", "ButtonText"):
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], QColor(theme.text3))
    return made


def _sheet(theme: Theme) -> str:
    """Fill in the style sheet of the few stock controls that are not painted by our own widgets.

    In it "$surface" is a token and "12px" a length for 100 %.
    """
    source = (paths.resources() / "styles" / "stock.qss").read_text(encoding="utf-8")
    scaled = re.sub(r"(\d+)px", lambda length: f"{px(int(length[1]))}px", source)
    return Template(scaled).substitute({**asdict(theme), "border_px": px(theme.border_px)})
