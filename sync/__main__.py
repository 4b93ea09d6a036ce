"""The support tool: what a laptop holds, one exchange now, and its unsent work as plain files.

python -m sync status   --folder DIR
python -m sync exchange --folder DIR
python -m sync export   --folder DIR --to DIR
python -m sync journal verify FILE [--hub-key KEY]
python -m sync journal verify --folder DIR
python -m sync journal export --folder DIR --to FILE

The key comes from where the app keeps it: the system keyring, or `--key-file FILE`. A laptop with a PIN is asked for
it on the terminal. The app must be closed: only one program at a time may hold the folder.
"""

import argparse
import sys
from collections import Counter
from getpass import getpass
from pathlib import Path
from threading import Event
from typing import Final

import msgspec
from msgspec.structs import replace

from sync import credentials, pin
from sync.clock import Clock
from sync.crm import Crm
from sync.decoding import UNDECODABLE
from sync.engine import Engine, LineState
from sync.frames import FrameDamaged
from sync.http import RequestsTransport
from sync.journal import Checked, check, lines_of, read_lines, sentence
from sync.receipts import fingerprint
from sync.states import WAITING, PhotoState
from sync.store import OutboxItem, Store, StoreProblem

EVERYTHING: Final = 1_000_000
KEY_HELP: Final = "the key file that the app was started with; without it, the system keyring"
AT_THE_CRM: Final = frozenset({PhotoState.STORED, PhotoState.PURGED})


class StaysLocked(Exception):
    """No PIN came, or only wrong ones."""


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 0 where all went well, 1 where line or journal do not hold, 2 where nothing could be opened."""
    options = _parser().parse_args(arguments)
    if options.act == "journal" and (options.what == "verify" and options.file is not None):
        return _verify_file(options.file, options.hub_key)
    if options.folder is None:
        print("Name a FILE, or --folder.", file=sys.stderr)
        return 2
    try:
        store = Store.open(options.folder, _key(options.folder, options.key_file), Clock())
    except (StaysLocked, credentials.KeyProblem, StoreProblem, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        match options.act:
            case "exchange":
                return _exchange(store)
            case "export":
                return _export(store, options.to)
            case "journal" if options.what == "verify":
                return _told(check(store.journal()))
            case "journal":
                return _export_journal(store, options.to)
            case _:
                return _status(store)
    finally:
        store.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sync", description="The laptop's store without a screen.")
    acts = parser.add_subparsers(dest="act", required=True)
    for act, what in (
        ("status", "how much is here, and what waits"),
        ("exchange", "send and fetch everything now"),
        ("export", "write unsent work as files, readable by anybody"),
    ):
        each = acts.add_parser(act, help=what, description=what)
        each.add_argument("--folder", type=Path, required=True, help="the laptop's folder, with fieldapp.db")
        each.add_argument("--key-file", type=Path, help=KEY_HELP)
        if act == "export":
            each.add_argument("--to", type=Path, required=True, help="an empty or new folder")
    _add_journal(acts)
    return parser


def _add_journal(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "whether every act is as it was recorded, and what the CRM signed for"
    whats = acts.add_parser("journal", help=about, description=about).add_subparsers(dest="what", required=True)
    verify = whats.add_parser("verify", help="check a laptop's journal, or an exported file without its key")
    verify.add_argument("file", type=Path, nargs="?", help="a file that `journal export` or the app's page wrote")
    verify.add_argument("--hub-key", default="", help="the city's signing key as its /.well-known/fieldsync says it")
    export = whats.add_parser("export", help="write the journal as a file that proves itself")
    export.add_argument("--to", type=Path, required=True, help="a new file")
    for each, required in ((verify, False), (export, True)):
        each.add_argument("--folder", type=Path, required=required, help="the laptop's folder, with fieldapp.db")
        each.add_argument("--key-file", type=Path, help=KEY_HELP)


def _key(folder: Path, key_file: Path | None) -> bytes:
    """The laptop's key, had as the app has it. Raises KeyProblem, StaysLocked."""
    if pin.read(folder) is not None:
        return _unlocked(folder, key_file)
    key = credentials.kept(folder, key_file)
    if key is None:
        raise credentials.KeyProblem("KEY-GONE")
    return key


def _unlocked(folder: Path, key_file: Path | None) -> bytes:
    for _ in range(pin.FREE_TRIES):
        try:
            _wait_after_wrong_ones(folder)
            return pin.unlock(folder, key_file, getpass("PIN of this laptop: "))
        except pin.WrongPin:
            print("PIN-WRONG: That is not this laptop's PIN. All of its work is safe.", file=sys.stderr)
        except (EOFError, KeyboardInterrupt):
            raise StaysLocked("PIN-NONE: No PIN came, so nothing was opened or changed.") from None
    raise StaysLocked(
        "PIN-TRIES: Too many wrong PINs; the laptop stays locked, with all of its work. "
        "Ask whoever set the PIN, or sign in in the app, which takes a forgotten one away."
    )


def _wait_after_wrong_ones(folder: Path) -> None:
    """As long as the app waits: this tool is no quicker way to try all PINs."""
    kept = pin.read(folder)
    seconds = pin.wait_s(kept.failures) if kept else 0.0
    if kept and seconds:
        print(f"PIN-WAIT: {kept.failures} wrong PINs in a row; the next one in {seconds:.0f} s.", file=sys.stderr)
        Event().wait(seconds)


def _told(checked: Checked) -> int:
    print(sentence(checked))
    return 0 if checked.broken is None else 1


def _verify_file(path: Path, hub_key: str) -> int:
    try:
        with path.open("rb") as file:
            journal = read_lines(file)
    except (OSError, *UNDECODABLE) as error:
        print(f"The file cannot be read: {error}", file=sys.stderr)
        return 2
    if hub_key:
        journal = replace(journal, head=replace(journal.head, signing_key=hub_key))
    result = _told(check(journal))
    if journal.statements and not hub_key:
        key = journal.head.signing_key
        print(f"Its receipts are signed with {key} ({fingerprint(key)}); compare that with the city's.")
    return result


def _export_journal(store: Store, path: Path) -> int:
    journal = store.journal()
    try:
        with path.open("xb") as file:
            file.writelines(lines_of(journal))
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    return _told(check(journal))


def _status(store: Store) -> int:
    account, summary = store.account(), store.summary()
    items = store.outbox(EVERYTHING)
    signed_in = account is not None and not account.signed_out
    rows = (
        ("Device", store.device),
        ("Hub", account.server_url if account else "none"),
        ("Signed in", "yes" if signed_in else "no"),
        ("Last heard", summary.last_heard or "never"),
        ("Last complete sync", summary.last_sync or "never"),
        ("Jobs on this laptop", summary.orders),
        ("Photos waiting", f"{summary.photos_waiting} ({summary.bytes_waiting} bytes)"),
        ("Snapshot due", summary.snapshot_due or "no"),
    )
    for name, value in rows:
        print(f"{name + ':':22}{value}")
    for state, number in sorted(Counter(item.state.value for item in items).items()):
        print(f"{'Changes ' + state + ':':22}{number}")
    for item in items:
        if item.state in WAITING:
            print(f"  {item.command.id}  {item.command.kind}  job {item.number}  {item.why_waiting or 'waits'}")
    return 0


def _exchange(store: Store) -> int:
    account = store.account()
    if account is None:
        print("Nobody has signed in on this laptop yet.", file=sys.stderr)
        return 1
    clock = Clock()
    transport = RequestsTransport(account.server_url)
    engine = Engine(store, Crm(account.server_url, transport, clock, store.device), clock)
    nudged = True
    while engine.step(nudged).wait_s == 0:
        nudged = False
    transport.close()
    status = engine.status()
    print(f"{status.state.value} {status.code}".strip())
    return 0 if status.state is LineState.ONLINE else 1


def _export(store: Store, folder: Path) -> int:
    """Commands that the CRM is not known to have as JSON lines, photos that it is not known to have as JPEG."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        print(f"The folder {folder} is not empty.", file=sys.stderr)
        return 2
    items = sorted(store.outbox(EVERYTHING), key=lambda item: item.command.seq)
    waiting = [item for item in items if item.state in WAITING]
    lines = b"".join(msgspec.json.encode(item.command) + b"\n" for item in waiting)
    (folder / "commands.jsonl").write_bytes(lines)
    photos, damaged = _export_photos(store, items, folder)
    print(f"{len(waiting)} changes and {photos} photos are in {folder}.")
    if damaged:
        print(f"{damaged} photos could not be opened; their files stay where they are.", file=sys.stderr)
    return 1 if damaged else 0


def _export_photos(store: Store, items: list[OutboxItem], folder: Path) -> tuple[int, int]:
    written = damaged = 0
    for order_id in dict.fromkeys(item.command.order_id for item in items):
        view = store.order(order_id)
        for photo in view.photos if view else ():
            if photo.state in AT_THE_CRM:
                continue
            try:
                data = store.line.read_photo(photo.photo_id, 0, photo.size)
            except FrameDamaged:
                damaged += 1
                continue
            (folder / f"{photo.photo_id}.jpg").write_bytes(data)
            written += 1
    return written, damaged


if __name__ == "__main__":
    sys.exit(main())
