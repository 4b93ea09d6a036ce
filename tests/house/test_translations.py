"""Every text a person sees can be translated, and is."""

from pathlib import Path

import pytest

from tests.house.conftest import Tool
from tests.house.inspection import ROOT, lost_translations, messages, modules

TRANSLATIONS = sorted((ROOT / "resources" / "translations").glob("*.ts"))


def extract(tool: Tool, files: list[Path], into: Path) -> dict[tuple[str, str, str], bool]:
    """What lupdate finds in `files`."""
    listing = into.with_suffix(".lst")
    listing.write_text("\n".join(map(str, files)) + "\n", encoding="utf-8")
    result = tool("pyside6-lupdate", f"@{listing}", "-ts", str(into), "-locations", "none", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    return messages(into)


def test_no_translated_text_is_put_together_first() -> None:
    assert lost_translations(modules(ROOT / "fieldapp")) == []


@pytest.mark.parametrize(
    "call",
    [
        'self.tr(f"{n} jobs")',
        'self.tr("%d jobs" % n)',
        'self.tr("{} jobs".format(n))',
        "self.tr(text)",
        'QCoreApplication.translate("Today", f"{n} jobs")',
        'QCoreApplication.translate(name, "jobs")',
    ],
)
def test_a_text_put_together_first_is_caught(tmp_path: Path, call: str) -> None:
    planted = tmp_path / "planted.py"
    fine = 'a = self.tr("%n job(s)", "", n)\nb = word.translate(table)\n'
    planted.write_text(f"{fine}c = {call}\n", encoding="utf-8")
    (line,) = lost_translations([planted])
    assert line.startswith("planted.py:3:")


def test_extraction_finds_a_new_text(tmp_path: Path, tool: Tool) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "class Today(QWidget):\n"
        "    def build(self):\n"
        '        self.tr("Saved on this laptop")\n'
        '        QCoreApplication.translate("Stage", "In the CRM")\n',
        encoding="utf-8",
    )
    found = extract(tool, [planted], tmp_path / "found.ts")
    assert set(found) == {("Today", "Saved on this laptop", ""), ("Stage", "In the CRM", "")}


@pytest.mark.skipif(not TRANSLATIONS, reason="no translation file yet")
@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda path: path.stem)
def test_a_translation_file_has_the_texts_of_the_source(tmp_path: Path, tool: Tool, file: Path) -> None:
    wanted = set(extract(tool, list(modules(ROOT / "fieldapp")), tmp_path / "found.ts"))
    there = messages(file)
    if file.stem.endswith("_en"):  # English needs only its plurals
        wanted &= set(there)
    assert {"missing": wanted - set(there), "gone": set(there) - wanted} == {"missing": set(), "gone": set()}
    assert [source for (_, source, _), finished in there.items() if not finished] == []
