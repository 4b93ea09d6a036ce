"""Days that were lost between the laptop and the office, as other programs lost them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from sync import crm
from sync.bodies import Exchanged
from sync.commands import AddNote, StartWork, opened, sealed
from sync.orders import PhotoRole
from sync.server.calls import Call
from sync.states import WAITING
from sync.store import Store, StoreProblem, schema, tidying
from sync.store.line import Line
from sync.transport import HttpResponse
from sync.verdicts import Outcome, Verdict
from sync.wire import NoAnswer, Reply
from tests.stories.story import Without, a_city, notes_at_hub, photos_at_hub, story, taken_out, tell, try_for
from tests.sync.city import KEY, City, TestLine, a_photo, captive, no_answer

FIVE_WEEKS_S = 5 * 7 * 86_400.0
Right = Callable[..., Any]


def note(city: City, text: str, order_id: str = "o-0001") -> str:
    return city.store.record(order_id, AddNote(city.clock.new_id(), text)).command_id


def _greyed_out(right: Right) -> Right:
    """After a try that failed there is nothing to push, until somebody edits again."""

    def waiting(self: Line, *args: Any) -> bool:
        with self._inside.database.read() as connection:
            last = connection.exec_driver_sql("SELECT code FROM attempts ORDER BY id DESC LIMIT 1").scalar()
        return right(self, *args) and last in (None, "OK")

    return waiting


@story(Without(Line, "waiting", _greyed_out))
def test_a_day_of_edits_behind_a_greyed_out_push_button(folder: Path) -> None:
    """QField #7479. Carried by: what waits is read from the outbox itself, however the last try ended."""
    with a_city(folder) as city:
        city.line.down = "NET-CUT"
        for hour in range(6):
            note(city, f"hour {hour}")
            try_for(city, 300)
        city.line.down = ""
        try_for(city, 900)
        tell(notes_at_hub(city) == [f"hour {hour}" for hour in range(6)], "the day never left the laptop")


def _done_when_sent(right: Right) -> Right:
    def request(self: Line, *args: Any, **kwargs: Any) -> Any:
        made = right(self, *args, **kwargs)
        if made.commands:
            done = tuple(Verdict(opened(entry).id, Outcome.APPLIED, version=0) for entry in made.commands)
            self.absorb(made, Reply("2026-11-22T00:00:00Z", done, cursor=made.cursor))
        return made

    return request


def _not_applied(line: TestLine, call: Call) -> HttpResponse:
    """The hub takes the push, answers as if all were well, and applies none of it."""
    body = msgspec.json.decode(call.body) | {"commands": []}
    return line.through(replace(call, body=msgspec.json.encode(body)))


@story(Without(Line, "request", _done_when_sent))
def test_pushed_but_never_applied_then_wiped_locally(folder: Path) -> None:
    """QFieldCloud #314 and #551. Carried by: a command is done by its own verdict alone; without one it waits again."""
    with a_city(folder) as city:
        note(city, "Replaced 40 m of kerb")
        city.line.fail("/exchange", _not_applied)
        try_for(city, 5)
        kept = [item.state in WAITING for item in city.store.outbox()]
        tell(kept == [True] or notes_at_hub(city), "it counts as done, and nobody has it")
        try_for(city)
        tell(notes_at_hub(city) == ["Replaced 40 m of kerb"], "it was never applied")


def _any_page_is_a_yes(right: Right) -> Right:
    def exchange(self: crm.Crm, request: Any, token: str) -> Any:
        answer = right(self, request, token)
        if not isinstance(answer, NoAnswer):
            return answer
        done = tuple(Verdict(opened(entry).id, Outcome.APPLIED) for entry in request.commands)
        return Exchanged(Reply("2026-11-22T00:00:00Z", done, cursor=request.cursor), ())

    return exchange


@story(Without(crm.Crm, "exchange", _any_page_is_a_yes))
def test_success_is_shown_and_the_data_is_lost(folder: Path) -> None:
    """Mergin #2481. Carried by: only an answer with this call's nonce is believed, never a mere 200."""
    with a_city(folder) as city:
        note(city, "Hydrant opened")
        city.line.fail("/exchange", captive, times=3)
        try_for(city)
        tell(notes_at_hub(city) == ["Hydrant opened"], "success was shown, and the office has nothing")


def _a_new_id_each_time(right: Right) -> Right:
    """Each try is a new submission."""

    def exchange(self: crm.Crm, request: Any, token: str) -> Any:
        own: dict[str, str] = {}
        fresh = []
        for entry in request.commands:
            command, new_id = opened(entry), self._clock.new_id()
            own[new_id] = command.id
            again = replace(command, id=new_id, body=replace(command.body, note_id=new_id))
            fresh.append(sealed(again, entry.prev_hash))
        answer = right(self, replace(request, commands=tuple(fresh)), token)
        if not isinstance(answer, Exchanged):
            return answer
        verdicts = tuple(replace(verdict, id=own.get(verdict.id, verdict.id)) for verdict in answer.reply.verdicts)
        return Exchanged(replace(answer.reply, verdicts=verdicts), answer.unread)

    return exchange


@story(Without(crm.Crm, "exchange", _a_new_id_each_time))
def test_a_lost_answer_makes_no_duplicate(folder: Path) -> None:
    """ODK Collect #3517. Carried by: a command and all in it have their ids from when it is recorded."""
    with a_city(folder) as city:
        note(city, "Two bags of cold patch")
        city.line.fail("/exchange", no_answer, times=2)
        try_for(city, 60)
        tell(notes_at_hub(city) == ["Two bags of cold patch"], "it is there more than once")


def _half_a_migration_stays(right: Right) -> Right:
    def upgrade(connection: Any, *args: Any, **kwargs: Any) -> None:
        try:
            right(connection, *args, **kwargs)
        except RuntimeError:
            connection.exec_driver_sql("COMMIT")
            raise

    return upgrade


_STEP = """
from alembic import op
revision, down_revision = "9999", "{before}"
def upgrade():
    op.execute("ALTER TABLE outbox RENAME TO outbox_of_old")
    raise RuntimeError("the power went")
"""


@story(Without(schema, "upgrade", _half_a_migration_stays))
def test_an_upgrade_does_not_brick_the_queue(folder: Path) -> None:
    """An upgrade that fails half-way. Carried by: all steps of a migration are one transaction, after a backup."""
    with a_city(folder) as city:
        note(city, "Written before the upgrade")
        city.store.close()
        migrations = folder / "migrations"
        (migrations / "versions").mkdir(parents=True)
        for step in (schema.MIGRATIONS / "versions").glob("*.py"):
            (migrations / "versions" / step.name).write_text(step.read_text())
        (migrations / "versions" / "9999_broken.py").write_text(_STEP.format(before=schema.REVISIONS[-1]))
        newer = (
            Without(schema, "MIGRATIONS", lambda _: migrations),
            Without(schema, "REVISIONS", lambda known: (*known, "9999")),
        )
        _fails_to_upgrade(city, newer)
        try:
            city.store = Store.open(folder / "laptop", KEY, city.clock)
        except (DBAPIError, dbapi2.Error, StoreProblem) as error:
            tell(False, f"the old program does not open its file any more: {error}")
        kept = [item.command.kind for item in city.store.outbox()]
        tell(kept == ["add_note"], "the queue is gone")
        city.engine = city.an_engine()
        try_for(city)
        tell(notes_at_hub(city) == ["Written before the upgrade"], "the queue did not go out")


def _fails_to_upgrade(city: City, newer: tuple[Without, ...]) -> None:
    with taken_out(*newer):
        try:
            Store.open(city.folder / "laptop", KEY, city.clock).close()
        except RuntimeError:
            return
    raise AssertionError("the planted step did not fail")


def _all_or_nothing(_right: Right) -> Right:
    return lambda _body: NoAnswer("NET-BAD-BODY")


def _with_a_bad_row(line: TestLine, call: Call) -> HttpResponse:
    answer = line.through(call)
    body = msgspec.json.decode(answer.body)
    body["changes"] = [{"kind": "order", "order": {"id": "o-bad", "status": "teleported"}}, *body.get("changes", ())]
    body["checkpoint"] = None
    return HttpResponse(answer.status, answer.headers, msgspec.json.encode(body))


@story(Without(crm, "piecewise", _all_or_nothing))
def test_one_bad_row_does_not_stop_everything(folder: Path) -> None:
    """nextcloud/desktop #6242. Carried by: an answer is read row by row, and what cannot be read is set aside."""
    with a_city(folder) as city:
        city.line.fail("/exchange", _with_a_bad_row, times=1000)
        note(city, "Still here")
        city.hub.book.edit_order("o-0002", lambda order: replace(order, title="Deeper"), by="office")
        try_for(city)
        tell(city.store.summary().on_laptop == 0, "the laptop's own work waits behind somebody's bad row")
        tell(city.store.lines(["o-0002"])[0].title == "Deeper", "good rows wait behind a bad one")


def _forgets_after_two_days(right: Right) -> Right:
    def purge(inside: Any, now_ms: int) -> None:
        right(inside, now_ms)
        with inside.database.read() as connection:
            ids = connection.exec_driver_sql("SELECT id FROM photos").scalars().all()
        for photo_id in ids:
            inside.files.remove(photo_id)

    return purge


@story(Without(tidying, "_purge_stored", _forgets_after_two_days))
def test_the_cache_is_not_deleted_after_48_hours(folder: Path) -> None:
    """ServiceNow's default. Carried by: only what the hub has a receipt for may be purged, however old it is."""
    with a_city(folder) as city:
        city.line.down = "NET-DNS"
        city.store.record("o-0001", StartWork())
        added = city.store.add_photo("o-0001", PhotoRole.AFTER, a_photo())
        city.clock.pass_s(FIVE_WEEKS_S)
        city.restart()
        tell(len(city.store.outbox()) == 2, "the cache was cleared")
        tell(city.store.photo_bytes(added.photo_id), "the photo is gone")
        city.line.down = ""
        try_for(city)
        tell(photos_at_hub(city) == [a_photo().sha256], "five weeks later it does not come through")
