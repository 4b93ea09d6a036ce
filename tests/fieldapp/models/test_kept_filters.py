"""What is kept of a person's filters: by name, sealed, and never in the way of work."""

from pathlib import Path

import pytest

from fieldapp.models.filtering import Filtering
from fieldapp.models.job_filter import Filter
from fieldapp.models.kept_filters import Kept, KeptFilters, SavedFilter

KEY = bytes(32)
LATE, NEAR = Filter(chips=("due:late",)), Filter(chips=("place:near",), sort="distance")


def test_names_are_unique_and_keep_their_place() -> None:
    kept = Kept().with_saved("Late", LATE).with_saved("Near", NEAR)
    assert [each.name for each in kept.with_saved("Late", NEAR).saved] == ["Late", "Near"]
    assert kept.with_saved("Late", NEAR).saved[0].filter == NEAR
    assert kept.with_saved("Overdue", LATE, instead_of="Late").saved == (
        SavedFilter("Overdue", LATE),
        SavedFilter("Near", NEAR),
    )
    assert kept.with_saved("Near", LATE, instead_of="Late").saved == (SavedFilter("Near", LATE),)
    assert [each.name for each in kept.without_saved("Late").saved] == ["Near"]


def test_it_is_there_again_after_a_restart_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "filters.sealed"
    kept = KeptFilters(file, KEY)
    kept.keep("ana", Kept(Filter(text="Rosa Flores")).with_saved("Rosa", LATE))
    kept.keep("ben", Kept(NEAR))
    assert kept.write()
    assert b"Rosa" not in file.read_bytes()
    again = KeptFilters(file, KEY)
    assert again.of("ana") == kept.of("ana")
    assert again.of("ben").last == NEAR
    assert again.of("new") == Kept()
    assert KeptFilters(file, bytes([1]) * 32).of("ana") == Kept()


def test_a_broken_file_and_a_full_disk_stop_nobody(tmp_path: Path) -> None:
    file = tmp_path / "filters.sealed"
    file.write_bytes(b"FSF1 but then nothing")
    assert KeptFilters(file, KEY).of("ana") == Kept()
    kept = KeptFilters(tmp_path / "no such folder" / "filters.sealed", KEY)
    kept.keep("ana", Kept(LATE))
    assert not kept.write()
    assert kept.of("ana").last == LATE


def test_a_search_looks_everywhere_and_leaves_the_tab_as_it_was(qapp: object) -> None:
    filtering = Filtering(KeptFilters(), "ana")
    filtering.show("done")
    filtering.set_text("elm")
    assert filtering.now.show == "all"
    filtering.show("todo")
    filtering.set_text("elm st")
    assert filtering.now.show == "todo"
    filtering.set_text(" ")
    assert filtering.now.show == "done"


@pytest.mark.parametrize("part", ["text", "due:late"])
def test_each_part_can_be_taken_away(qapp: object, part: str) -> None:
    filtering = Filtering(KeptFilters(), "ana")
    filtering.set(Filter("elm", "all", ("due:late",)))
    filtering.drop(part)
    assert filtering.now.narrows
    filtering.clear()
    assert not filtering.now.narrows


def test_a_deleted_name_comes_back_with_undo(qapp: object) -> None:
    filtering = Filtering(KeptFilters(), "ana")
    filtering.set(LATE)
    filtering.save("  Late ones ")
    assert filtering.saved_now == SavedFilter("Late ones", LATE)
    before = filtering.delete("Late ones")
    assert filtering.saved == ()
    filtering.set(NEAR)
    filtering.restore(before)
    assert [each.name for each in filtering.saved] == ["Late ones"]
    assert filtering.now == NEAR
    filtering.apply("Late ones")
    assert filtering.now == LATE
