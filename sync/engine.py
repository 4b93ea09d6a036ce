"""The laptop's side of the line: what to do next, one thing at a time, without a thread or a clock of its own."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from sync import plan
from sync.bodies import Exchanged, SnapshotBegun, SnapshotPage
from sync.clock import Clock, parse_ms, rfc3339
from sync.commands import Entry
from sync.crm import Crm
from sync.receipts import Receipts
from sync.store import Account, Store
from sync.transfers import Moved, Progress, Transfers
from sync.verdicts import Outcome, Why
from sync.wire import Answer, ClockReading, DeadLetter, ExchangeRequest, Grant, Limits, NoAnswer, Problem, SnapshotEnd

POLL_S: Final = 30.0
TOO_OLD_WAIT_S: Final = 3600.0
PHOTOS_HELD: Final = "WAIT-WIFI"
"""The code of a line on which all goes but photos, as its user wants it."""
SIGNED_OUT: Final = frozenset({"sign-in-required", "device-revoked"})
SMALLER: Final = frozenset({"malformed", "too-large"})


class LineState(StrEnum):
    """How the line to the hub is, in the engine's words."""

    OFFLINE = "offline"  # the last try had no answer
    ONLINE = "online"
    SENDING = "sending"
    RECEIVING = "receiving"
    SIGN_IN_REQUIRED = "sign_in_required"
    PAUSED = "paused"  # the hub answered that it cannot help now


class LineStatus(msgspec.Struct, frozen=True):
    """The line as people may see it.

    `last_answer_at` is when the hub was last heard (RFC 3339), `code` why the line is not simply online. An offline
    line stays offline until somebody answers; `trying` says that it is asked right now. `commands` are on their way
    now, `rows` have come of a snapshot, `photo` is the one being sent. `offset_ms` is how far the hub's clock is ahead
    of this laptop's, None before the first exchange.
    """

    state: LineState = LineState.OFFLINE
    trying: bool = False
    last_answer_at: str | None = None
    code: str = ""
    commands: int = 0
    rows: int = 0
    photo: Progress | None = None
    offset_ms: int | None = None


class Pause(msgspec.Struct, frozen=True):
    """How long nothing needs doing, unless somebody nudges."""

    wait_s: float


class _Later(msgspec.Struct, frozen=True):
    """The hub answered, but asking again at once would change nothing."""

    code: str
    at_least_s: float = 0.0


def _no_step(name: str) -> None:
    """Crash points are of interest to nobody but a simulator."""


def _nobody(status: LineStatus) -> None:
    """Nobody looks."""


_Outcome = Moved | _Later | Problem | NoAnswer


class Engine:
    """Keeps a store in step with its hub. The same clock and the same answers give the same steps.

    Not thread safe: one thread steps it. Crash points: exchange.answered, exchange.absorbed, snapshot.page,
    snapshot.ended, token.answered, token.kept, upload.created, upload.chunk_answered, upload.stored,
    download.answered.
    """

    def __init__(self, store: Store, crm: Crm, clock: Clock, step: Callable[[str], None] = _no_step) -> None:
        self._store = store
        self._line = store.line
        self._crm = crm
        self._clock = clock
        self._mark = step
        self._transfers = Transfers(store, crm, clock, step)
        self._status = LineStatus(last_answer_at=store.summary().last_heard)
        self._told: Callable[[LineStatus], None] = _nobody
        self._due_s = 0.0  # when to exchange even if nothing waits
        self._rest_until_s = 0.0
        self._hub_until_s = 0.0  # the hub asked for patience: not even a nudge is sooner
        self._wait_s = 0.0  # the last back-off
        self._stale_token = ""  # the access token that the hub called expired
        self._lost_account = ""  # the refresh token that the hub no longer takes
        self._renewed = False  # the token was refreshed and has not worked yet
        self._too_old_until_s = 0.0  # the hub sends nothing to a client of this age: until then only bring
        self._commands = Limits().commands  # fewer after a batch that the hub could not take
        self._anew = False  # the next snapshot starts from its first row
        self._sent_first = False  # since the last snapshot: what is put off must not keep it away

    def status(self) -> LineStatus:
        """The line as it is."""
        return self._status

    def listen(self, told: Callable[[LineStatus], None]) -> None:
        """Call `told` with each new status, in the thread that steps."""
        self._told = told

    def hold_photos(self, hold: bool) -> None:
        """Whether photos are to wait for another line, one that costs nothing; all else goes over this one."""
        self._transfers.held = hold

    def step(self, nudged: bool = False) -> Pause:
        """Do one thing that is due: a token, an exchange, a snapshot, one piece of a photo.

        `nudged` says that there may be news here or there: back-off ends, but not what the hub asked for.
        """
        self._line = self._transfers.line = self._store.line  # before the account: what is asked for one is no other's
        account = self._store.account()
        if account is None or account.signed_out or account.refresh_token == self._lost_account:
            code = self._status.code if self._status.code in SIGNED_OUT else ""
            self._say(state=LineState.SIGN_IN_REQUIRED, trying=False, code=code)
            return Pause(POLL_S)
        now_s = self._clock.monotonic_s()
        if nudged:
            self._wait_s, self._rest_until_s, self._due_s = 0.0, self._hub_until_s, now_s
            self._too_old_until_s = 0.0
            self._transfers.wake()
        if self._rest_until_s > now_s:
            return Pause(self._rest_until_s - now_s)
        self._say(trying=self._status.state is LineState.OFFLINE)
        outcome = self._next(account, now_s)
        return self._after(outcome, account)

    def _next(self, account: Account, now_s: float) -> _Outcome | None:
        """The first thing in the order of what people wait for: their commands, then news, then pictures."""
        token = account.access_token
        if token == self._stale_token:
            return self._refresh(account)
        letter = self._line.hopeless()
        if letter is not None:
            return self._hand_over(*letter, token)
        pulls = now_s >= self._too_old_until_s
        snapshot_due = pulls and self._line.snapshot_due() is not None
        if snapshot_due and self._sent_first:
            return self._snapshot(token)
        if self._line.waiting(now_s):
            return self._found_again() if self._status.state is LineState.OFFLINE else self._exchange(token, now_s)
        if pulls and now_s >= self._due_s and not snapshot_due:
            return self._exchange(token, now_s)
        if snapshot_due:
            return self._snapshot(token)
        sent = self._transfers.upload(token)
        if isinstance(sent, Moved) and sent.heard:
            self._say(state=LineState.SENDING, trying=False, photo=self._transfers.progress)
        if sent is not None or not pulls:
            return sent
        got = self._transfers.download(token)
        return got if got is not None else self._receipts(token)

    def _found_again(self) -> _Outcome:
        """Whether a lost line is back. Until the hub says so no command leaves: none is sending, all may be undone."""
        answer = self._crm.ping()
        return Moved() if isinstance(answer, Answer) else answer

    def _receipts(self, token: str) -> _Outcome | None:
        """Once all is quiet: the hub's signature under what it took."""
        after = self._line.receipts_after()
        if after is None:
            return None
        answer = self._crm.receipts(after, token)
        if isinstance(answer, Receipts):
            self._line.take_receipts(answer)
            return Moved()
        if isinstance(answer, Problem) and answer.name == "malformed":  # a hub that does not sign yet
            self._line.no_receipts()
            return None
        return answer

    def _after(self, outcome: _Outcome | None, account: Account) -> Pause:
        match outcome:
            case None:
                self._say_calm()
                next_s = min(max(self._due_s, self._too_old_until_s), self._transfers.next_s())
                return Pause(max(0.0, next_s - self._clock.monotonic_s()))
            case Moved(ask, heard):
                if heard:
                    self._heard()
                    self._wait_s = 0.0
                if ask:
                    self._due_s = 0.0
                return Pause(0.0)
            case _Later(code, at_least_s):
                self._heard()
                return self._rest(LineState.ONLINE, code, at_least_s)
            case Problem():
                self._heard()
                return self._troubled(outcome, account)
            case NoAnswer(code):
                self._due_s = 0.0  # the next question is the smallest one
                return self._rest(LineState.OFFLINE, code)
            case _:
                assert_never(outcome)

    def _troubled(self, problem: Problem, account: Account) -> Pause:
        """The hub itself said no to the call as a whole."""
        if problem.name == "token-expired" and not self._renewed:
            self._stale_token = account.access_token
            return Pause(0.0)
        self._renewed = False
        if problem.name in SIGNED_OUT:
            self._lost_account = account.refresh_token
            self._say(state=LineState.SIGN_IN_REQUIRED, trying=False, code=problem.name)
            return Pause(POLL_S)
        patience_s = problem.retry_after_s or 0.0
        if problem.name == "client-too-old":
            patience_s = max(patience_s, TOO_OLD_WAIT_S)
            now_s = self._clock.monotonic_s()
            is_news = now_s >= self._too_old_until_s
            self._too_old_until_s = now_s + patience_s
            if is_news:  # nothing comes any more, but all may still go
                self._say_calm()
                return Pause(0.0)
        self._hub_until_s = self._clock.monotonic_s() + patience_s
        return self._rest(LineState.PAUSED, problem.name, patience_s)

    def _rest(self, state: LineState, code: str, at_least_s: float = 0.0) -> Pause:
        self._say(state=state, trying=False, code=code, commands=0, rows=0, photo=None)
        self._wait_s = plan.back_off(self._wait_s, self._clock.uniform, at_least_s)
        self._rest_until_s = self._clock.monotonic_s() + self._wait_s
        return Pause(self._wait_s)

    def _refresh(self, account: Account) -> _Outcome:
        """A new pair of tokens. Without an answer the old refresh token is still good, so nobody is signed out."""
        answer = self._crm.refresh(account.refresh_token)
        if not isinstance(answer, Grant):
            return answer
        self._mark("token.answered")
        self._line.set_tokens(answer.access_token, answer.refresh_token, answer.keys)
        self._renewed = True
        self._mark("token.kept")
        return Moved()

    def _exchange(self, token: str, now_s: float) -> _Outcome:
        request = self._line.request(replace(Limits(), commands=self._commands), now_s)
        if request.commands:
            self._say(state=LineState.SENDING, commands=len(request.commands))
        sent_ms = self._clock.wall_ms()
        request = replace(request, clock=ClockReading(rfc3339(sent_ms), self._status.offset_ms))
        answer = self._crm.exchange(request, token)
        self._sent_first = True
        self._mark("exchange.answered")
        if isinstance(answer, Exchanged):
            self._compare_clocks(answer.reply.server_time, sent_ms)
            return self._take(request, answer)
        if isinstance(answer, Problem) and answer.name in SMALLER and request.commands:
            self._halve(request, answer)
            return Moved()
        self._line.no_answer(request, answer.name if isinstance(answer, Problem) else answer.code)
        return answer

    def _hand_over(self, command_id: str, raw: bytes, token: str) -> _Outcome:
        """What the hub failed at for a day goes to its desk as bytes; nothing else waits for it any longer."""
        answer = self._crm.dead_letter(command_id, raw, token)
        if not isinstance(answer, DeadLetter):
            return answer
        self._line.refuse(command_id, "SYNC-DEAD-LETTER", Why.DEAD_LETTER, answer.receipt)
        return Moved()

    def _compare_clocks(self, server_time: str, sent_ms: int) -> None:
        """The hub looked at its clock about half way between asking and hearing."""
        try:
            self._say(offset_ms=parse_ms(server_time) - (sent_ms + self._clock.wall_ms()) // 2)
        except ValueError:
            return

    def _take(self, request: ExchangeRequest, answer: Exchanged) -> Moved | _Later:
        """Take the reply in. The one place where an answer of an exchange changes this laptop."""
        for kind, raw in answer.unread:
            self._line.set_aside(kind, raw, "SYNC-UNREADABLE")
        reply = answer.reply
        self._line.absorb(request, reply, self._clock.monotonic_s())
        self._mark("exchange.absorbed")
        self._renewed = False
        now_s = self._clock.monotonic_s()
        self._due_s = now_s if reply.has_more else now_s + POLL_S
        done = [verdict for verdict in reply.verdicts if verdict.outcome is not Outcome.RETRY]
        self._commands = min(Limits().commands, self._commands * 2)
        if request.commands and not done and self._line.snapshot_due() is None:  # all wait, or are missing
            patience_s = max((verdict.retry_after_s or 0.0 for verdict in reply.verdicts), default=0.0)
            if not patience_s or not self._line.waiting(now_s):  # those of other orders do not wait with them
                return _Later("WAIT-LATER", patience_s)
        self._say_calm()
        return Moved()

    def _halve(self, request: ExchangeRequest, problem: Problem) -> None:
        """The hub cannot take the batch: halve it until the one that it is about stands alone, and quarantine that."""
        if len(request.commands) == 1:
            self._line.refuse(_id_of(request.commands[0]), problem.name)
            return
        self._line.no_answer(request, problem.name)
        self._commands = max(1, len(request.commands) // 2)

    def _snapshot(self, token: str) -> _Outcome:
        self._sent_first = False
        mark = self._line.snapshot_begin(anew=self._anew)
        rows = 0
        for part in self._crm.snapshot(mark, token):
            match part:
                case SnapshotBegun(goes_on):
                    if mark is not None and not goes_on:
                        self._line.snapshot_begin(anew=True)
                    self._say(state=LineState.RECEIVING, trying=False, rows=rows)
                case SnapshotPage():
                    self._line.snapshot_page(part.rows, part.mark)
                    self._mark("snapshot.page")
                    rows += len(part.rows)
                    self._say(rows=rows)
                case SnapshotEnd():
                    self._line.snapshot_end(part)
                    self._mark("snapshot.ended")
                    return self._snapshot_over()
                case Problem() | NoAnswer():
                    return part
                case _:
                    assert_never(part)
        return NoAnswer("NET-CUT")

    def _snapshot_over(self) -> Moved | _Later:
        self._renewed = False
        self._due_s = 0.0
        self._anew = self._line.snapshot_due() is not None
        return _Later("SYNC-CHECKPOINT") if self._anew else Moved()  # rows and checkpoint did not agree

    def _heard(self) -> None:
        self._say(last_answer_at=self._clock.now())
        if self._status.state is LineState.OFFLINE:
            self._say_calm()

    def _say_calm(self) -> None:
        state, code = LineState.ONLINE, "storage-full" if self._transfers.full() else ""
        if self._transfers.held_back():
            code = PHOTOS_HELD
        if self._clock.monotonic_s() < self._too_old_until_s:
            state, code = LineState.PAUSED, "client-too-old"
        self._say(state=state, trying=False, code=code, commands=0, rows=0, photo=None)

    def _say(self, **news: object) -> None:
        status = replace(self._status, **news)
        if status != self._status:
            self._status = status
            self._told(status)


class _Identified(msgspec.Struct, frozen=True):
    id: str


def _id_of(entry: Entry) -> str:
    return msgspec.json.decode(entry.command, type=_Identified).id
