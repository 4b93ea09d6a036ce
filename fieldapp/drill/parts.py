"""What runs in the processes that the drill kills: a hub, or a laptop's store and engine."""

import argparse
import sys
import threading
from pathlib import Path
from typing import Final

import msgspec

from fieldapp.drill import town
from sync import credentials
from sync.clock import Clock
from sync.commands import AnyBody, CloseOut, StartWork
from sync.crm import Crm
from sync.engine import Engine, LineState
from sync.http import RequestsTransport
from sync.orders import OPEN, PhotoRole, Status
from sync.server.app import serve
from sync.server.hub import Hub
from sync.store import Query, Store
from sync.transport import HttpResponse
from sync.wire import Grant, WellKnown

HUB, LAPTOP = "hub", "laptop"
LONGEST_S: Final = 1.5
"""Deadlines are that short in a drill, so that a dead line costs it a second and not half a minute."""
LONGEST_WAIT_S: Final = 0.5


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line that a part writes: the hub's port, a promise to the crew, or that all is done that it was asked for."""

    port: int = 0
    saved: str = ""
    order_id: str = ""
    photo_id: str = ""
    sha256: str = ""
    done: str = ""
    why: str = ""


def run(chosen: argparse.Namespace) -> int:
    """Be that part until nobody asks any more."""
    if chosen.drill_part == HUB:
        return _hub(chosen.folder, int(chosen.hub or 0))
    return _Laptop(chosen).live()


def say(told: Told) -> None:
    """Write the line, and have it out at once."""
    sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
    sys.stdout.flush()


def _hub(folder: Path, port: int) -> int:
    hub = Hub(town.database_url(folder), folder, Clock())
    server = serve(hub, port=port)
    say(Told(port=server.port))
    sys.stdin.read()
    server.close()
    hub.close()
    return 0


class _Impatient:
    """Real sockets, with the drill's deadlines."""

    def __init__(self, transport: RequestsTransport) -> None:
        self._transport = transport

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        """One request."""
        return self._transport.send(method, url, headers, body, min(deadline_s, LONGEST_S), stream)


class _Laptop:
    """The core that the app has, on a real folder, without its windows."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self._url, self._user, self._seed = chosen.hub, chosen.user, chosen.seed
        self._plan = town.Plan(chosen.jobs, chosen.photos, chosen.seed)
        key = credentials.laptop_key(chosen.folder, chosen.key_file, has_data=(chosen.folder / "fieldapp.db").exists())
        self._store = Store.open(chosen.folder, key, Clock())
        self._transport = RequestsTransport(self._url)
        self._crm = Crm(self._url, _Impatient(self._transport), Clock(), self._store.device)
        self._engine = Engine(self._store, self._crm, Clock())

    def live(self) -> int:
        """Do what each line of the standard input says, and say so."""
        acts = {"sign-in": self._sign_in, "work": self._work, "sync": self._sync}
        try:
            for line in sys.stdin:
                why = acts[line.strip()]()
                say(Told(done=line.strip(), why=why))
        finally:
            self._transport.close()
            self._store.close()
        return 0

    def _sign_in(self) -> str:
        known = self._crm.well_known()
        grant = self._crm.sign_in(self._user, town.PASSWORD, self._store.device)
        if not isinstance(known, WellKnown) or not isinstance(grant, Grant):
            return f"{known} {grant}"
        self._store.sign_in(self._url, known.server_id, grant)
        return self._sync()

    def _work(self) -> str:
        """Close every job that is open, each with its photos; whatever an earlier life has done is not done again."""
        codes = {service.code: service.resolutions[0].code for service in self._store.services() if service.resolutions}
        for line in self._store.orders(Query(show="all", limit=100_000)):
            if line.status not in OPEN:
                continue
            if line.status is Status.ASSIGNED:
                self._record(line.id, StartWork())
            wanted = self._plan.photos_of(town.number_of(line.id))
            view = self._store.order(line.id)
            taken = [each.photo_id for each in view.photos] if view else []
            for count in range(len(taken), wanted):
                prepared = town.photo(line.id, count, self._seed)
                added = self._store.add_photo(line.id, PhotoRole.AFTER, prepared)
                taken.append(added.photo_id)
                say(Told(saved=added.command_id, order_id=line.id, photo_id=added.photo_id, sha256=prepared.sha256))
            self._record(line.id, CloseOut(codes[line.service_code], minutes=20, photo_ids=tuple(taken)))
        return ""

    def _record(self, order_id: str, body: AnyBody) -> None:
        say(Told(saved=self._store.record(order_id, body).command_id, order_id=order_id))

    def _sync(self) -> str:
        """Step until nothing of ours is on its way; the sync button is pressed whenever the engine wants to rest."""
        nudged, waiting = True, threading.Event()
        while True:
            wait_s = self._engine.step(nudged).wait_s
            nudged = wait_s > 0
            summary, status = self._store.summary(), self._engine.status()
            waits = summary.on_laptop or summary.sending or summary.photos_waiting or summary.snapshot_due
            if summary.first_sync_done and not waits and status.state is LineState.ONLINE:
                return ""
            if status.state is LineState.SIGN_IN_REQUIRED:
                return status.code
            waiting.wait(min(wait_s, LONGEST_WAIT_S))
