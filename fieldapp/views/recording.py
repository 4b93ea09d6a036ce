"""Recording what a person did: on disk before a word is said, with an undo while it has not left the laptop."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from fieldapp.context import Context
from fieldapp.wording import store_text
from sync.commands import AnyBody
from sync.orders import Value
from sync.store import StoreProblem


def record(
    context: Context,
    order_id: str,
    body: AnyBody,
    said: str = "",
    undone: Callable[[], None] | None = None,
    seen: Mapping[str, Value] = {},
) -> str:
    """Records the command and says `said` with an undo (nothing when empty); its id, or "" where it failed.

    `undone` is called after a successful undo; `seen` is what its fields were when they were answered.
    """
    try:
        recorded = context.store.record(order_id, body, seen=seen)
    except StoreProblem as problem:
        context.say(store_text(problem), "", None)
        return ""
    if said:
        undo = QCoreApplication.translate("Recording", "Undo")
        context.say(said, undo, lambda: _undo(context, recorded.command_id, undone))
    return recorded.command_id


def withdraw(context: Context, command_id: str) -> bool:
    """Takes an unsent command back; says so where it has left the laptop already."""
    try:
        context.store.withdraw(command_id)
    except StoreProblem as problem:
        context.say(store_text(problem), "", None)
        return False
    return True


def _undo(context: Context, command_id: str, undone: Callable[[], None] | None) -> None:
    if withdraw(context, command_id) and undone is not None:
        undone()
