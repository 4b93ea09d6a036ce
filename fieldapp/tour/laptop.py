"""A laptop of the tour: the real program in a process of its own, and somebody's hands and eyes in front of it."""

import os
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec

from fieldapp.tour.orders import Act, Answer, Request, Sight

START_S = 60.0
QT_NOISE = ("This plugin does not support",)
"""What the offscreen platform says of itself."""


class HandsFailed(Exception):
    """Something could not be done or seen in time; says what was in sight instead."""


class Laptop:
    """One person's program. Every method that acts waits until it was possible. Raises HandsFailed."""

    def __init__(self, name: str, folder: Path, key_file: Path, hub_url: str, *, offscreen: bool) -> None:
        self.name, self.folder = name, folder
        self._command = [
            *([sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "fieldapp"]),
            *("--folder", str(folder), "--key-file", str(key_file), "--hub", hub_url),
            *("--language", "en", "--hands"),
        ]
        self._offscreen = offscreen
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: dict[int, Future[Answer]] = {}
        self._count = 0
        self._log = folder.parent / f"{folder.name}.log"

    def start(self) -> Sight:
        """Starts the program and waits for its window."""
        environment = {**os.environ, "PYTHONFAULTHANDLER": "1"}
        if self._offscreen:
            environment["QT_QPA_PLATFORM"] = "offscreen"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment
            )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        return self.do("see", deadline_s=START_S)

    def kill(self) -> None:
        """SIGKILL: no chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._hang_up(self._process)
            self._process = None

    def close(self) -> list[str]:
        """Closes the window; what was wrong about how the program ended, or with what it said while it ran."""
        wrong = []
        if self._process is not None:
            self.do("close")
            code = self._process.wait(START_S)
            self._hang_up(self._process)
            self._process = None
            if code:
                wrong.append(f"{self.name}: exit code {code}")
        lines = self._log.read_text("utf-8", "replace").splitlines() if self._log.exists() else []
        said = [line for line in lines if line.strip() and not any(noise in line for noise in QT_NOISE)]
        return wrong + [f"{self.name} said: {line}" for line in said]

    def do(self, act: Act, **what: Any) -> Sight:
        """Does one thing and waits for it; what was in sight then, where that was asked for."""
        return self.outcome(self.begin(act, **what), what.get("deadline_s", 10.0))

    def begin(self, act: Act, **what: Any) -> "Future[Answer]":
        """Asks for one thing and does not wait."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._count += 1
        request = Request(self._count, act, **what)
        waiting = self._waiting[request.number] = Future()
        self._process.stdin.write(msgspec.json.encode(request) + b"\n")
        self._process.stdin.flush()
        return waiting

    def outcome(self, asked: "Future[Answer]", deadline_s: float = 10.0) -> Sight:
        """The answer to what was begun."""
        answer = asked.result(deadline_s + 10)
        if answer.why:
            raise HandsFailed(f"{self.name}: {answer.why}\n  in sight: {_short(answer.sight)}")
        return answer.sight or Sight()

    def click(self, name: str) -> None:
        """Clicks what is called `name`."""
        self.do("click", name=name)

    def see(self, *parts: str, gone: tuple[str, ...] = (), page: str = "", deadline_s: float = 10.0) -> Sight:
        """Waits until all of it is in sight."""
        return self.do("see", see=parts, gone=gone, page=page, deadline_s=deadline_s)

    def look(self) -> Sight:
        """What is in sight now."""
        return self.do("look")

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            answer = msgspec.json.decode(line, type=Answer)
            self._waiting.pop(answer.number).set_result(answer)
        for number in list(self._waiting):
            self._waiting.pop(number).set_result(Answer(number, why="the program has ended"))

    def _hang_up(self, process: "subprocess.Popen[bytes]") -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _short(sight: Sight | None) -> str:
    if sight is None:
        return "nothing"
    return f"page {sight.page!r}, pill {sight.pill!r}, {list(sight.texts)[:60]}, {sight.rows}"
