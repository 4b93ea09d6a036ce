"""How a laptop lets go of a person: sealing what is unsent, then forgetting the copies, or all of it when revoked."""

from functools import partial
from pathlib import Path

from fieldapp import imported
from fieldapp.models import kept_filters
from sync import credentials, pin
from sync.store import Store, Unsent
from sync.store.sealing import finish_wipe, wipe


def seal(store: Store) -> Path | None:
    """Seal what is unsent; None where nothing is, where the city has no recovery key, or the disk would not take it.

    All of it stays in the laptop's own file in any case.
    """
    try:
        return store.seal_unsent()
    except OSError:
        return None


def give_up(store: Store, folder: Path, key_file: Path | None, at: str) -> Unsent:
    """The city revoked this laptop: seal, then forget key and files; what was unsent.

    Where nothing could be sealed, the unsent work stays under the laptop's key: a wipe must not cost anybody's work.
    The store is closed afterwards.
    """
    unsent = store.unsent()
    sealed = seal(store)
    store.sign_out()
    store.close()
    if sealed is not None or not unsent.anything:
        wipe(folder, sealed, at, partial(_forget, folder, key_file))
    return unsent


def finish(folder: Path, key_file: Path | None) -> bool:
    """Go on with a wipe that was interrupted; whether there was one."""
    return finish_wipe(folder, partial(_forget, folder, key_file))


def _forget(folder: Path, key_file: Path | None) -> None:
    credentials.forget_key(folder, key_file)
    for name in (imported.FILE_NAME, kept_filters.FILE_NAME):
        (folder / name).unlink(missing_ok=True)
    pin.forget(folder, key_file)
