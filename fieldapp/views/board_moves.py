"""Giving jobs to crews and taking them back: recorded one by one, said in one line, undone in one press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from fieldapp.context import Context
from fieldapp.models.crews import UNASSIGNED, Load
from fieldapp.moments import Moments
from fieldapp.wording import store_text
from fieldapp.wording.desk import silent_minutes
from sync.commands import Assign, Unassign
from sync.orders import Status
from sync.rules import ALLOWED
from sync.store import OrderLine, StoreProblem


@dataclass(frozen=True)
class Move:
    """One job that went from a crew (`UNASSIGNED` for the pool) to another under the command `command_id`."""

    line: OrderLine
    came_from: str
    command_id: str


class BoardMoves(QObject):
    """Records moves. `moved(ids)` when jobs went somewhere, by a move or by its undo."""

    moved = Signal(list)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._moments = Moments(context.language.tag)
        self._loads: Mapping[str, Load] = {}

    @property
    def allowed(self) -> bool:
        """Whether the person may move jobs at all."""
        return "assign" in ALLOWED[self._context.person.role]

    def set_loads(self, loads: Sequence[Load]) -> None:
        """The crews as they are now, for the words."""
        self._loads = {load.crew.id: load for load in loads}

    def move(self, lines: Sequence[OrderLine], to: str) -> None:
        """Gives jobs to a crew, or back to the pool; those that are there already stay."""
        going = [line for line in lines if (line.crew_id or UNASSIGNED) != to]
        if not going:
            return
        if not self.allowed:
            self._say(self.tr("Only a supervisor moves jobs between crews."))
            return
        done: list[Move] = []
        for line in going:
            try:
                done.append(Move(line, line.crew_id or UNASSIGNED, self._record(line.id, to)))
            except StoreProblem as problem:
                self._say(store_text(problem))
                break
        if not done:
            return
        self.moved.emit([move.line.id for move in done])
        if len(done) == len(going):
            self._context.say(self.said(done, to), self.tr("Undo"), lambda: self._undo(done, to))

    def said(self, moves: Sequence[Move], to: str) -> str:
        """What a move means: where the jobs went, who may still be at work on them, when the crew knows."""
        parts = [self._where(moves, to)]
        started = next((move for move in moves if move.line.status in (Status.STARTED, Status.PAUSED)), None)
        dark = next((load for move in moves if (load := self._dark(move.came_from))), None)
        if started is not None:
            sentence = self.tr("{crew} had started it; what they do is kept and comes to you.")
            parts.append(sentence.format(crew=self._name(started.came_from)))
        elif dark is not None:
            parts.append(self._dark_sentence(dark))
        if self._dark(to) is not None:
            parts.append(self.tr("They get it when back in coverage."))
        return " ".join(parts)

    def _where(self, moves: Sequence[Move], to: str) -> str:
        if to == UNASSIGNED and len(moves) == 1:
            return self.tr("{job} is back in the pool.").format(job=moves[0].line.title)
        if to == UNASSIGNED:
            return self.tr("%n job(s) are back in the pool.", "", len(moves))
        if len(moves) == 1:
            return self.tr("{job} moved to {crew}.").format(job=moves[0].line.title, crew=self._name(to))
        return self.tr("%n job(s) moved to {crew}.", "", len(moves)).format(crew=self._name(to))

    def _dark_sentence(self, load: Load) -> str:
        presence = load.presence
        if presence is None or presence.last_heard is None:
            return self.tr("{crew} was never heard and may be at work on it.").format(crew=load.crew.name)
        minutes = silent_minutes(presence, self._context.clock.wall_ms())
        sentence = self.tr("{crew} was last heard {time} ago and may be at work on it.")
        return sentence.format(crew=load.crew.name, time=self._moments.lasting(minutes))

    def _dark(self, lane_id: str) -> Load | None:
        load = self._loads.get(lane_id)
        return load if load is not None and not load.live else None

    def _name(self, lane_id: str) -> str:
        load = self._loads.get(lane_id)
        return load.crew.name if load else lane_id

    def _record(self, order_id: str, to: str) -> str:
        body = Unassign() if to == UNASSIGNED else Assign(to, self._context.clock.new_id())
        return self._context.store.record(order_id, body).command_id

    def _undo(self, moves: Sequence[Move], to: str) -> None:
        back: list[str] = []
        for move in reversed(moves):
            try:
                self._take_back(move)
            except StoreProblem as problem:
                self._say(store_text(problem))
                break
            back.append(move.line.id)
        if not back:
            return
        self.moved.emit(back)
        if len(back) == 1:
            home = self.tr("the pool") if moves[0].came_from == UNASSIGNED else self._name(moves[0].came_from)
            self._say(self.tr("{job} is back with {crew}.").format(job=moves[0].line.title, crew=home))
        else:
            self._say(self.tr("%n job(s) are back where they were.", "", len(back)))

    def _take_back(self, move: Move) -> None:
        try:
            self._context.store.withdraw(move.command_id)
        except StoreProblem as problem:
            if problem.code != "STORE-UNDO-LATE":
                raise
            # It has left the laptop: what was done is answered with its opposite.
            self._record(move.line.id, move.came_from)

    def _say(self, text: str) -> None:
        self._context.say(text, "", None)
