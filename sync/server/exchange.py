"""One exchange: a verdict for each command, each in its own transaction, and then everything new."""

import logging
import re
from collections.abc import Callable, Set
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import BindParameter, Connection, bindparam, insert, select, union_all, update
from sqlalchemy.exc import SQLAlchemyError

from sync.clock import Clock
from sync.commands import AddPhoto, Command, CreateOrder, DecideReview, Entry, chained, opened
from sync.decoding import UNDECODABLE
from sync.orders import Person
from sync.rules import Case, hold_with, judge
from sync.server.book import Cause, announce_photo, near_in, order_in, review_in, write_order, write_review
from sync.server.calls import Refused, no_step
from sync.server.database import Database, Writing
from sync.server.feed import Feed
from sync.server.people import person_by_id, person_in
from sync.server.presence import Presences
from sync.server.scopes import Session, device_scope
from sync.server.tables import command_log, command_of_letter, devices, people, photos
from sync.verdicts import Outcome, Verdict, Why
from sync.wire import MANY_ASKED, ExchangeRequest, Limits, Reply, Resync, VerdictChanged, Work

LIMITS = Limits()
ENTRY_BYTES = 200  # what an entry adds to its command's own bytes
LARGEST_COMMAND = 1 << 20
RETRY_S = 30.0
_ID = re.compile(r"[!-~]{1,200}")
_LOG = insert(command_log)
_LOGGED = select(command_log.c.hash, command_log.c.verdict).where(command_log.c.id == bindparam("name"))
_ANSWERED = select(command_log.c.id, command_log.c.hash, command_log.c.verdict).where(
    command_log.c.id.in_(bindparam("ids", expanding=True))
)
_ASKED_FOR: BindParameter[Any] = bindparam("ids", expanding=True)
_HERE_OF = union_all(
    select(command_log.c.id).where(command_log.c.id.in_(_ASKED_FOR)),
    select(command_of_letter).where(command_of_letter.in_(_ASKED_FOR)),
)
_STORED_OF = select(photos.c.id).where(photos.c.id.in_(_ASKED_FOR), photos.c.stored.is_(True))
_log = logging.getLogger(__name__)


class _Named(msgspec.Struct):
    id: str


class _Authorship(msgspec.Struct, frozen=True):
    """Whose command it is, why they could not have sent it themselves, and whether it waits with another one."""

    who: Person
    fence: Why | None
    held_up: bool


class _Placed(msgspec.Struct):
    order_id: str


class _Reply(Reply, frozen=True, omit_defaults=True):
    """A reply whose changes are text already."""

    changes: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment]


class Exchange:
    """`POST /exchange`. `step` hears exchange.before_commit and exchange.after_commit of each command."""

    def __init__(
        self,
        database: Database,
        feed: Feed,
        presences: Presences,
        clock: Clock,
        step: Callable[[str], None] = no_step,
    ) -> None:
        self._database = database
        self._feed = feed
        self._presences = presences
        self._clock = clock
        self._step = step

    def run(self, session: Session, body: bytes, *, pull: bool = True) -> bytes:
        """The reply in JSON; with `pull` false verdicts only. Raises Refused: `malformed`, `too-large`,
        `client-too-old` where there is nothing to bring either, `sign-in-required`.
        """
        request = _request(body)
        if request.device != session.device:
            raise Refused("sign-in-required", "The tokens are another device's.")
        if session.disabled and not request.commands and not self._owes_photos(session):
            raise Refused("sign-in-required", "The account was closed, and all that this device had is here.")
        if not pull and not request.commands and not session.disabled:
            raise Refused("client-too-old")
        known = self._answered(request)
        verdicts = self._verdicts(session, request, known)
        reply = _Reply(self._clock.now(), verdicts, missing=self._missing(request.others))
        told = self._pulled if pull else self._marked
        return msgspec.json.encode(told(session, request, reply))

    def _missing(self, asked: Work | None) -> Work | None:
        """What of that is not here, or its bytes are not."""
        if asked is None:
            return None
        with self._database.reading() as reading:
            here = set(reading.connection.execute(_HERE_OF, {"ids": asked.commands}).scalars())
            stored = set(reading.connection.execute(_STORED_OF, {"ids": asked.photos}).scalars())
        return Work(
            tuple(name for name in asked.commands if name not in here),
            tuple(name for name in asked.photos if name not in stored),
        )

    def bring(self, session: Session, entry: Entry, lost: Set[str]) -> Verdict:
        """The verdict on a command that came by another way than the line; of what it needs, `lost` never comes."""
        return self._verdict(session, entry, {}, lost)

    def _owes_photos(self, session: Session) -> bool:
        """Whether bytes of photos that the device announced are still to come."""
        missing = select(photos.c.id).where(photos.c.device == session.device, photos.c.stored.is_(False)).limit(1)
        with self._database.reading() as reading:
            return reading.connection.execute(missing).first() is not None

    def _verdicts(
        self, session: Session, request: ExchangeRequest, known: dict[str, tuple[str, str]]
    ) -> tuple[Verdict, ...]:
        """One for each command. What follows one that is put off, on the same order, is put off with it."""
        verdicts: list[Verdict] = []
        lost = frozenset(request.lost)
        waiting: dict[str, float | None] = {}
        for entry in request.commands:
            order_id = _order_in(entry)
            if order_id in waiting:
                verdicts.append(Verdict(_name_in(entry), Outcome.RETRY, order_id, retry_after_s=waiting[order_id]))
                continue
            verdict = self._verdict(session, entry, known, lost)
            verdicts.append(verdict)
            if verdict.outcome is Outcome.RETRY and order_id:
                waiting[order_id] = verdict.retry_after_s
        return tuple(verdicts)

    def _answered(self, request: ExchangeRequest) -> dict[str, tuple[str, str]]:
        """Hash and verdict of what was answered before, so that a repeat costs no transaction."""
        ids = [name for entry in request.commands if (name := _name_in(entry))]
        if not ids:
            return {}
        with self._database.reading() as reading:
            found = reading.connection.execute(_ANSWERED, {"ids": ids})
            return {row.id: (row.hash, row.verdict) for row in found}

    def _verdict(
        self, session: Session, entry: Entry, known: dict[str, tuple[str, str]], lost: Set[str]
    ) -> Verdict:
        name = _name_in(entry)
        if name in known:
            return _repeated(name, entry.hash, *known[name])
        try:
            with self._database.writing() as writing:
                verdict = self._judged(writing, session, entry, name, lost)
                self._step("exchange.before_commit")
            self._step("exchange.after_commit")
        except (SQLAlchemyError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            # One command that we cannot digest must not keep the others from their answers. The error's own
            # text may quote the command, which may name a resident.
            _log.error("Command %s is put off: %s", name, type(error).__name__)
            return Verdict(name or entry.hash, Outcome.RETRY, why=Why.HUB_FAILED, retry_after_s=RETRY_S)
        return verdict

    def _judged(self, writing: Writing, session: Session, entry: Entry, name: str, lost: Set[str]) -> Verdict:
        row = writing.connection.execute(_LOGGED, {"name": name}).first()
        if row is not None:
            return _repeated(name, entry.hash, row.hash, row.verdict)
        if not name or chained(entry.prev_hash, entry.command) != entry.hash:
            return Verdict(name or entry.hash, Outcome.REJECTED, why=Why.MALFORMED)
        command = _command(entry)
        if command is None:
            verdict = Verdict(name, Outcome.REJECTED, why=Why.MALFORMED, at=self._clock.now())
            return _keep(writing, session, entry, verdict)
        who, fence = session.person, Why.PERSON_DISABLED if session.disabled else None
        if command.author != who.id:
            author = person_by_id(writing.connection, command.author)
            if author is None:
                # Not kept: perhaps the account is made later.
                return Verdict(command.id, Outcome.REJECTED, command.order_id, why=Why.NOT_ALLOWED)
            who, fence = author, Why.OTHER_PERSON
        needed = _needed(writing.connection, command, lost)
        if needed is Outcome.RETRY:
            return Verdict(command.id, Outcome.RETRY, command.order_id, retry_after_s=RETRY_S)
        authorship = _Authorship(who, fence, needed is Outcome.HELD)
        return self._decided(writing, session, entry, command, authorship)

    def _decided(
        self, writing: Writing, session: Session, entry: Entry, command: Command, authorship: "_Authorship"
    ) -> Verdict:
        """Judge the command, write all that follows from it and its row in the log."""
        at, who = self._clock.now(), authorship.who
        order = order_in(writing.connection, command.order_id)
        case = _case(writing.connection, command)
        near = near_in(writing.connection, command.body) if isinstance(command.body, CreateOrder) else ()
        judgement = judge(order, command, who, at, case, near=near, fence=authorship.fence)
        if authorship.held_up and judgement.outcome is not Outcome.REJECTED:
            judgement = hold_with(command, who, at)
        if isinstance(command.body, AddPhoto) and judgement.outcome is not Outcome.REJECTED:
            announce_photo(writing, command, command.body, session)
        if judgement.order is not None:
            order = write_order(writing, order, judgement.order, Cause(command.kind, who.name, at))
        if judgement.review is not None:
            write_review(writing, judgement.review)
        if judgement.settles is not None:
            _settle(writing, judgement.settles)
        verdict = Verdict(
            command.id,
            judgement.outcome,
            command.order_id,
            version=order.version if order else None,
            why=judgement.why,
            parts=judgement.parts,
            at=at,
        )
        if judgement.review is not None:
            review = judgement.review
            asks = review.asks if judgement.outcome is Outcome.HELD else None
            verdict = replace(
                verdict, review_id=review.id, asks=asks, met_by=review.met_by, met_reason=review.met_reason
            )
        return _keep(writing, session, entry, verdict, who.id)

    def _marked(self, session: Session, request: ExchangeRequest, reply: _Reply) -> _Reply:
        """Verdicts only; the cursor stays where it is, so the hub says by a mark what it has said."""
        with self._database.reading() as reading:
            if self._feed.outlived(reading, request.cursor):
                return reply
            return replace(reply, mark=self._feed.mark(reading, session, request.mark or request.cursor))

    def _pulled(self, session: Session, request: ExchangeRequest, reply: _Reply) -> _Reply:
        limit = max(1, min(request.limit, LIMITS.changes))
        with self._database.reading() as reading:
            place = self._feed.place(reading, session, request.cursor)
            if isinstance(place, int) and self._feed.outlived(reading, request.mark):
                place = Resync("epoch-changed")
            presence = self._presences.all(reading) if session.at_desk else ()
            if isinstance(place, Resync):
                found = replace(reply, resync=place, presence=presence)
            else:
                page = self._feed.page(reading, session, place, limit)
                found = replace(
                    reply,
                    changes=page.changes,
                    cursor=self._feed.cursor(reading, session, page.seq),
                    mark=self._feed.mark(reading, session, request.cursor) if page.has_more else None,
                    has_more=page.has_more,
                    checkpoint=None if page.has_more else self._feed.checkpoint(reading, session),
                    presence=presence,
                )
        self._presences.heard(session, request.incarnation, 0 if isinstance(place, Resync) else place)
        return found


def _request(body: bytes) -> ExchangeRequest:
    try:
        request = msgspec.json.decode(body, type=ExchangeRequest)
    except UNDECODABLE as error:
        raise Refused("malformed", str(error)) from error
    sizes = [len(bytes(entry.command)) for entry in request.commands]
    asked = request.others or Work()
    too_many = len(sizes) > LIMITS.commands or any(size > LARGEST_COMMAND for size in sizes)
    too_many |= max(len(asked.commands), len(asked.photos)) > MANY_ASKED
    if too_many or (len(sizes) > 1 and sum(sizes) + len(sizes) * ENTRY_BYTES > LIMITS.command_bytes):
        raise Refused("too-large")
    return request


def _name_in(entry: Entry) -> str:
    """The command's id, also where the rest of it cannot be read; "" where there is none to go by."""
    try:
        name = msgspec.json.decode(entry.command, type=_Named).id
    except UNDECODABLE:
        return ""
    return name if _ID.fullmatch(name) else ""


def _order_in(entry: Entry) -> str:
    """The order that a command is about, "" where that cannot be read."""
    try:
        return msgspec.json.decode(entry.command, type=_Placed).order_id
    except UNDECODABLE:
        return ""


def _command(entry: Entry) -> Command | None:
    """The command, or None where it can never be valid."""
    try:
        command = opened(entry)
    except UNDECODABLE:
        return None
    ids = [command.id, command.order_id, command.author]
    if isinstance(command.body, AddPhoto):
        ids += [command.body.photo_id, command.body.sha256]
        if not 0 <= command.body.size <= LIMITS.photo_bytes:
            return None
    return command if all(_ID.fullmatch(text) for text in ids) else None


def _repeated(name: str, sent_hash: str, kept_hash: str, verdict: str) -> Verdict:
    if sent_hash != kept_hash:
        return Verdict(name, Outcome.REJECTED, why=Why.ID_REUSED)
    return replace(msgspec.json.decode(verdict, type=Verdict), duplicate=True)


def _needed(connection: Connection, command: Command, lost: Set[str]) -> Outcome | None:
    """HELD where a command that this one builds on waits, RETRY where one has not come yet, and is not `lost`.

    A decision builds on the command that raised its review, which a restored hub may have lost and hear again later.
    """
    raised = (command.body.review_id,) if isinstance(command.body, DecideReview) else ()
    if raised and connection.execute(_LOGGED, {"name": raised[0]}).first() is None:
        return Outcome.RETRY
    if not command.needs:
        return None
    statement = select(command_log.c.id, command_log.c.verdict).where(command_log.c.id.in_(command.needs))
    found = {row.id: msgspec.json.decode(row.verdict, type=Verdict).outcome for row in connection.execute(statement)}
    if any(need not in found and need not in lost for need in command.needs):
        return Outcome.RETRY
    return Outcome.HELD if Outcome.HELD in found.values() else None


def _case(connection: Connection, command: Command) -> Case | None:
    """The review that a decision is about, with the command that raised it and its author."""
    if not isinstance(command.body, DecideReview):
        return None
    review = review_in(connection, command.body.review_id)
    if review is None:
        return None
    raw = connection.execute(select(command_log.c.raw).where(command_log.c.id == review.id)).scalar_one()
    author = connection.execute(select(people).where(people.c.id == review.author)).mappings().one()
    return Case(review, msgspec.json.decode(raw, type=Command), person_in(author))


def _settle(writing: Writing, final: Verdict) -> None:
    """A person decided: that is the held command's verdict from now on, and news for each device of its author.

    A copied laptop has the command too, under another device.
    """
    row = writing.connection.execute(select(command_log).where(command_log.c.id == final.id)).one()
    earlier = msgspec.json.decode(row.verdict, type=Verdict)
    verdict = replace(final, receipt=earlier.receipt, parts=earlier.parts)
    values = {"verdict": msgspec.json.encode(verdict).decode()}
    writing.connection.execute(update(command_log).where(command_log.c.id == final.id), values)
    news = msgspec.json.encode(VerdictChanged(verdict)).decode()
    own = writing.connection.execute(select(devices.c.id).where(devices.c.person_id == row.author)).scalars()
    for device in sorted({row.device, *own}):
        writing.tell(device_scope(device), "verdict", final.id, "verdict", news)


def _keep(writing: Writing, session: Session, entry: Entry, verdict: Verdict, author: str = "") -> Verdict:
    """The command's row in the log, in the transaction of its effect; the verdict with its receipt."""
    final = replace(verdict, receipt=writing.next_seq())
    values = {
        "id": final.id,
        "hash": entry.hash,
        "prev_hash": entry.prev_hash,
        "device": session.device,
        "author": author or session.person.id,
        "order_id": final.order_id,
        "raw": bytes(entry.command),
        "verdict": msgspec.json.encode(final).decode(),
        "seq": final.receipt,
        "received_at": final.at,
    }
    writing.connection.execute(_LOG, values)
    return final
