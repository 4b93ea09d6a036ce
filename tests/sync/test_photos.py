"""Any picture a phone makes comes in upright, small and bare; anything else is refused with one sentence."""

import hashlib
import io
import os
import stat
import struct
import zlib
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat, PngImagePlugin

from sync.photo_refused import KIND_WORDS, SENTENCES, PhotoRefused
from sync.photos import LIMIT_BYTES, LONGEST_PX, THUMBNAIL_PX, PreparedPhoto, prepare

FILES = Path(__file__).parents[1] / "files" / "photos"
ORIENTATION, EXIF_IFD, GPS_IFD = 0x0112, 0x8769, 0x8825
UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera held that way stores an upright scene (the inverse of what a viewer does)."""


def opened(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    return picture


def a_file(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def a_heic(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, **options)
    return out.getvalue()


def a_scene(width: int = 400, height: int = 300) -> Image.Image:
    """Four corners of different colours, so that every way of turning it looks different."""
    scene = Image.new("RGB", (width, height), "gray")
    for corner, colour in (((0, 0), "red"), ((1, 0), "lime"), ((0, 1), "blue"), ((1, 1), "white")):
        left, top = corner[0] * width // 2, corner[1] * height // 2
        scene.paste(colour, (left, top, left + width // 2, top + height // 2))
    return scene


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 … 255, at a size where compression no longer shows."""
    small = [picture.convert("RGB").resize((32, 32), Image.Resampling.BOX) for picture in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean) / 3


def refusal(source: Path | bytes) -> PhotoRefused:
    with pytest.raises(PhotoRefused) as caught:
        prepare(source)
    return caught.value


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_png(width: int, height: int, depth: int, colour: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


def check_is_bare(prepared: PreparedPhoto) -> None:
    for jpeg in (prepared.jpeg, prepared.thumbnail):
        picture = opened(jpeg)
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for trace in (b"Exif", b"GPS", b"http://ns.adobe.com", b"xpacket", b"ICC_PROFILE", b"Photoshop"):
            assert trace not in jpeg


class TestUpright:
    @pytest.mark.parametrize("name", ["Landscape_3", "Landscape_6", "Landscape_8"])
    def test_photos_of_one_scene_come_out_the_same_however_the_camera_was_held(self, name: str) -> None:
        upright = opened(prepare(FILES / "Landscape_1.jpg").jpeg)
        turned = opened(prepare(FILES / f"{name}.jpg").jpeg)
        assert turned.size == upright.size == (1800, 1200)
        assert difference(turned, upright) < 6

    def test_a_portrait_stands(self) -> None:
        prepared = prepare(FILES / "Portrait_6.jpg")
        assert (prepared.width_px, prepared.height_px) == (1200, 1800)
        assert opened(prepared.thumbnail).size == (213, 320)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_every_exif_orientation_of_every_format(self, kind: str, orientation: int) -> None:
        stored = a_scene() if UNDO[orientation] is None else a_scene().transpose(UNDO[orientation])
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        prepared = prepare(a_file(stored, kind, exif=exif))
        assert (prepared.width_px, prepared.height_px) == (400, 300)
        assert difference(opened(prepared.jpeg), a_scene()) < 3
        check_is_bare(prepared)

    @pytest.mark.parametrize("orientation", [1, 3, 6, 8])
    def test_heic_is_turned_once_not_twice(self, orientation: int) -> None:
        stored = a_scene() if UNDO[orientation] is None else a_scene().transpose(UNDO[orientation])
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        prepared = prepare(a_heic(stored, exif=exif.tobytes(), quality=90))
        assert difference(opened(prepared.jpeg), a_scene()) < 4

    def test_a_nonsense_orientation_is_ignored(self) -> None:
        exif = Image.Exif()
        exif[ORIENTATION] = 77
        assert prepare(a_file(a_scene(), "JPEG", exif=exif)).width_px == 400


class TestSize:
    @pytest.mark.parametrize(
        ("size", "expected"),
        [
            ((4032, 3024), (2016, 1512)),  # halved by the decoder, good enough as it is
            ((3800, 2000), (2048, 1078)),
            ((2048, 2048), (2048, 2048)),
            ((2049, 10), (2048, 10)),
            ((64, 48), (64, 48)),  # never made larger
            ((1, 5000), (1, 2048)),
        ],
    )
    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_the_longest_side_is_limited(
        self, kind: str, size: tuple[int, int], expected: tuple[int, int]
    ) -> None:
        prepared = prepare(a_file(Image.new("RGB", size, "teal"), kind))
        assert max(prepared.width_px, prepared.height_px) <= LONGEST_PX
        assert opened(prepared.jpeg).size == (prepared.width_px, prepared.height_px)
        if kind == "JPEG" or size != (4032, 3024):
            assert (prepared.width_px, prepared.height_px) == expected
        assert max(opened(prepared.thumbnail).size) <= THUMBNAIL_PX

    def test_the_digest_is_of_the_bytes_that_are_kept(self) -> None:
        prepared = prepare(a_file(a_scene(), "PNG"))
        assert prepared.sha256 == hashlib.sha256(prepared.jpeg).hexdigest()


class TestColours:
    def test_what_is_transparent_becomes_white_paper(self) -> None:
        picture = a_scene().convert("RGBA")
        picture.paste((255, 0, 0, 0), (0, 0, 200, 150))
        result = opened(prepare(a_file(picture, "PNG")).jpeg)
        assert min(result.getpixel((50, 50))) > 245
        assert result.getpixel((300, 50))[1] > 240

    def test_palettes_with_and_without_transparency(self) -> None:
        picture = a_scene().quantize(8)
        assert difference(opened(prepare(a_file(picture, "PNG")).jpeg), a_scene()) < 4
        see_through = picture.getpixel((10, 10))
        result = opened(prepare(a_file(picture, "PNG", transparency=see_through)).jpeg)
        assert min(result.getpixel((50, 50))) > 245

    @pytest.mark.parametrize("mode", ["1", "L", "LA"])
    def test_grey_and_black_and_white(self, mode: str) -> None:
        grey = a_scene().convert("L")
        tolerance = 30 if mode == "1" else 3
        assert difference(opened(prepare(a_file(grey.convert(mode), "PNG")).jpeg), grey) < tolerance

    def test_cmyk(self) -> None:
        assert difference(opened(prepare(a_file(a_scene().convert("CMYK"), "JPEG")).jpeg), a_scene()) < 6

    @pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3), (6, 4)])
    def test_sixteen_bits_a_channel(self, colour: int, channels: int) -> None:
        levels = (0, 16384, 32768, 65535)
        rows = b"".join(
            b"\0" + struct.pack(">H", levels[y // 16]) * (64 * min(channels, 3))
            if channels != 4
            else b"\0" + struct.pack(">HHHH", *([levels[y // 16]] * 3), 65535) * 64
            for y in range(64)
        )
        result = opened(prepare(a_png(64, 64, 16, colour, rows)).jpeg)
        for band, level in enumerate(levels):
            assert result.getpixel((32, band * 16 + 8))[0] == pytest.approx(level / 257, abs=4)

    def test_a_colour_profile_is_converted_and_dropped(self) -> None:
        swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        at_red, at_green = swapped.find(b"rXYZ"), swapped.find(b"gXYZ")
        swapped[at_red : at_red + 4], swapped[at_green : at_green + 4] = b"gXYZ", b"rXYZ"
        described = bytes(swapped).replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
        prepared = prepare(a_file(Image.new("RGB", (64, 64), "red"), "JPEG", icc_profile=described))
        red, green, _ = opened(prepared.jpeg).getpixel((32, 32))
        assert green > 200 > 60 > red
        check_is_bare(prepared)

    def test_a_damaged_colour_profile_is_ignored(self) -> None:
        result = prepare(a_file(a_scene(), "JPEG", icc_profile=b"no profile at all" * 20))
        assert difference(opened(result.jpeg), a_scene()) < 3


class TestWhatTheCameraSaid:
    def test_heic_gives_time_and_place_and_keeps_neither(self) -> None:
        prepared = prepare(FILES / "xiaomi.heic", zone=timezone(timedelta(hours=3)))
        assert prepared.taken_at == "2023-04-27T19:44:18+03:00"
        assert not prepared.offset_known
        assert (prepared.latitude, prepared.longitude) == (47.22729, 39.69999)
        assert (prepared.width_px, prepared.height_px) == (2048, 1536)
        check_is_bare(prepared)
        assert prepared.original_name == "xiaomi.heic"

    def exif(self, gps: dict[int, object] | None = None, **times: str) -> Image.Exif:
        exif = Image.Exif()
        exif[0x010E] = "Mrs Canary, 5th Street"
        details = exif.get_ifd(EXIF_IFD)
        for tag, value in (("at", 0x9003), ("offset", 0x9011)):
            if tag in times:
                details[value] = times[tag]
        exif.get_ifd(GPS_IFD).update(gps or {})
        return exif

    def test_a_known_offset_is_used(self) -> None:
        exif = self.exif(at="2026:03:01 23:59:58", offset="-05:00")
        prepared = prepare(a_file(a_scene(), "JPEG", exif=exif), zone=UTC)
        assert (prepared.taken_at, prepared.offset_known) == ("2026-03-01T23:59:58-05:00", True)
        assert b"Canary" not in prepared.jpeg + prepared.thumbnail

    @pytest.mark.parametrize("offset", ["", "local", "+99:00", "+0500"])
    def test_an_offset_that_is_none_leaves_the_laptops_zone(self, offset: str) -> None:
        exif = self.exif(at="2026:03:01 10:00:00", offset=offset)
        prepared = prepare(a_file(a_scene(), "JPEG", exif=exif), zone=UTC)
        assert (prepared.taken_at, prepared.offset_known) == ("2026-03-01T10:00:00+00:00", False)

    @pytest.mark.parametrize(
        "at", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:45 10:00:00", "soon"]
    )
    def test_a_time_that_cannot_be_is_none(self, at: str) -> None:
        assert prepare(a_file(a_scene(), "JPEG", exif=self.exif(at=at))).taken_at is None

    @pytest.mark.parametrize(
        ("gps", "place"),
        [
            ({1: "N", 2: (40.0, 44.0, 54.36), 3: "W", 4: (73.0, 59.0, 8.5)}, (40.74843, -73.98569)),
            ({1: "S", 2: (33.0, 52.5, 0.0), 3: "E", 4: (151.0, 12.25, 0.0)}, (-33.875, 151.20417)),
            ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, (None, None)),
            ({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (10.0, 0.0, 0.0)}, (None, None)),
            ({1: "N", 2: (40.0, 0.0, 0.0), 3: "E", 4: (181.0, 0.0, 0.0)}, (None, None)),
            ({1: "N", 2: (40.0, 0.0, 0.0)}, (None, None)),
            ({2: (40.0, 0.0, 0.0), 4: (10.0, 0.0, 0.0)}, (None, None)),
        ],
    )
    def test_places(self, gps: dict[int, object], place: tuple[float | None, float | None]) -> None:
        prepared = prepare(a_file(a_scene(), "JPEG", exif=self.exif(gps)))
        assert (prepared.latitude, prepared.longitude) == place

    def test_a_place_divided_by_zero_is_none(self) -> None:
        body = self.exif({1: "N", 2: (40.0, 1.0, 1.0), 3: "E", 4: (10.0, 1.0, 1.0)}).tobytes()
        assert struct.pack(">II", 40, 1) in body or struct.pack("<II", 40, 1) in body
        for order in (">II", "<II"):
            body = body.replace(struct.pack(order, 40, 1), struct.pack(order, 0, 0))
        assert prepare(a_file(a_scene(), "JPEG", exif=body)).latitude is None

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @settings(max_examples=60, deadline=None)
    @given(garbage=st.binary(max_size=200), intact=st.integers(0, 120))
    def test_mangled_exif_never_costs_the_photo(self, garbage: bytes, intact: int) -> None:
        whole = self.exif({1: "N", 2: (1.0, 2.0, 3.0)}, at="2026:03:01 10:00:00").tobytes()
        mangled = b"Exif\0\0" + whole.removeprefix(b"Exif\0\0")[:intact] + garbage
        assert prepare(a_file(a_scene(64, 48), "JPEG", exif=mangled)).jpeg

    def test_comments_text_and_xmp_are_left_behind(self) -> None:
        canary = b"Mrs Canary, 5th Street"
        jpeg = a_file(a_scene(), "JPEG", comment=canary, xmp=b"<x:xmpmeta>" + canary)
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", canary.decode())
        for source in (jpeg, a_file(a_scene(), "PNG", pnginfo=text), a_file(a_scene(), "WebP", xmp=canary)):
            assert canary in source
            prepared = prepare(source)
            check_is_bare(prepared)
            assert b"Canary" not in prepared.jpeg + prepared.thumbnail


class TestOtherShapes:
    def test_webp_and_the_first_picture_of_an_animation(self) -> None:
        frames = [Image.new("RGB", (400, 300), colour) for colour in ("navy", "gold")]
        animated = a_file(a_scene(), "WebP", save_all=True, append_images=frames)
        assert difference(opened(prepare(animated).jpeg), a_scene()) < 6

    def test_the_first_picture_of_a_multi_picture_jpeg(self) -> None:
        pair = a_file(a_scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (90, 90), "navy")])
        assert Image.open(io.BytesIO(pair)).format == "MPO"
        assert difference(opened(prepare(pair).jpeg), a_scene()) < 3

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("C:\\Users\\ana\\IMG 1.jpg", "IMG 1.jpg"),
            ("/a/b/ñ.png", "ñ.png"),
            ("a\n\x00b.jpg", "ab.jpg"),
            ("", ""),
        ],
    )
    def test_a_name_keeps_no_folders_and_nothing_unprintable(self, name: str, expected: str) -> None:
        assert prepare(a_file(a_scene(), "PNG"), name=name).original_name == expected


class TestRefusals:
    def test_an_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.heic").touch()
        assert refusal(tmp_path / "a.heic").code == refusal(b"").code == "PHOTO-EMPTY"

    @pytest.mark.parametrize("name", ["corrupted.heic", "truncated.heic"])
    def test_a_damaged_heic(self, name: str) -> None:
        assert refusal(FILES / name).code == "PHOTO-BROKEN"

    @pytest.mark.parametrize("share", [0.001, 0.0017, 0.1, 0.5, 0.98, 0.99999])
    @pytest.mark.parametrize("name", ["Landscape_1.jpg", "xiaomi.heic"])
    def test_a_file_that_was_not_copied_completely(self, name: str, share: float) -> None:
        whole = (FILES / name).read_bytes()
        assert refusal(whole[: int(len(whole) * share)]).code == "PHOTO-BROKEN"

    @pytest.mark.parametrize("kind", ["PNG", "WebP"])
    def test_a_cut_png_or_webp(self, kind: str) -> None:
        whole = a_file(a_scene(), kind)
        assert refusal(whole[: len(whole) // 2]).code == "PHOTO-BROKEN"

    def test_a_bomb_is_refused_by_its_header(self) -> None:
        bomb = a_png(60_000, 60_000, 8, 2, b"\0" * 1000)
        assert len(bomb) < 200
        refused = refusal(bomb)
        assert refused.code == "PHOTO-TOO-LARGE"
        assert "3600 MP" in refused.sentence
        assert "120 MP" in refused.sentence

    def test_a_webp_bomb_is_refused_by_its_header(self) -> None:
        whole = a_file(a_scene(), "WebP", lossless=True)
        size_at = whole.index(b"VP8L") + 9
        huge = (16_382 | 16_382 << 14).to_bytes(
            4, "little"
        )  # 16,383 x 16,383, minus one each, as VP8L has it
        refused = refusal(whole[:size_at] + huge + whole[size_at + 4 :])
        assert refused.code == "PHOTO-TOO-LARGE"
        assert "120 MP" in refused.sentence

    def test_a_huge_file_is_refused_unread(self, tmp_path: Path) -> None:
        huge = tmp_path / "huge.jpg"
        with huge.open("wb") as file:
            file.truncate(LIMIT_BYTES + 1)
        assert refusal(huge).code == "PHOTO-TOO-LARGE"
        assert refusal(b"\xff\xd8\xff" + bytes(LIMIT_BYTES)).code == "PHOTO-TOO-LARGE"

    @pytest.mark.parametrize(
        ("start", "kind"),
        [
            (b"hello, I am a text named .jpg", "unknown"),
            (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
            (b"  <svg></svg>", "SVG"),
            (b"<html></html>", "unknown"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"%PDF-1.7", "PDF"),
            (b"\0\0\0\x18ftypisom\0\0\2\0isommp41", "video"),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video"),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "AVIF"),
            (b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1miaf", "AVIF"),
            (b"RIFF\0\0\0\0AVI LIST", "video"),
            (b"\x1aE\xdf\xa3matroska", "video"),
        ],
    )
    def test_other_kinds_are_named(self, tmp_path: Path, start: bytes, kind: str) -> None:
        path = tmp_path / "photo.jpg"
        path.write_bytes(start)
        refused = refusal(path)
        assert (refused.code, refused.values) == ("PHOTO-TYPE", {"kind": kind})
        assert kind in refused.sentence

    def test_an_animated_gif(self) -> None:
        gif = a_file(a_scene(), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 300), "navy")])
        assert refusal(gif).values == {"kind": "GIF"}

    def test_what_cannot_be_read(self, tmp_path: Path) -> None:
        assert refusal(tmp_path / "gone.jpg").code == "PHOTO-UNREADABLE"
        assert refusal(tmp_path).code == "PHOTO-UNREADABLE"
        assert refusal(tmp_path / "a\0b.jpg").code == "PHOTO-UNREADABLE"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.jpg")
        assert stat.S_ISFIFO((tmp_path / "pipe.jpg").stat().st_mode)
        assert refusal(tmp_path / "pipe.jpg").code == "PHOTO-UNREADABLE"

    def test_every_sentence_says_what_is_safe(self) -> None:
        assert all("unchanged" in sentence for sentence in SENTENCES.values())
        assert set(KIND_WORDS) == {"video", "unknown"}


SMALL = {
    "JPEG": a_file(a_scene(96, 64), "JPEG"),
    "progressive": a_file(a_scene(96, 64), "JPEG", progressive=True),
    "PNG": a_file(a_scene(96, 64), "PNG"),
    "WebP": a_file(a_scene(96, 64), "WebP"),
    "HEIC": a_heic(a_scene(96, 64)),
}


def taken_or_refused(data: bytes) -> None:
    try:
        prepared = prepare(data)
    except PhotoRefused:
        return
    assert max(opened(prepared.jpeg).size) <= LONGEST_PX


class TestAnyBytes:
    @settings(max_examples=150, deadline=None)
    @given(
        start=st.sampled_from(
            [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP", b"\0\0\0\x18ftypheic"]
        ),
        rest=st.binary(max_size=400),
    )
    def test_random_bytes_are_refused_and_nothing_else(self, start: bytes, rest: bytes) -> None:
        taken_or_refused(start + rest)

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        kind=st.sampled_from(sorted(SMALL)),
        hits=st.lists(
            st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6
        ),
        cut=st.floats(0.3, 1),
    )
    def test_mutated_pictures_are_taken_or_refused(
        self, kind: str, hits: list[tuple[float, int]], cut: float
    ) -> None:
        data = bytearray(SMALL[kind])
        for where, value in hits:
            # Squared, so that headers, where the surprises are, are hit most.
            data[int(where * where * len(data))] = value
        taken_or_refused(bytes(data[: int(len(data) * cut)]))
