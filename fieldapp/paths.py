"""Where the program finds its own resources and where it keeps a person's files."""

import functools
import sys
from pathlib import Path

from platformdirs import user_data_path


@functools.cache
def resources() -> Path:
    """Return the directory of fonts, icons and texts: in the source tree or inside the built program."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"


def data_dir() -> Path:
    """Return (and make) the directory of the laptop's files; local, so that it never roams."""
    return user_data_path("Fieldapp", appauthor=False, roaming=False, ensure_exists=True)
