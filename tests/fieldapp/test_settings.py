"""What a person chose outlives the program, and nothing in the file can stop it."""

from pathlib import Path

import pytest

from fieldapp.settings import FILE_NAME, Settings, changed, load, save


def test_choices_are_there_after_a_restart(tmp_path: Path) -> None:
    chosen = Settings("sunlight", 1.5, "es", "https://hub.example", "maria")
    save(tmp_path, chosen)
    assert load(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_laptop_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings("light", 1.0, "", "", "")


@pytest.mark.parametrize(
    "text", ["", "{", '{"theme": "purple"}', '{"scale": 0.1}', '{"scale": "large"}', '["theme"]', "\xff"]
)
def test_a_file_that_makes_no_sense_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_bytes(text.encode("latin-1"))
    assert load(tmp_path) == Settings()


def test_a_choice_of_a_newer_program_is_ignored(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"theme": "dark", "voice": "loud"}', "utf-8")
    assert load(tmp_path) == Settings("dark")


def test_a_size_that_nothing_was_drawn_for_is_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        changed(Settings(), scale=3.0)


def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        save(tmp_path / "missing", Settings())
