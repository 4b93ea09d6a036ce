"""The kill matrix in its short form: a dozen deaths and a few failing disks; `make prove` has all of them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prove.kill_matrix import BROKEN, FULL, KILL, MISTAKES, Matrix, Point, why_not
from tests.prove.short_lives import ShortLives

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
    pytest.mark.timeout(180),
]


@pytest.fixture(scope="module")
def lives() -> Iterator[ShortLives]:
    if why := why_not():
        if os.environ.get("CI"):
            pytest.fail(f"{why}, and CI must have it", pytrace=False)
        pytest.skip(f"NO KILL TESTS: {why}")
    with ShortLives() as made:
        yield made


@pytest.mark.parametrize(
    ("act", "syscalls"),
    [
        ("save", ("pwrite64", "fsync", "rename")),
        ("absorb", ("pwrite64", "fsync", "ftruncate")),
        ("migrate", ("pwrite64", "fsync", "unlink")),
        ("purge", ("pwrite64", "fsync", "unlink")),
    ],
)
def test_whatever_was_promised_survives_a_kill(
    lives: ShortLives, tmp_path: Path, act: str, syscalls: tuple[str, ...]
) -> None:
    matrix = Matrix(lives, act, tmp_path)
    points = [Point(syscall, 1 + matrix.counts[syscall] // 2, KILL) for syscall in syscalls]
    assert [wrong for point in points if (wrong := matrix.tried(point))] == []


def test_a_disk_that_fails_costs_nothing_that_was_promised(lives: ShortLives, tmp_path: Path) -> None:
    matrix = Matrix(lives, "save", tmp_path)
    points = [
        Point("fsync", 3, BROKEN),  # the COMMIT of the first command: refused, and not there after a restart
        Point("fsync", 7, BROKEN),  # the one of the photo: its file and its row stay together
        Point("write", matrix.counts["write"], FULL),  # the mark in the lock file, at the very end
        Point("pwrite64", matrix.counts["pwrite64"] // 2, FULL, lasting=True),
    ]
    assert [wrong for point in points if (wrong := matrix.tried(point))] == []


@pytest.mark.parametrize("act", MISTAKES)
def test_the_matrix_finds_a_program_that_promises_too_early(lives: ShortLives, tmp_path: Path, act: str) -> None:
    matrix = Matrix(lives, act, tmp_path)
    points = [point for point in matrix.points((KILL,)) if point.syscall in ("fsync", "rename")]
    assert any("not there" in wrong.wrong for point in points if (wrong := matrix.tried(point)))
