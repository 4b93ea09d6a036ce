"""Brings resources/translations up to date with the texts in the source: extracts, marks plurals, compiles.

What stays `unfinished` in a .ts file is for a person to translate; tests name it. English has a file for its
plurals only. Run it again after translating, to compile.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "es")
Key = tuple[str, str]  # a context and a text


def main() -> int:
    """Updates and compiles every language; 1 where texts wait for a translation."""
    sources = sorted(str(path) for path in (ROOT / "fieldapp").rglob("*.py"))
    with tempfile.NamedTemporaryFile("w", suffix=".lst", encoding="utf-8") as listing:
        listing.write("\n".join(sources))
        listing.flush()
        kept = {language: _plurals(FOLDER / f"fieldapp_{language}.ts") for language in LANGUAGES}
        for language in LANGUAGES:
            file = FOLDER / f"fieldapp_{language}.ts"
            options = ["-locations", "none", "-no-obsolete", "-target-language", language, "-source-language", "en"]
            _tool("pyside6-lupdate", f"@{listing.name}", *options, "-ts", str(file))
    waiting = 0
    for language in LANGUAGES:
        file = FOLDER / f"fieldapp_{language}.ts"
        waiting += _tidy(file, kept[language], plurals_only=language == "en")
        _tool("pyside6-lrelease", "-silent", str(file), "-qm", str(file.with_suffix(".qm")))
    if waiting:
        sys.stderr.write(f'{waiting} texts wait for a translation: look for type="unfinished".\n')
    return 1 if waiting else 0


def _plurals(file: Path) -> dict[Key, list[str]]:
    """The plural forms that people have written: lupdate forgets those of texts that it does not see as plurals."""
    if not file.exists():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): [
            form.text or "" for form in message.iter("numerusform")
        ]
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
        if message.get("numerus") == "yes"
    }


def _tidy(file: Path, kept: dict[Key, list[str]], *, plurals_only: bool) -> int:
    """Marks texts with %n as plurals, which lupdate sees only in `tr`; the number of texts without a translation."""
    tree = ElementTree.parse(file)
    waiting = 0
    for context in list(tree.getroot().iter("context")):
        for message in list(context.iter("message")):
            source = message.findtext("source", "")
            if plurals_only and "%n" not in source:
                context.remove(message)
                continue
            translation = message.find("translation")
            assert translation is not None
            said = [translation.text or ""]
            if "%n" in source:
                said = kept.get((context.findtext("name", ""), source)) or ["", ""]
                message.set("numerus", "yes")
                translation.clear()
                for form in said:
                    ElementTree.SubElement(translation, "numerusform").text = form
            translation.attrib.pop("type", None)
            if not all(said):
                translation.set("type", "unfinished")
                waiting += 1
        if context.find("message") is None:
            tree.getroot().remove(context)
    ElementTree.indent(tree, "    ")
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")
    return waiting


def _tool(name: str, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name(name)), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(ran.stderr)


if __name__ == "__main__":
    sys.exit(main())
