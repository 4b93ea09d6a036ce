"""The journal of a laptop: every act in the order it was done, chained by hashes, and what the hub signed for.

As a file it is JSON lines. First `{"kind":"journal","format":1,…}` (Head), then `{"kind":"act",…}` for each act in
the order of `seq` (Act; `command` holds the exact bytes that were recorded and sent), then `{"kind":"receipts",…}`
(the hub's signed statements), last `{"kind":"end","acts":…,"hash":…}`. `hash` is SHA-256 of `prev_hash`, a line feed
and the command's bytes; `prev_hash` is the hash of the act before, for the first one `origin(device)`, or what the
cut kept. An act whose `command` is null is another person's: its hash stays in the chain, its content at home.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from sync.commands import chained
from sync.decoding import UNDECODABLE
from sync.receipts import Receipts, holds
from sync.states import CommandState

FORMAT: Final = 1
SENTENCES: Final = {
    "JOURNAL-CHANGED": "what it says is not what was recorded",
    "JOURNAL-MISSING": "one or more acts before it were taken out",
    "JOURNAL-ORDER": "it does not stand where it was recorded",
    "JOURNAL-LINK": "it does not follow the act before it, so something was put in, taken out or comes from elsewhere",
    "JOURNAL-FOREIGN": "the journal begins as another laptop's",
    "JOURNAL-WITHDRAWN": "it counts as taken back, but nobody recorded that, or the other way round",
    "JOURNAL-OTHER": "the CRM signed for something else under its number",
    "JOURNAL-TAIL": "the CRM signed for it, but it is not in the journal",
    "JOURNAL-SIGNATURE": "a statement of receipts does not carry the CRM's signature",
    "JOURNAL-CUT-OFF": "the file ends too early",
}
"""What is wrong at the first place that does not hold."""


class Cut(msgspec.Struct, frozen=True):
    """Acts up to `seq` were forgotten on purpose, long after they were settled; `receipt` is their highest."""

    seq: int
    hash: str
    at: str
    receipt: int = 0


class Head(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="journal"):
    """Whose journal it is, and with which key (base64, Ed25519) its hub signs.

    `devices` are the ids that this laptop ever had, the present one first: a copied disk gets a new one.
    """

    devices: tuple[str, ...]
    server_id: str
    signing_key: str
    person: str = ""
    written_at: str = ""
    cut: Cut | None = None
    format: int = FORMAT


class Act(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="act"):
    """One act. `state` is where it was when this was written; `receipt` and `photo_receipt` are the hub's numbers."""

    seq: int
    hash: str
    prev_hash: str
    command: msgspec.Raw = msgspec.Raw(b"null")
    state: str = ""
    receipt: int | None = None
    photo_receipt: int | None = None

    @property
    def told(self) -> bool:
        """Whether the content is here, not only its hash."""
        return bytes(self.command) != b"null"


class Statement(msgspec.Struct, frozen=True, tag_field="kind", tag="receipts"):
    """A statement as a line of the file."""

    statement: Receipts


class End(msgspec.Struct, frozen=True, tag_field="kind", tag="end"):
    """The last line: how many acts there are, and the last one's hash ("" for none)."""

    acts: int
    hash: str


class Journal(msgspec.Struct, frozen=True):
    """All of it. `whole` is false when it comes from a file without a fitting end."""

    head: Head
    acts: tuple[Act, ...]
    statements: tuple[Receipts, ...] = ()
    whole: bool = True


class Withdrawal(msgspec.Struct, frozen=True):
    """Taking back a command that was never sent is an act too; it stands in the chain and is never sent itself."""

    id: str
    seq: int
    order_id: str
    author: str
    occurred_at: str
    body: "WithdrawalBody"


class WithdrawalBody(msgspec.Struct, frozen=True, tag_field="kind", tag="withdraw"):
    """`command_id` is what was taken back."""

    command_id: str


class Break(msgspec.Struct, frozen=True):
    """The first place that does not hold: the act's `seq` (0: none of them), `code` one of SENTENCES."""

    code: str
    seq: int = 0
    detail: str = ""


class Checked(msgspec.Struct, frozen=True):
    """What a check found: how many acts, how many with a receipt, how many of those the hub signed for.

    `asked_at` is the time of the newest statement, "" where there is none.
    """

    acts: int
    receipts: int
    signed: int
    asked_at: str = ""
    broken: Break | None = None


class _Body(msgspec.Struct, frozen=True):
    kind: str
    command_id: str = ""
    photo_id: str = ""
    sha256: str = ""


class _Command(msgspec.Struct, frozen=True):
    id: str
    seq: int
    body: _Body


_read = msgspec.json.Decoder(_Command).decode
_read_line = msgspec.json.Decoder(Head | Act | Statement | End).decode


def origin(device: str) -> str:
    """What the first act of a laptop is chained to."""
    return hashlib.sha256(f"fieldsync journal of {device}".encode()).hexdigest()


def check(journal: Journal) -> Checked:
    """Go through all of it, from the first act to the last statement; the first break is told."""
    broken = _first_break(journal)
    valid = [] if broken else journal.statements
    numbers = {(line.kind, line.id, line.number) for each in valid for line in each.receipts}
    receipts = signed = 0
    for act in journal.acts:
        command = _read(act.command) if act.told and not broken else None
        for kind, number in (("command", act.receipt), ("photo", act.photo_receipt)):
            if number is None:
                continue
            receipts += 1
            if command is not None:
                signed += (kind, command.id if kind == "command" else command.body.photo_id, number) in numbers
    asked_at = max((each.at for each in journal.statements), default="")
    return Checked(len(journal.acts), receipts, signed, asked_at, broken)


def sentence(checked: Checked) -> str:
    """What was checked and what came of it, in English."""
    if checked.broken is None:
        asked = f"; the CRM signed for {checked.signed} of {checked.receipts} receipts" if checked.receipts else ""
        return f"All {checked.acts} acts are as they were recorded, in their order{asked}."
    broken = checked.broken
    where = f"act {broken.seq}" if broken.seq else broken.detail or "the journal"
    detail = f" ({broken.detail})" if broken.seq and broken.detail else ""
    return f"The journal does not hold at {where}: {SENTENCES[broken.code]}{detail}. ({broken.code})"


def lines_of(journal: Journal) -> Iterator[bytes]:
    """The journal as the lines of a file, each with its line feed."""
    for value in (journal.head, *journal.acts, *map(Statement, journal.statements)):
        yield msgspec.json.encode(value) + b"\n"
    last = journal.acts[-1].hash if journal.acts else ""
    yield msgspec.json.encode(End(len(journal.acts), last)) + b"\n"


def read_lines(lines: Iterable[bytes]) -> Journal:
    """The journal in such a file. Raises one of `decoding.UNDECODABLE` where it is none."""
    head: Head | None = None
    acts: list[Act] = []
    statements: list[Receipts] = []
    end: End | None = None
    for line in filter(None, map(bytes.strip, lines)):
        value = _read_line(line)
        if isinstance(value, Head):
            head = value
        elif isinstance(value, Act):
            acts.append(value)
        elif isinstance(value, Statement):
            statements.append(value.statement)
        else:
            end = value
    if head is None or head.format != FORMAT:
        raise msgspec.ValidationError("This is no journal, or one of a newer Fieldapp.")
    last = acts[-1].hash if acts else ""
    return Journal(head, tuple(acts), tuple(statements), end == End(len(acts), last))


def _first_break(journal: Journal) -> Break | None:
    commands: dict[str, tuple[Act, _Command]] = {}
    return (
        _break_in_chain(journal, commands)
        or _break_in_withdrawals(commands)
        or _break_in_receipts(journal, commands)
        or (None if journal.whole else Break("JOURNAL-CUT-OFF", 0, "its end"))
    )


def _break_in_chain(journal: Journal, commands: dict[str, tuple[Act, _Command]]) -> Break | None:
    """Each act by itself and after the one before; fills `commands` by id."""
    cut, devices = journal.head.cut, journal.head.devices
    last_seq = cut.seq if cut else 0
    before = {cut.hash} if cut else {"", *map(origin, devices)}  # "" began the first journals
    for act in journal.acts:
        if act.told:
            if chained(act.prev_hash, act.command) != act.hash:
                return Break("JOURNAL-CHANGED", act.seq)
            try:
                command = _read(act.command)
            except UNDECODABLE:
                return Break("JOURNAL-CHANGED", act.seq)
            if command.seq != act.seq or command.id in commands:
                return Break("JOURNAL-ORDER", act.seq)
            commands[command.id] = (act, command)
        if act.seq != last_seq + 1:
            return Break("JOURNAL-MISSING" if act.seq > last_seq + 1 else "JOURNAL-ORDER", act.seq)
        if act.prev_hash not in before:
            return Break("JOURNAL-LINK" if cut or last_seq else "JOURNAL-FOREIGN", act.seq)
        last_seq, before = act.seq, {act.hash}
    return None


def _break_in_withdrawals(commands: dict[str, tuple[Act, _Command]]) -> Break | None:
    taken_back = {command.body.command_id for _, command in commands.values() if command.body.kind == "withdraw"}
    for act, command in commands.values():
        if command.body.kind == "withdraw" or not act.state:
            continue
        if (act.state == CommandState.WITHDRAWN) != (command.id in taken_back):
            return Break("JOURNAL-WITHDRAWN", act.seq)
    return None


def _break_in_receipts(journal: Journal, commands: dict[str, tuple[Act, _Command]]) -> Break | None:
    """The hub's word against the acts: this finds a tail that was cut off."""
    head, cut = journal.head, journal.head.cut
    known = {("command", name): (act.hash, act.seq) for name, (act, _) in commands.items()}
    known |= {("photo", c.body.photo_id): (c.body.sha256, act.seq) for act, c in commands.values() if c.body.photo_id}
    hidden = {act.hash for act in journal.acts if not act.told}
    for statement in journal.statements:
        if statement.server_id != head.server_id or not holds(statement, head.signing_key):
            return Break("JOURNAL-SIGNATURE", 0, f"the statement of {statement.at}")
        if statement.device not in head.devices:
            return Break("JOURNAL-FOREIGN", 0, f"the statement of {statement.at}")
        for line in statement.receipts:
            if (line.kind, line.id) not in known:
                forgotten = cut is not None and line.number <= cut.receipt
                if not (forgotten or line.hash in hidden or (hidden and line.kind == "photo")):
                    return Break("JOURNAL-TAIL", 0, f"receipt {line.number}")
            elif known[line.kind, line.id][0] != line.hash:
                return Break("JOURNAL-OTHER", known[line.kind, line.id][1], f"receipt {line.number}")
    return None
