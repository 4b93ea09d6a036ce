"""What every test stands on: no display, no chance, and a PostgreSQL database where a server is named."""

import gc
import os
from collections.abc import Iterator
from uuid import uuid4

import hypothesis
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from fieldapp import garbage

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples on every run: a new counterexample must not fail somebody's unrelated change.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None)
hypothesis.settings.load_profile("house")

NO_POSTGRES = "no PostgreSQL: FIELDAPP_TEST_POSTGRES is not set"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL database that is dropped after the test.

    FIELDAPP_TEST_POSTGRES names a server, a database to connect to and a user who may create others
    (`postgresql+psycopg://user@host:port/postgres`). Without it the test is skipped, and fails under CI,
    where the server is part of the run.
    """
    server = os.environ.get("FIELDAPP_TEST_POSTGRES")
    if not server:
        if os.environ.get("CI"):
            pytest.fail(f"{NO_POSTGRES}, and CI must have one", pytrace=False)
        pytest.skip(NO_POSTGRES)
    url = make_url(server)
    name = f"fieldapp_{uuid4().hex}"
    _on_server(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _on_server(url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(url: URL, statement: sql.Composed) -> None:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(autouse=True)
def nobody_answers_dialogs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for a person inside Qt fails the test at once: no alarm of Python's would ever be heard in there."""
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtGui import QDrag
    from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

    def fail(*_args: object, **_named: object) -> None:
        raise AssertionError("A dialog opened that nobody answers.")

    waiting = ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory")
    for kind, names in ((QFileDialog, waiting), (QDialog, ("exec",)), (QMenu, ("exec",)), (QDrag, ("exec",))):
        for name in names:
            monkeypatch.setattr(kind, name, fail)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """As in the app: once there are widgets, garbage is collected in their thread only, which is here between tests."""
    if "qapp" in getattr(item, "fixturenames", ()):
        gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """See `pytest_runtest_setup`."""
    if not gc.isenabled():
        garbage.collect_due()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks whatever asks for PostgreSQL, so that `-m postgres` and `-m 'not postgres'` choose by need."""
    for item in items:
        if "postgres_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly when PostgreSQL went untested."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if NO_POSTGRES in str(r.longrepr)]
    if skipped:
        terminalreporter.section("PostgreSQL WAS NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} tests skipped, {NO_POSTGRES}. `bash .ci/run` installs and starts one "
            "as root on Debian; or name yours: "
            "FIELDAPP_TEST_POSTGRES=postgresql+psycopg://user@127.0.0.1:5432/postgres make test"
        )
