"""Bringing a file to this program's schema: Alembic's steps, forward only; then the triggers."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from sync.store import triggers
from sync.store.problem import StoreProblem

REVISIONS: Final = ("0001", "0002", "0003")
"""Every schema there ever was, oldest first; the last one is this program's."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def revision_of(connection: Any) -> str | None:
    """The schema of the file that a driver's connection is open on, None for an empty file.

    Raises StoreProblem STORE-NEWER for a schema that this program does not know.
    """
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if there else None
    if row is None:
        return None
    revision = str(row[0])
    if revision not in REVISIONS:
        raise StoreProblem("STORE-NEWER")
    return revision


def upgrade(connection: Connection, revision: str | None) -> None:
    """Bring the file from `revision` to the last one, in the caller's transaction."""
    if revision != REVISIONS[-1]:
        triggers.drop(connection)  # they are of this program's tables, which are not there yet
        make(connection, REVISIONS[-1])
    triggers.install(connection)


def make(connection: Connection, revision: str) -> None:
    """Make the tables of `revision`, from whatever is there before it; without triggers."""
    _run_steps(connection, revision)


def _run_steps(connection: Connection, wanted: str) -> None:
    # Alembic takes a tenth of a second to import, and hardly any start has a step to run.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(wanted, revision)

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=wanted) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
