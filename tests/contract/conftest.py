"""Every contract test runs against a hub process on a real socket: once on SQLite, once on PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.conftest import NO_POSTGRES, _on_server
from tests.contract.device import Device
from tests.contract.hub_process import City, HubProcess

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class Hubs:
    """One running hub a kind of database, started when first asked for and there until the end."""

    def __init__(self, folders: Callable[[str], Path]) -> None:
        self._folders = folders
        self._running: dict[str, HubProcess] = {}
        self._databases: list[Iterator[str]] = []

    def running(self, kind: str) -> HubProcess:
        if kind not in self._running:
            folder = self._folders(kind)
            databases = _postgres() if kind == "postgresql" else iter([f"sqlite:///{folder / 'hub.db'}"])
            hub = HubProcess(next(databases), folder)
            self._databases.append(databases)
            self._running[kind] = hub
            hub.start()
        return self._running[kind]

    def close(self) -> None:
        for hub in self._running.values():
            hub.close()
        for databases in self._databases:
            next(databases, None)


@pytest.fixture(scope="session")
def hubs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hubs]:
    made = Hubs(tmp_path_factory.mktemp)
    yield made
    made.close()


@pytest.fixture(params=DATABASES)
def hub(request: pytest.FixtureRequest, hubs: Hubs) -> HubProcess:
    """A running hub, shared by tests that each have a city of their own in it."""
    return hubs.running(request.param)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database that a test has to itself."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.fixture
def city(hub: HubProcess) -> City:
    """Two crews, four people and twelve jobs that no other test touches."""
    return City(hub.office, uuid4().hex[:8]).build()


@pytest.fixture
def device(hub: HubProcess, city: City) -> Iterator[Callable[..., Device]]:
    """Makes a device; with a name, that person has signed in on it and has everything."""
    made: list[Device] = []

    def make(name: str = "", device_id: str | None = None) -> Device:
        made.append(Device(hub.url, device_id))
        if name:
            made[-1].sign_in(city.user(name)).snapshot()
        return made[-1]

    yield make
    for each in made:
        each.close()


def _postgres() -> Iterator[str]:
    """A database for the whole session, dropped at its end."""
    server = os.environ.get("FIELDAPP_TEST_POSTGRES")
    if not server:
        if os.environ.get("CI"):
            pytest.fail(f"{NO_POSTGRES}, and CI must have one", pytrace=False)
        pytest.skip(NO_POSTGRES)
    url, name = make_url(server), f"fieldapp_{uuid4().hex}"
    _on_server(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _on_server(url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
