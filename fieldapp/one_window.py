"""One window for one laptop's folder: a second program asks the first one to come forward, and ends itself.

What keeps two programs from writing the same file is the store's own lock; this only saves the person the search for
the window that is open. Where the first program does not answer, the second one goes on and meets that lock.
"""

import hashlib
import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

ANSWER: Final = b"here\n"
CONNECT_MS: Final = 1_000
ANSWER_MS: Final = 15_000  # the first one may itself be starting, on a slow laptop
TURN_MS: Final = 5_000
LONGEST_LINE: Final = 500


class OneWindow(QObject):
    """The ear of the first program. `asked` when another one was started on the same folder.

    `order_asked(code)` follows where that one was started to show a job.
    """

    asked = Signal()
    order_asked = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = _name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def is_first(self, code: str = "") -> bool:
        """Whether this program is the one for the folder; otherwise the other one has been asked, and answered.

        `code` names the job that the other one is to show.
        """
        # Two that start at the same moment take turns here, or each would take the other's name away. The lock is
        # held for a moment only; one that cannot be had changes nothing but that.
        turn = QLockFile(str(Path(tempfile.gettempdir(), f"{self._name}.turn")))
        turn.tryLock(TURN_MS)
        try:
            other = QLocalSocket()
            other.connectToServer(self._name)
            if not other.waitForConnected(CONNECT_MS):
                self._listen()
                return True
        finally:
            turn.unlock()
        other.write(f"{code}\n".encode())
        other.waitForBytesWritten(ANSWER_MS)
        answered = other.bytesAvailable() > 0 or other.waitForReadyRead(ANSWER_MS)
        other.abort()
        return not answered

    def close(self) -> None:
        """The name is free for the next program."""
        self._server.close()

    def _listen(self) -> None:
        if self._server.listen(self._name):
            return
        if self._server.serverError() is QAbstractSocket.SocketError.AddressInUseError:
            QLocalServer.removeServer(self._name)  # of a program that was killed: nobody answers there
            self._server.listen(self._name)

    def _hear(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._read, socket))
            socket.write(ANSWER)
            socket.flush()
            self.asked.emit()

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine() or socket.bytesAvailable() > LONGEST_LINE:
            return
        code = bytes(socket.readLine().data()).decode(errors="replace").strip()
        if code:
            self.order_asked.emit(code)


def _name(folder: Path) -> str:
    whose = f"{os.path.realpath(folder)}\0{Path.home()}"
    return f"fieldapp-{hashlib.sha256(whose.encode()).hexdigest()[:24]}"
