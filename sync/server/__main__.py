"""The hub's command line: run it, add people, import records, check what is stored, recover sealed work."""

import argparse
import base64
import getpass
import importlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sync.clock import Clock
from sync.decoding import UNDECODABLE
from sync.form_check import flaws
from sync.orders import Crew, Person, Role
from sync.receipts import fingerprint
from sync.seal import SealProblem, new_pair
from sync.server.app import serve
from sync.server.checks import faults
from sync.server.hub import Hub
from sync.server.recover import recover

DATABASE_FILE = "hub.db"
SHORT_LETTERS = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["import"]:
        importing = importlib.import_module("sync.server.importing")
        return int(importing.main(arguments[1:]) or 0)
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    url = options.database or f"sqlite:///{folder / DATABASE_FILE}"
    hub = Hub(url, folder, Clock(), name=options.name)
    try:
        return int(options.run(hub, options))
    finally:
        hub.close()


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--folder", default="hub", help="photos, and the database unless one is named (%(default)s)")
    shared.add_argument("--database", help="SQLAlchemy URL: sqlite:///FILE or postgresql+psycopg://…")
    shared.add_argument("--name", default="Fieldapp hub", help="the hub's name, kept from its first start")
    parser = argparse.ArgumentParser(prog="python -m sync.server", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", parents=[shared], help="serve laptops")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=8080)
    run.add_argument("--lease-days", type=int, default=0, help="jobs leave laptops that were away so long (never)")
    run.set_defaults(run=_run)
    add = commands.add_parser("add-user", parents=[shared], help="an account; the password is asked for, or piped in")
    add.add_argument("user")
    add.add_argument("--full-name", required=True)
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.CREW.value)
    add.add_argument("--crew", help="the crew's id, for crew members")
    add.set_defaults(run=_add_user)
    crew = commands.add_parser("crew", parents=[shared], help="a crew that jobs are assigned to, new or changed")
    crew.add_argument("id")
    crew.add_argument("--full-name", required=True)
    crew.add_argument("--short", help="at most three letters or digits for its badge (the end of the id)")
    crew.add_argument("--district", default="")
    crew.add_argument("--minutes-a-day", type=int, default=480, help="its shift (%(default)s)")
    crew.add_argument("--member", action="append", default=[], help="the name of somebody in it; give it once for each")
    crew.set_defaults(run=_crew)
    check = commands.add_parser("check", parents=[shared], help="verify the log, the feed and every photo's digest")
    check.set_defaults(run=_check)
    made = commands.add_parser("recovery-key", parents=[shared], help="the key that laptops seal unsent work to")
    made.add_argument("--to", type=Path, required=True, help="a new file for the private half, to be kept off the hub")
    made.set_defaults(run=_recovery_key)
    taken = commands.add_parser("recover", parents=[shared], help="bring in the work of a laptop's sealed file")
    taken.add_argument("file", type=Path)
    taken.add_argument("--key", type=Path, required=True, help="the private half of the recovery key")
    taken.add_argument("--rest", type=Path, help="a folder for half-filled forms and damaged photos")
    taken.set_defaults(run=_recover)
    revoke = commands.add_parser("revoke", parents=[shared], help="lock a lost laptop: it seals its work")
    revoke.add_argument("device", help="the laptop's id")
    revoke.set_defaults(run=_revoke)
    letters = commands.add_parser("dead-letters", parents=[shared], help="commands that this hub could not digest")
    letters.add_argument("--export", metavar="FOLDER", help="write the bytes of each into a file there")
    letters.set_defaults(run=_dead_letters)
    form = commands.add_parser("form", parents=[shared], help="what a service's close-out asks; see sync/FORMS.md")
    form.add_argument("service", help="the service's code")
    form.add_argument("file", type=Path, help="the form's next version, as JSON")
    form.set_defaults(run=_form)
    commands.add_parser("import", help="work orders from a CSV file; import --help says more")
    return parser


def _run(hub: Hub, options: argparse.Namespace) -> int:
    hub.people.lease_days = options.lease_days
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    server = serve(hub, options.host, options.port)
    print(f"Serving on {server.url}", flush=True)
    asked.wait()
    server.close()
    return 0


def _add_user(hub: Hub, options: argparse.Namespace) -> int:
    if options.role == Role.CREW.value and not options.crew:
        print("A crew member needs --crew.", file=sys.stderr)
        return 2
    known = hub.people.everybody().get(options.user.casefold())
    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    person = Person(known.id if known else Clock().new_id(), options.full_name, Role(options.role), options.crew)
    hub.people.add(person, options.user, password)
    return 0


def _crew(hub: Hub, options: argparse.Namespace) -> int:
    short = options.short or options.id[-SHORT_LETTERS:].strip("-")
    if len(short) > SHORT_LETTERS:
        print(f"CREW-SHORT: “{short}” does not fit a badge. Nothing was changed.", file=sys.stderr)
        return 2
    members = tuple(dict.fromkeys(options.member))
    crew = Crew(options.id, options.full_name, short, options.district, options.minutes_a_day, members)
    hub.book.put_crew(crew)
    print(f"{crew.name} has {len(members)} members; laptops get it with their next sync.")
    return 0


def _form(hub: Hub, options: argparse.Namespace) -> int:
    try:
        definition = msgspec.json.decode(options.file.read_bytes())
    except (OSError, *UNDECODABLE) as error:
        print(f"FORM-UNREADABLE: {options.file} cannot be read: {error}. Nothing was changed.", file=sys.stderr)
        return 2
    found = flaws(definition)
    for flaw in found:
        print(f"{flaw.where or '/'}: {flaw.what}", file=sys.stderr)
    if found:
        print("FORM-FLAWED: This form cannot be asked as it is. Nothing was changed.", file=sys.stderr)
        return 2
    version = hub.book.put_form(options.service, definition)
    if version is None:
        print(f"FORM-NO-SERVICE: There is no service {options.service} here. Nothing was changed.", file=sys.stderr)
        return 2
    print(f"The form of {options.service} is version {version} now; laptops get it with their next sync.")
    return 0


def _recovery_key(hub: Hub, options: argparse.Namespace) -> int:
    private, public = new_pair()
    try:
        descriptor = os.open(options.to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(private) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    hub.set_recovery_key(public)
    print(f"Laptops will seal unsent work to {public} ({fingerprint(public)}), from their next sign-in or token on.")
    print(f"Move {options.to} to a safe place off this machine: without it sealed work cannot be read.")
    return 0


def _recover(hub: Hub, options: argparse.Namespace) -> int:
    try:
        private = base64.b64decode(options.key.read_bytes().strip(), validate=True)
        found = recover(hub, options.file, private, options.rest)
    except (OSError, ValueError, SealProblem) as error:
        print(error, file=sys.stderr)
        return 2
    print(found.told())
    return 1 if found.troubles else 0


def _revoke(hub: Hub, options: argparse.Namespace) -> int:
    hub.people.revoke_device(options.device)
    print("The laptop is locked the next time it asks. What it had not sent is in its sealed file.")
    return 0


def _dead_letters(hub: Hub, options: argparse.Namespace) -> int:
    letters = hub.dead_letters.all()
    for letter_id, received_at, device, raw in letters:
        print(f"{received_at}  device {device}  {letter_id}  {len(raw)} bytes")
        if options.export:
            folder = Path(options.export)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{letter_id.rpartition(':')[2]}.json").write_bytes(raw)
    print(f"{len(letters)} letters.")
    return 0


def _check(hub: Hub, _options: argparse.Namespace) -> int:
    found = faults(hub)
    for fault in found:
        print(fault)
    print("All is well." if not found else f"{len(found)} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
