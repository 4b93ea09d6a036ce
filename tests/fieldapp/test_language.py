"""The screens speak English and Spanish, with the plurals of each."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

import fieldapp
from fieldapp.language import Language
from fieldapp.paths import resources


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    """Leaves no language behind."""
    before = QLocale()
    language = Language("en")
    yield
    language.choose("en")
    language.end()
    QLocale.setDefault(before)


def safe(count: int) -> str:
    """A sentence with a number, in the language in force."""
    return QCoreApplication.translate("Line", "%n change(s) safe on this laptop", "", count)


def test_english_says_one_change_and_two_changes() -> None:
    language = Language("en")
    assert [safe(1), safe(2)] == ["1 change safe on this laptop", "2 changes safe on this laptop"]
    language.end()


def test_spanish_says_everything_in_spanish_and_back() -> None:
    language = Language("es")
    assert QCoreApplication.translate("Place", "On this laptop") == "En esta laptop"
    assert safe(1) != safe(2)
    assert "change" not in safe(2)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    assert language.locale.language() is QLocale.Language.Spanish
    language.choose("en")
    assert QCoreApplication.translate("Place", "On this laptop") == "On this laptop"
    language.end()


@pytest.mark.parametrize(("asked", "spoken"), [("es-MX", "es"), ("en_GB", "en"), ("fr", "en"), ("zz", "en")])
def test_a_region_is_its_language_and_what_we_do_not_speak_is_english(asked: str, spoken: str) -> None:
    language = Language(asked)
    assert language.tag == spoken
    language.end()


@pytest.mark.parametrize("tag", ["en", "es"])
def test_the_compiled_translation_is_that_of_the_source(tag: str, tmp_path: Path) -> None:
    source = resources() / "translations" / f"fieldapp_{tag}.ts"
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", source, "-qm", tmp_path / "made.qm"], check=True, capture_output=True)
    assert (tmp_path / "made.qm").read_bytes() == source.with_suffix(".qm").read_bytes(), "run .ci/translations.py"


def test_no_text_with_a_number_was_overlooked_by_the_extraction() -> None:
    root = Path(fieldapp.__file__).parent
    said = {
        node.value
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "%n" in node.value
    }
    tree = ElementTree.parse(resources() / "translations" / "fieldapp_en.ts")
    assert said == {source.text for source in tree.iter("source")}


def test_spanish_says_usted_to_everybody() -> None:
    """A crew is spoken to in one way; a form of "tú" beside it sounds like another program."""
    familiar = re.compile(
        r"\b(tú|tu|tus|tuy[oa]s?|ti|contigo|eres|estás|tienes|puedes|quieres|debes|terminas|estabas|trabajabas"
        r"|\w{2,}aste|hiciste|elegiste|escribiste|pediste|guárdalo|descártalo)\b",
        re.IGNORECASE,
    )
    spoken = [
        text
        for message in ElementTree.parse(resources() / "translations" / "fieldapp_es.ts").iter("translation")
        for text in (message.text or "", *(form.text or "" for form in message.iter("numerusform")))
    ]
    assert len(spoken) > 800
    assert [text for text in spoken if familiar.search(text)] == []
