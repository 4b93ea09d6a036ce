"""Looks at the source as text and as trees: the fences that no linter has."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]

VAGUE = frozenset(
    {"util", "utils", "helper", "helpers", "common", "misc"}
    | {"manager", "controller", "service", "handler", "base"}
)
"""Words that name no thing, as the last word of a name; some say nothing as the first one either."""

VAGUE_START = frozenset({"base", "common"})

# Spelled with a class of one character, so that this file does not contain what it looks for.
MACHINE_TRACES = re.compile(
    r"/wor[k]/(main|shared|\.library)\b|/roo[t]/|/op[t]/(pypi|wheels)|/tm[p]/brief"
    r"|\bpyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|deb\.debia[n]\.org|proxy\.golan[g]",
)
"""Paths of one machine and hosts of package registries."""


def modules(*roots: Path) -> Iterator[Path]:
    """Every Python file below `roots`, in order."""
    for root in roots:
        yield from sorted(root.rglob("*.py"))


def vague_names(root: Path, files: Iterable[Path]) -> list[str]:
    """Modules, packages and classes named by a word of `VAGUE`, as `path: name`."""
    found = []
    for path in files:
        place = path.relative_to(root)
        found += [f"{place}: {part}" for part in (*place.parts[:-1], path.stem) if _is_vague(part)]
        found += [
            f"{place}: {node.name}"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ClassDef) and _is_vague(node.name)
        ]
    return found


def _is_vague(name: str) -> bool:
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)
    return bool(words) and (words[-1].lower() in VAGUE or words[0].lower() in VAGUE_START)


def lost_translations(files: Iterable[Path]) -> list[str]:
    """Calls of tr() or translate() whose text is no literal: extracted wrongly or not at all."""
    return [
        f"{path.name}:{node.lineno}: {ast.unparse(node)}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and not all(map(_is_literal, _translated(node)))
    ]


def _translated(call: ast.Call) -> list[ast.expr]:
    """The arguments of a translating call that lupdate must be able to read."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "tr":
        return call.args[:1]
    if name == "translate" and len(call.args) >= 2:  # str.translate takes one
        return call.args[:2]
    return []


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def tracked_files(root: Path) -> list[Path]:
    """The files that git keeps or would keep; all files where git is absent."""
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        skipped = {".venv", ".git"}
        return [p for p in root.rglob("*") if p.is_file() and not skipped & set(p.relative_to(root).parts)]
    return [root / name for name in listing.stdout.split("\0") if name and (root / name).is_file()]


def machine_traces(root: Path, files: Iterable[Path]) -> list[str]:
    """Lines that name a machine's paths or a registry's host, as `path:line: match`."""
    found = []
    for path in files:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(root)}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}"
            for hit in MACHINE_TRACES.finditer(text)
        ]
    return found


def messages(ts_file: Path) -> dict[tuple[str, str, str], bool]:
    """The living messages of a Qt .ts file: (context, source, comment) to whether it is translated."""
    found = {}
    for context in ElementTree.parse(ts_file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "" if translation is None else translation.get("type", "")
            if kind not in {"vanished", "obsolete"}:
                name, source, comment = (
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    message.findtext("comment", ""),
                )
                found[name, source, comment] = kind != "unfinished"
    return found
