"""At any moment: all that a laptop said it saved is there, and in sight until it is settled."""

from collections.abc import Callable, Iterable

from sync.commands import (
    AddNote,
    AddPhoto,
    Assign,
    Cancel,
    CloseOut,
    Command,
    CorrectPlace,
    LogMaterial,
    LogTime,
    MergeDuplicate,
    PauseWork,
    ProposeField,
    Reopen,
    Schedule,
    SetField,
    SetPriority,
    StartWork,
    TickItem,
    Unassign,
    WithdrawPhoto,
)
from sync.orders import Status, WorkOrder
from sync.simulator.findings import require
from sync.simulator.promises import Promises
from sync.states import OVERLAID, CommandState
from sync.store import OrderView, OutboxItem, Store
from sync.values import value_of, wanted_of
from sync.verdicts import Outcome, Why


def check_visible(
    name: str, store: Store, promises: Promises, only: Callable[[list[str]], list[str]], *, restored: bool
) -> None:
    """I-4, I-12, I-14: all that this laptop said it saved is there, and in sight until it is settled.

    `only` picks the orders that are looked at, since looking at all of them is most of a schedule's time.
    """
    kept = {item.command.id: item for item in store.outbox(10_000)}
    for command in promises.made_by(name):
        if command.id not in kept and command.id in promises.undoing:
            promises.withdrawn.add(command.id)
            continue
        require(command.id in kept, "I-4", f"{name} lost {command.kind} {command.id}")
    latest = _latest(kept.values())
    for order_id in only(sorted(latest)):
        view = store.order(order_id)
        open_ = [c for c in latest[order_id].values() if kept[c.id].state is not CommandState.APPLIED]
        # The hub has all of it, or had; what it has lost of a job that left goes up again by itself.
        let_be = not open_ or (restored and not any(kept[c.id].can_undo for c in open_))
        if view is None and let_be:
            continue
        require(view is not None, "I-14", f"{name}: {order_id} is gone with work pending")
        assert view is not None
        if not restored and view.left is None and view.copy.version:
            own = (kept[c.id] for c in promises.made_by(name) if c.order_id == order_id and c.id in kept)
            _check_done(name, view, own)
        acts = [event.id for event in view.order.history]
        require(len(acts) == len(set(acts)), "I-2", f"{name} shows an act on {order_id} twice")
        done = {event.id for event in view.copy.history}
        for subject, command in latest[order_id].items():
            # The copy may have it already, and under what somebody did after it: only the verdict is still out.
            shown = _shows(view.order, command, subject) or (command.id in done and _as_in(view, command, subject))
            require(shown, "I-12", f"{name} does not show {subject} of {command.kind} {command.id}")


def check_drafts(name: str, store: Store, author: str, promises: Promises) -> None:
    """I-4: a form that was left half filled is there for its author."""
    for (laptop, person, order_id), form in promises.drafts.items():
        if (laptop, person) == (name, author):
            require(store.draft(order_id) == form, "I-4", f"{name} lost the half-filled form of {order_id}")


def _latest(items: Iterable[OutboxItem]) -> dict[str, dict[str, Command]]:
    """By order and subject: whose command is to be seen there."""
    latest: dict[str, dict[str, Command]] = {}
    for item in sorted(items, key=lambda item: item.command.seq):
        if item.state in OVERLAID and item.mine:
            covered = latest.setdefault(item.command.order_id, {})
            done_already = _done(item)
            covered.update({each: item.command for each in _subjects(item.command) if each not in done_already})
        elif item.state is CommandState.SETTLED and item.mine:
            covered = latest.setdefault(item.command.order_id, {})
            if item.verdict is not None and item.verdict.outcome is Outcome.APPLIED:
                _uncover(covered, item.command)
    return latest


def _check_done(name: str, view: OrderView, own: Iterable[OutboxItem]) -> None:
    """What the laptop says is done is in its copy; a decision that came second leaves no line there.

    Nor does one on a job that the office has deleted, which may be heard before that: its verdict names no version.
    """
    done = {event.id for event in view.copy.history}
    for item in own:
        verdict = item.verdict
        if item.state is not CommandState.SETTLED or verdict is None or verdict.why is Why.ALREADY_DECIDED:
            continue
        if verdict.version is None:
            continue
        text = f"{name} says that {item.command.kind} {item.command.id} is done, and its copy does not have it"
        require(verdict.outcome is not Outcome.APPLIED or item.command.id in done, "I-12", text)


def _uncover(covered: dict[str, Command], settled: Command) -> None:
    """What its author did after it, and the hub has, is in sight instead; but a closed job stays closed."""
    names = wanted_of(settled.body)
    for subject, command in list(covered.items()):
        ended = subject == "status" and "status" in names and not isinstance(command.body, CloseOut)
        again = subject in names or f"fields.{subject}" in names or f"ticks.{subject}" in names
        if ended or (again and subject != "status"):
            del covered[subject]


def _done(item: OutboxItem) -> set[str]:
    """What a partly held close-out has done already: the office may open the job again over it."""
    parts = item.verdict.parts if item.verdict is not None else ()
    return {part.name for part in parts if part.name == "status" and part.outcome is Outcome.APPLIED}


def _subjects(command: Command) -> list[str]:
    """What of the order the command is about; a later command of the same person on it covers it."""
    match command.body:
        case SetField(name, _) | TickItem(name, _):
            return [name]
        case CloseOut():
            return ["status", *command.body.fields]
        case StartWork() | PauseWork() | Assign() | Unassign() | Cancel() | MergeDuplicate() | Reopen():
            return ["status"]
        case SetPriority() | Schedule() | ProposeField() | CorrectPlace():
            return list(wanted_of(command.body))
        case _:
            return [command.id]


def _as_in(view: OrderView, command: Command, subject: str) -> bool:
    """Whether the order shows of this value what the copy has."""
    if subject == command.id:
        return False
    named = subject
    if isinstance(command.body, SetField | CloseOut) and subject != "status":
        named = f"fields.{subject}"
    elif isinstance(command.body, TickItem):
        named = f"ticks.{subject}"
    return value_of(view.order, named) == value_of(view.copy, named)


def _shows(order: WorkOrder, command: Command, subject: str) -> bool:
    match command.body:
        case AddNote(note_id):
            return any(note.id == note_id for note in order.notes)
        case AddPhoto():
            photo_id = command.body.photo_id
            return any(photo.id == photo_id for photo in order.photos)
        case SetField(name, value):
            return order.fields.get(name) == value
        case TickItem(name, done):
            return order.ticks.get(name, False) == done
        case CloseOut():
            if subject == "status":
                return order.status is Status.CLOSED
            return order.fields.get(subject) == command.body.fields[subject]
        case LogTime():
            return any(spent.id == command.id for spent in order.time)
        case LogMaterial():
            return any(used.id == command.id for used in order.materials)
        case WithdrawPhoto(photo_id):
            return all(photo.withdrawn for photo in order.photos if photo.id == photo_id)
        case SetPriority() | Schedule() | ProposeField() | CorrectPlace():
            return value_of(order, subject) == wanted_of(command.body)[subject]
        case Cancel() | MergeDuplicate():
            return order.status is Status.CANCELLED
        case _:
            return True
