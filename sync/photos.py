"""Taking a photo in: checked, turned upright, made small, its time and place read, all else stripped off."""

import hashlib
import re
import stat
import struct
import zlib
from datetime import tzinfo
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

from sync.exif import CameraFacts, read_facts
from sync.photo_refused import PhotoRefused

LONGEST_PX: Final = 2048
THUMBNAIL_PX: Final = 320
LIMIT_PX: Final = 120_000_000
LIMIT_BYTES: Final = 60_000_000
QUALITY: Final = 85
THUMBNAIL_QUALITY: Final = 80

# A JPEG decoder halves for almost nothing; 4,032 px halved is 2,016 px, which is near enough to LONGEST_PX.
_DRAFT_PX: Final = 1920
_LIMIT_MP: Final = f"{LIMIT_PX / 1e6:.0f} MP"
_LIMIT_MB: Final = f"{LIMIT_BYTES / 1e6:.0f} MB"
_NAME_LENGTH: Final = 200

_OPENERS: Final[dict[str, type[ImageFile.ImageFile]]] = {
    # The plugins themselves, not Image.open: no other format can slip in, no process-wide limit or warning
    # decides, and of a camera's multi-picture JPEG the first picture is read.
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WebP": WebPImageFile,
    "HEIC": HeifImageFile,
}
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What the decoders raise on bytes that are no picture (SyntaxError is Pillow's own word for a malformed file;
# Warning, because a program may turn warnings into errors).
_DECODER_ERRORS: Final = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    ArithmeticError,
    TypeError,
    AttributeError,
    AssertionError,
    EOFError,
    RuntimeError,
    Warning,
    struct.error,
    zlib.error,
)
_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

_HEIC_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1")
)
_MAGICS: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"8BPS", "PSD"),
    (b"\0\0\1\0", "ICO"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"PK\3\4", "ZIP"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\0\0\1\xba", "video"),
)


class PreparedPhoto(msgspec.Struct, frozen=True):
    """A photo as it is kept and sent.

    `jpeg`: upright, sRGB, longest side at most LONGEST_PX, with nothing inside but the picture; `width_px`
    and `height_px` are its size, `sha256` its digest (hex). `thumbnail`: a JPEG of at most THUMBNAIL_PX.
    `taken_at`: RFC 3339 with offset; `offset_known` is False where the offset is this laptop's guess.
    `latitude`, `longitude`: degrees, both or none. `original_name`: the file's own name, without folders.
    """

    jpeg: bytes
    thumbnail: bytes
    width_px: int
    height_px: int
    sha256: str
    taken_at: str | None = None
    offset_known: bool = False
    latitude: float | None = None
    longitude: float | None = None
    original_name: str = ""


def prepare(source: Path | bytes, *, name: str = "", zone: tzinfo | None = None) -> PreparedPhoto:
    """Make `source` (a file, or the bytes of one) ready to keep; JPEG, PNG, WebP and HEIC are taken.

    `zone`: where a time without offset was taken, None for this machine's zone. Raises PhotoRefused and
    nothing else, whatever the bytes are. Takes tens of milliseconds and more: not for the GUI thread.
    """
    data = _read(source) if isinstance(source, Path) else source
    if not data:
        raise PhotoRefused("PHOTO-EMPTY")
    _check_bytes(len(data))
    kind = _kind(data)
    if kind not in _OPENERS:
        raise PhotoRefused("PHOTO-TYPE", kind=kind)
    if kind == "HEIC" and _is_cut(data):
        raise PhotoRefused("PHOTO-BROKEN")
    try:
        picture, facts = _decode(data, kind, zone)
        thumbnail = picture.copy()
        thumbnail.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
        jpeg = _encode(picture, QUALITY)
        small_jpeg = _encode(thumbnail, THUMBNAIL_QUALITY)
    except (MemoryError, Image.DecompressionBombError):  # the decoder saw it before we could ask for the size
        raise _too_large(f"> {_LIMIT_MP}", _LIMIT_MP) from None
    except _DECODER_ERRORS as error:
        raise PhotoRefused("PHOTO-BROKEN") from error
    return PreparedPhoto(
        jpeg=jpeg,
        thumbnail=small_jpeg,
        width_px=picture.width,
        height_px=picture.height,
        sha256=hashlib.sha256(jpeg).hexdigest(),
        taken_at=facts.taken_at,
        offset_known=facts.offset_known,
        latitude=facts.latitude,
        longitude=facts.longitude,
        original_name=_plain_name(name or (source.name if isinstance(source, Path) else "")),
    )


def _read(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe would wait for ever, a folder has no bytes
            raise PhotoRefused("PHOTO-UNREADABLE")
        _check_bytes(about.st_size)
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)  # it may be growing while we read
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise PhotoRefused("PHOTO-UNREADABLE") from error


def _check_bytes(size_bytes: int) -> None:
    if size_bytes > LIMIT_BYTES:
        raise _too_large(f"{size_bytes / 1e6:.0f} MB", _LIMIT_MB)


def _check_pixels(width_px: int, height_px: int) -> None:
    if width_px * height_px > LIMIT_PX:
        raise _too_large(f"{width_px * height_px / 1e6:.0f} MP", _LIMIT_MP)


def _too_large(size: str, limit: str) -> PhotoRefused:
    return PhotoRefused("PHOTO-TOO-LARGE", size=size, limit=limit)


def _kind(data: bytes) -> str:
    """By its first bytes, not its name: a key of _OPENERS, another format's name, or one of KIND_WORDS."""
    if data[4:8] == b"ftyp":
        return _boxed_kind(data)
    if data[:4] == b"RIFF":
        return {b"WEBP": "WebP", b"AVI ": "video"}.get(data[8:12], "unknown")
    for magic, kind in _MAGICS:
        if data.startswith(magic):
            return kind
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "SVG" if start.startswith(b"<") and b"<svg" in start else "unknown"


def _boxed_kind(data: bytes) -> str:
    """HEIC, AVIF and video share one container (ISO 14496-12) and differ by its brands."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    if data[8:12] in (b"avif", b"avis") or (b"avif" in brands and b"heic" not in brands):
        return "AVIF"
    return "HEIC" if data[8:12] in _HEIC_BRANDS else "video"


def _is_cut(data: bytes) -> bool:
    """Whether a HEIC file ends before its own boxes do; its decoder would paint grey what is missing."""
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:  # 0 means "to the end of the file"; anything else is no box but a maker's trailer
            break
        if name in (b"meta", b"mdat") and at + size > len(data):
            return True
        at += size
    return False


def _decode(data: bytes, kind: str, zone: tzinfo | None) -> tuple[Image.Image, CameraFacts]:
    """The picture upright, in sRGB, at most LONGEST_PX, with no metadata; and what the camera said."""
    with _OPENERS[kind](BytesIO(data)) as source:
        _check_pixels(*source.size)
        if kind == "JPEG":
            ratio = _DRAFT_PX / max(source.size)
            if ratio < 1:
                source.draft(None, (max(1, int(source.width * ratio)), max(1, int(source.height * ratio))))
        source.load()
        facts = _facts(source, zone)
        profile = source.info.get("icc_profile")
        picture = _to_srgb(_shrink(_plain_mode(source)), profile)
    # HEIC's own rotation is applied by its decoder and its EXIF orientation is only a remark (ISO 23008-12).
    turn = None if kind == "HEIC" else _UPRIGHT.get(facts.orientation)
    if turn is not None:
        picture = picture.transpose(turn)
    picture.info.clear()  # Pillow would write a comment it finds here into the new file
    return picture, facts


def _facts(source: ImageFile.ImageFile, zone: tzinfo | None) -> CameraFacts:
    try:
        return read_facts(source.getexif(), zone)
    except _DECODER_ERRORS:  # mangled EXIF costs its facts, never the photo
        return CameraFacts()


def _plain_mode(source: Image.Image) -> Image.Image:
    """The same picture in a mode that can be scaled: L, RGB, RGBA or CMYK, 8 bits a channel."""
    if source.mode.startswith("I"):  # 16-bit grey; Pillow's own conversion would clip at 255
        return source.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if source.mode in ("LA", "PA") or source.has_transparency_data:
        return source.convert("RGBA")
    if source.mode in ("L", "RGB", "CMYK"):
        return source
    return source.convert("RGB")


def _shrink(picture: Image.Image) -> Image.Image:
    ratio = LONGEST_PX / max(picture.size)
    if ratio >= 1:
        return picture
    size = (max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _to_srgb(picture: Image.Image, profile: object) -> Image.Image:
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if not ImageCms.getProfileDescription(source).startswith("sRGB"):
                converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, *_DECODER_ERRORS):
            pass  # a damaged profile, or one for other channels: the plain numbers are the better picture
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _encode(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _plain_name(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:_NAME_LENGTH]
