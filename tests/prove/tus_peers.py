"""Other people's tus clients, unmodified, upload to the real hub through a line that breaks every few bytes."""

import hashlib
import json
import random
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

from sync.wire import BASE, H_DEVICE
from tests.contract.device import Device, a_photo
from tests.contract.hub_process import City, HubProcess

UPLOAD_BYTES, BREAKS_EVERY = 50_000_000, 2_000_000
PATIENCE_S = 300
TUS_JS = "tus-js-client@4.3.1"
PIECE = 65536
_PYTHON = """
import json, sys
from pathlib import Path
from tusclient.client import TusClient
told = json.loads(Path(sys.argv[1]).read_text())
chunks = {"chunk_size": told["chunk_size"]} if told["chunk_size"] else {}
client = TusClient(told["endpoint"], headers=told["headers"])
client.uploader(told["file"], metadata=told["metadata"], retries=200, retry_delay=0, **chunks).upload()
"""
_SCRIPT = """
const fs = require("fs");
const tus = require("tus-js-client");
const told = JSON.parse(fs.readFileSync(process.argv[2]));
const upload = new tus.Upload(fs.readFileSync(told.file), {
  endpoint: told.endpoint, headers: told.headers, metadata: told.metadata,
  retryDelays: new Array(200).fill(20),
  onError: (error) => { console.error(String(error)); process.exit(1); },
  onSuccess: () => process.exit(0),
});
upload.start();
"""


class BreakingLine:
    """Hands bytes on to the hub, and hangs up on both each time that `every` bytes have gone up."""

    def __init__(self, hub_port: int, every: int) -> None:
        self._hub = ("127.0.0.1", hub_port)
        self._every = every
        self._gone = 0
        self._lock = threading.Lock()
        self.breaks = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            hub = socket.create_connection(self._hub)
            for job in (self._up, self._down):
                threading.Thread(target=job, args=(client, hub), daemon=True).start()

    def _up(self, client: socket.socket, hub: socket.socket) -> None:
        try:
            while piece := client.recv(PIECE):
                hub.sendall(piece)
                with self._lock:
                    self._gone += len(piece)
                    if self._gone >= self._every:
                        self._gone -= self._every
                        self.breaks += 1
                        break
        except OSError:
            pass
        for each in (client, hub):
            _hang_up(each)

    def _down(self, client: socket.socket, hub: socket.socket) -> None:
        try:
            while piece := hub.recv(PIECE):
                client.sendall(piece)
        except OSError:
            pass
        _hang_up(client)


class Upload:
    """A photo that a device has announced: its bytes, and the headers that a tus client needs to send them."""

    def __init__(self, hub: HubProcess, city: City, folder: Path, size: int) -> None:
        self._hub = hub
        content = b"\xff\xd8\xff" + random.Random(size).randbytes(size - 3)
        self.file = folder / "photo.jpg"
        self.file.write_bytes(content)
        self.sha256 = hashlib.sha256(content).hexdigest()
        device = Device(hub.url).sign_in(city.user("maria"))
        photo = a_photo(content)
        device.exchange(device.entry(city.order(1), photo))
        assert device.grant is not None
        self.headers = {"Authorization": f"Bearer {device.grant.access_token}", H_DEVICE: device.id}
        self.metadata = {"photo_id": photo.photo_id, "sha256": photo.sha256}
        device.close()

    def wrong(self) -> str:
        """What is wrong with what the hub has, "" where the digests are equal."""
        path = self._hub.office.blobs.path(self.sha256)
        if not path.exists():
            return "the hub has not all of it"
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        return "" if found == self.sha256 else "the digests differ"


def by_tuspy(upload: Upload, line: BreakingLine, folder: Path, chunk_size: int = 0) -> str:
    """tuspy sends it, in chunks where a size is given; what is wrong then."""
    told = _told(upload, line, folder, chunk_size)
    return _sent(upload, line, [sys.executable, "-c", _PYTHON, str(told)], folder)


def why_no_tus_js(folder: Path) -> str:
    """Install tus-js-client into `folder`; why that cannot be, "" where it is there."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "npm and node are not here"
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), TUS_JS]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    return "" if done.returncode == 0 else f"npm: {done.stderr.strip()[-200:]}"


def by_tus_js(upload: Upload, line: BreakingLine, folder: Path) -> str:
    """tus-js-client, installed in `folder`, sends it; what is wrong then."""
    script = folder / "upload.cjs"
    script.write_text(_SCRIPT)
    return _sent(upload, line, ["node", str(script), str(_told(upload, line, folder))], folder)


def _told(upload: Upload, line: BreakingLine, folder: Path, chunk_size: int = 0) -> Path:
    """The file in which a peer reads what to do."""
    path = folder / "told.json"
    values = {"file": str(upload.file), "endpoint": f"{line.url}{BASE}/uploads", "chunk_size": chunk_size}
    path.write_text(json.dumps({**values, "headers": upload.headers, "metadata": upload.metadata}))
    return path


def _sent(upload: Upload, line: BreakingLine, command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    if done.returncode:
        return done.stderr.strip()[-300:]
    return upload.wrong() or ("" if line.breaks else "the line never broke")


def _hang_up(each: socket.socket) -> None:
    try:
        each.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    each.close()
