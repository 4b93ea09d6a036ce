"""Tells in one sentence which system libraries Qt lacks here; exit code 1 when it lacks some.

`libQt6Gui` needs libEGL and friends even offscreen. The X11 plugin needs more, and Qt's own message blames
the wrong one. With `--camera` the camera's are wanted, too: the app does without them, its tests do not.
"""

import ctypes
import os
import sys
from pathlib import Path


def missing(camera: bool) -> str:
    """What the loader says is missing, or '' when Qt can start."""
    try:
        import PySide6.QtWidgets

        if camera:
            import PySide6.QtMultimedia
    except ImportError as error:
        return str(error)
    on_x11 = os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")
    plugin = Path(PySide6.QtWidgets.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
    if on_x11 and os.environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb") and plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return str(error)
    return ""


def main() -> int:
    """Prints the sentence."""
    lack = missing("--camera" in sys.argv)
    if not lack:
        return 0
    lines = Path(__file__).with_name("debian-packages").read_text(encoding="utf-8").splitlines()
    wanted = [line.split()[1] for line in lines if line.startswith(("qt ", "x11 "))]
    sys.stderr.write(
        f"\nQt cannot start because a system library is missing ({lack}). On Debian or Ubuntu run:\n\n"
        f"    sudo apt-get install --yes --no-install-recommends {' '.join(wanted)}\n\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
