"""A part of the drill in a process of its own, held from outside: started, asked, heard, killed."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from fieldapp.drill.parts import Told


class Ended(Exception):
    """The process is gone; `code` is how it ended."""

    def __init__(self, what: str, code: int) -> None:
        super().__init__(f"{what} ended with {code}")


class Process:
    """One part. `heard` is called with each line that it says, in a thread of its own."""

    def __init__(self, part: str, log: Path, heard: Callable[[Told], None], *options: str) -> None:
        frozen = getattr(sys, "frozen", False)
        self._command = [sys.executable, *([] if frozen else ["-m", "fieldapp"]), "--drill-part", part, *options]
        self._log = log
        self._heard = heard
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._changed = threading.Condition()
        self._done: list[Told] = []
        self._gone = False

    def start(self) -> None:
        """A new process of the same part; what an earlier one said counts no more."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        self._done, self._gone = [], False
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()

    def ask(self, word: str) -> None:
        """Ask for something; `answered` waits until it is done."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(word.encode() + b"\n")
        self._process.stdin.flush()

    def answered(self, within_s: float) -> Told | None:
        """The next thing that was done, None where that took too long. Raises Ended where the process is gone."""
        with self._changed:
            self._changed.wait_for(lambda: self._done or self._gone, within_s)
            if self._done:
                return self._done.pop(0)
            if self._gone:
                raise Ended(self._command[-1], self._process.poll() or 0 if self._process else 0)
        return None

    @property
    def is_done(self) -> bool:
        """Whether what was asked for is done."""
        return bool(self._done)

    def kill(self) -> None:
        """SIGKILL: no chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def stop(self) -> int:
        """Let it end by itself; its exit code."""
        if self._process is None:
            return 0
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._end()

    def _end(self) -> int:
        assert self._process is not None
        assert self._listener is not None
        code = self._process.wait(60)
        self._listener.join(10)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except OSError:
                    pass  # what was to be said is for nobody any more
        self._process = None
        return code

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if not line.endswith(b"\n"):
                break  # it was killed in the middle of a word
            told = msgspec.json.decode(line, type=Told)
            if told.done or told.port:
                with self._changed:
                    self._done.append(told)
                    self._changed.notify_all()
            self._heard(told)
        with self._changed:
            self._gone = True
            self._changed.notify_all()
