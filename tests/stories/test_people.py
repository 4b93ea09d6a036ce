"""Work that was lost, or went under another name, when people and their permissions changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from sync.commands import AddNote, CloseOut, StartWork
from sync.crm import Crm
from sync.orders import PhotoRole
from sync.server import exchange
from sync.states import CommandState
from sync.store import line
from sync.store.accounts import Accounts
from sync.store.recording import Records
from sync.verdicts import Outcome
from sync.wire import Grant
from tests.stories.story import Lost, Without, a_city, notes_at_hub, photos_at_hub, story, tell, try_for
from tests.sync.city import URL, City, a_photo, problem

Right = Callable[..., Any]


def sign_in(city: City, user: str) -> None:
    grant = Crm(URL, city.line, city.clock, city.store.device).sign_in(user, "secret", city.store.device)
    assert isinstance(grant, Grant), grant
    city.store.sign_in(URL, city.hub.well_known().server_id, grant)
    city.engine = city.an_engine()


def _refuses_what_is_not_yours(right: Right) -> Right:
    def judge(*args: Any, **kwargs: Any) -> Any:
        judged = right(*args, **kwargs)
        if judged.outcome is Outcome.HELD:
            return replace(judged, outcome=Outcome.REJECTED, review=None, order=None)
        return judged

    return judge


@story(Without(exchange, "judge", _refuses_what_is_not_yours))
def test_reassigned_while_offline_is_no_silent_403(folder: Path) -> None:
    """cht-core #11306. Carried by: work on a job that moved is held with a review (`rules.judge`), its photos taken."""
    with a_city(folder) as city:
        city.store.record("o-0001", StartWork())
        photo = a_photo()
        added = city.store.add_photo("o-0001", PhotoRole.AFTER, photo)
        done = city.store.record("o-0001", CloseOut("repaired", photo_ids=(added.photo_id,)))
        moved = {"crew_id": "c-8", "assignment_id": "a-pete"}
        city.hub.book.edit_order("o-0001", lambda order: replace(order, **moved), by="Sue Park")
        try_for(city)
        states = {item.command.id: item.state for item in city.store.outbox()}
        reviews = [review for review in city.hub.book.reviews() if review.id == done.command_id]
        tell(states.get(done.command_id) is CommandState.HELD, "the work was refused")
        tell(len(reviews) == 1, "nobody is asked who did the work, and who is paid for it")
        tell(photos_at_hub(city) == [photo.sha256], "the evidence was refused")


def _wipes_the_queue(right: Right) -> Right:
    def sign_out(self: Any) -> Any:
        with self._inside.write("sign_out") as writing:
            writing.connection.exec_driver_sql("UPDATE outbox SET state = 'withdrawn' WHERE sends = 0")
        return right(self)

    return sign_out


@story(Without(Accounts, "sign_out", _wipes_the_queue))
def test_signing_out_wipes_no_queue(folder: Path) -> None:
    """simplenote-macos #342. Carried by: signing out takes only the tokens, and the count before has all that waits."""
    with a_city(folder) as city:
        city.line.fail("/exchange", problem("maintenance"), times=2)
        city.store.record("o-0001", AddNote("n-1", "Failed once"))
        try_for(city, 1)
        city.line.down = "NET-DNS"
        city.store.record("o-0002", AddNote("n-2", "Never tried"))
        added = city.store.add_photo("o-0002", PhotoRole.AFTER, a_photo())
        waiting = city.store.summary()
        tell(waiting.on_laptop + waiting.sending == 3, "the warning forgets what has failed")
        tell(waiting.photos_waiting == 1, "the warning forgets the photo")
        city.store.sign_out()
        city.line.down = ""
        sign_in(city, "maria")
        tell(city.store.photo_bytes(added.photo_id), "the photo is gone")
        try_for(city, 3600)
        tell(notes_at_hub(city) == ["Failed once"], "what had failed is gone")
        tell(notes_at_hub(city, "o-0002") == ["Never tried"], "the queue is gone")


def _anybodys(statement: str) -> str:
    return statement.replace("author = :person", ":person = :person")


@story(Without(line, "_ANY_WAITING", _anybodys), Without(line, "_WAITING", _anybodys))
def test_nobodys_edits_go_under_another_ones_token(folder: Path) -> None:
    """ground-android #1683. Carried by: only commands of the person who is signed in are sent, whoever else's wait."""
    with a_city(folder) as city:
        city.store.record("o-0001", AddNote("n-1", "By Maria"))
        city.store.sign_out()
        sign_in(city, "pete")
        calls = len(city.line.calls)
        try_for(city)
        sent = [call for call in city.line.calls[calls:] if b"By Maria" in call.body]
        tell(not sent, "Maria's work went out under Pete's token")
        city.store.sign_out()
        sign_in(city, "maria")
        try_for(city)
        authors = [entry.author for entry in city.hub.book.log()]
        tell(authors == ["p-maria"], f"it is not Maria's any more: {authors}")


def _locked_out(right: Right) -> Right:
    def record(self: Records, *args: Any, **kwargs: Any) -> Any:
        account = self._inside.account
        if account is None or account.signed_out or not account.access_token or self._inside.expired:
            raise Lost("the session has expired, sign in first")
        return right(self, *args, **kwargs)

    return record


@story(Without(Records, "record", _locked_out))
def test_an_expired_token_locks_nobody_out(folder: Path) -> None:
    """People locked out of their own data. Carried by: no read and no record of the store looks at tokens."""
    with a_city(folder) as city:
        account = city.store.account()
        assert account is not None
        city.store.line.set_tokens("expired", "void")
        city.store._inside.expired = True  # type: ignore[attr-defined]
        try_for(city, 60)
        tell(len(city.store.orders()) == 3, "the day's jobs are behind the sign-in")
        city.store.record("o-0001", AddNote("n-1", "While signed out"))
        sign_in(city, "maria")
        try_for(city)
        tell(notes_at_hub(city) == ["While signed out"], "what was done meanwhile is lost")
