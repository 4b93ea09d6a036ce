"""A note that somebody has begun to write on a job: kept with the half-filled forms until it is saved or given up."""

from typing import Final

from sync.store import Store

KEY: Final = "note"


def note_begun(store: Store, order_id: str) -> str:
    """The words of the person here, "" for none."""
    text = (store.draft(_key(order_id)) or {}).get("text")
    return text if isinstance(text, str) else ""


def keep_note(store: Store, order_id: str, text: str) -> None:
    """Keeps the words; none are nothing to keep. Raises StoreProblem."""
    if text.strip():
        store.save_draft(_key(order_id), {"text": text})
    else:
        store.drop_draft(_key(order_id))


def _key(order_id: str) -> str:
    return f"{KEY}/{order_id}"
