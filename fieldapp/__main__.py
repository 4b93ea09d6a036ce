"""The command line: `fieldapp`, alone or with `--demo`, `--demo --tour`, `--self-check`, `--drill`."""

import argparse
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from fieldapp.views.sign_in import Offer
    from fieldapp.views.window import Window

THEMES, SCALES, LANGUAGES = ("light", "dark", "sunlight"), (1.0, 1.25, 1.5), ("en", "es")


def options(argv: list[str]) -> argparse.Namespace:
    """What the person asked for. Exits with 2 and a sentence where it makes no sense."""
    parser = argparse.ArgumentParser(prog="fieldapp", description="A crew's work orders, with or without a network.")
    parser.add_argument("--hub", default="", metavar="URL", help="the city's hub, https://…")
    parser.add_argument("--folder", type=Path, help="where this laptop's data is kept")
    parser.add_argument("--key-file", type=Path, help="keep the data's key in this file, not in the system keyring")
    parser.add_argument("--order", default="", metavar="CODE", help="show this job: a scanned code or its number")
    parser.add_argument("--map", type=Path, metavar="FILE", help="the city's map, a PMTiles or MBTiles file")
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--scale", type=float, choices=SCALES)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--demo", action="store_true", help="a small city of its own, nothing is kept")
    parser.add_argument("--tour", action="store_true", help="with --demo: the whole story, checked step by step")
    parser.add_argument("--report", type=Path, help="with --tour: where its pictures and report go")
    parser.add_argument("--self-check", action="store_true", help="whether this installation works")
    parser.add_argument("--user", default="", help="with --self-check and --hub: whose job is closed there for good")
    parser.add_argument("--password", default="", help="with --user")
    parser.add_argument("--drill", action="store_true", help="the airplane drill: offline work, every fault, a count")
    parser.add_argument("--jobs", type=_count, default=500, help="with --drill (%(default)s)")
    parser.add_argument("--photos", type=_count, default=1000, help="with --drill (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="with --drill: the same seed is the same drill")
    parser.add_argument("--drill-part", choices=("hub", "laptop"), help=argparse.SUPPRESS)
    parser.add_argument("--exit-after", choices=("window", "page"), help=argparse.SUPPRESS)  # to time the start
    parser.add_argument("--hands", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    if chosen.tour and not chosen.demo:
        parser.error("--tour goes with --demo")
    if chosen.self_check and bool(chosen.hub) != bool(chosen.user):
        parser.error("--self-check takes --hub and --user together, or makes a hub of its own")
    return chosen


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one")
    return number


def main(argv: list[str] | None = None) -> int:
    """Runs the program; its exit code."""
    chosen = options(sys.argv[1:] if argv is None else argv)
    if chosen.self_check:
        from fieldapp import self_check

        return self_check.run(chosen.hub, chosen.user, chosen.password)
    if chosen.drill or chosen.drill_part:
        from fieldapp import drill

        return drill.run(chosen)
    if chosen.demo and (chosen.tour or not has_display()):
        from fieldapp import tour

        return tour.run(chosen)
    return show(chosen)


def has_display() -> bool:
    """Whether a window would be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show(chosen: argparse.Namespace) -> int:
    """Shows the window before anything else is loaded, then fills it; until it is closed."""
    from PySide6.QtWidgets import QApplication

    from fieldapp import paths, settings, theme
    from fieldapp.language import Language
    from fieldapp.one_window import OneWindow
    from fieldapp.views.window import Window

    folder: Path = chosen.folder or paths.data_dir()
    kept = settings.Settings() if chosen.demo else settings.load(folder)
    given = {key: value for key in ("theme", "scale", "language") if (value := getattr(chosen, key)) is not None}
    look = settings.changed(kept, **given, **({"hub_url": chosen.hub} if chosen.hub else {}))
    application = QApplication([])
    application.setApplicationName("Fieldapp")
    language = Language(look.language)
    theme.apply(application, look.theme, look.scale)
    one = None if chosen.demo else OneWindow(folder)
    if one is not None and not one.is_first(chosen.order):
        return _end_as_second()
    window = Window()
    if one is not None:
        one.asked.connect(window.come_forward)
        window.closing.connect(one.close)
    window.show()
    application.processEvents()
    if chosen.exit_after == "window":
        _end_timed("window", application, window)
        return 0
    _end_with_ctrl_c(application)
    with ExitStack() as ending:
        offers: tuple[Offer, ...] = ()
        key_file, map_file = chosen.key_file, chosen.map
        if chosen.demo:
            from fieldapp import demo  # the hub inside: only a demo pays for its imports

            city = demo.made_behind(window, ending)
            if city is None:
                return 0
            folder, key_file, offers = city.laptops, city.key_file, demo.offers(city.city)
            map_file = map_file or paths.resources() / "demo" / "map.pmtiles"
            look = settings.changed(look, hub_url=city.url)
        from fieldapp import garbage
        from fieldapp.app import App, Place

        garbage.collect_here(application)
        app = App(window, language, look, Place(folder, key_file, offers, map_file, guide=not chosen.hands))
        app.take_crashes()
        if one is not None:
            one.order_asked.connect(app.show_order)
        code = app.start()
        app.show_order(chosen.order)
        if chosen.exit_after == "page":
            _end_timed("page", application, window)
            return code
        if chosen.hands:
            from fieldapp.tour.hands import Hands

            hands = Hands(window)
            hands.listen()
        return application.exec() or code


def _end_timed(shown: str, application: "QApplication", window: "Window") -> None:
    """For who measures the start: says what is painted now, as ending takes its own time."""
    application.processEvents()
    print(shown, flush=True)
    window.close()


def _end_as_second() -> int:
    from fieldapp.views.refusal import opening_text
    from sync.store import StoreProblem

    print(opening_text(StoreProblem("STORE-IN-USE")), file=sys.stderr)
    return 3


def _end_with_ctrl_c(application: "QApplication") -> None:
    """Lets Ctrl+C close the window as a click would: Python looks at signals only between two lines of Python."""
    from PySide6.QtCore import QTimer

    # Through the event loop: a window that is closed before the loop begins would leave it running for ever.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, application.closeAllWindows))
    ticks = QTimer(application)
    ticks.timeout.connect(lambda: None)
    ticks.start(200)


if __name__ == "__main__":
    sys.exit(main())
