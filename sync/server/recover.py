"""Brings a sealed file's work into the hub: each command through the same judge, each photo by its digest, once."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import msgspec

from sync.commands import Entry, opened
from sync.decoding import UNDECODABLE
from sync.orders import Person, Role
from sync.seal import SealedDraft, SealedEnd, SealedEntry, SealedPhoto, SealProblem, cover_of, parts_of
from sync.server.hub import Hub
from sync.server.scopes import Session
from sync.verdicts import Outcome


class Recovered(msgspec.Struct):
    """What became of a sealed file: commands by outcome (`known`: the hub had them), photos, drafts, and troubles."""

    commands: Counter[str]
    photos: Counter[str]
    drafts: int = 0
    damaged: int = 0
    troubles: list[str] = msgspec.field(default_factory=list)

    def told(self) -> str:
        """In sentences."""
        words = {
            "known": "known already",
            Outcome.APPLIED: "applied",
            Outcome.HELD: "held for a decision",
            Outcome.REJECTED: "not valid",
            Outcome.RETRY: "put off",
            "stored": "stored",
            "homeless": "kept without a job",
        }
        lines = []
        for what, counts in (("changes", self.commands), ("photos", self.photos)):
            each = ", ".join(f"{number} {words[outcome]}" for outcome, number in counts.items())
            lines.append(f"{counts.total()} {what}{': ' + each if each else ''}.")
        if self.drafts:
            lines.append(f"{self.drafts} half-filled forms, for their authors to finish (--rest FOLDER writes them).")
        if self.damaged:
            lines.append(
                f"{self.damaged} photos were damaged on the laptop before this file was made; "
                "what could be read of them is in the folder that --rest names."
            )
        return "\n".join((*lines, *self.troubles))


def recover(hub: Hub, path: Path, private_key: bytes, rest: Path | None = None) -> Recovered:
    """Take in all that the file holds; again it changes nothing. Drafts and damaged photos, which only a person can
    make something of, are written to the folder `rest`, if one is named.

    Raises SealProblem SEAL-NO-FILE or SEAL-KEY with nothing done; a damaged file is taken as far as it goes.
    """
    found = Recovered(Counter(), Counter())
    with path.open("rb") as file:
        cover = cover_of(file)
        file.seek(0)
        if cover.server_id and cover.server_id != hub.database.identity["server_id"]:
            found.troubles.append("The file comes from another city's laptop; its people and jobs are not known here.")
            return found
        try:
            for part, content in parts_of(file, private_key):
                match part:
                    case SealedEntry():
                        _take_entry(hub, cover.device, part, content, found)
                    case SealedPhoto(damaged=True):
                        _keep(rest, f"photo-{re.sub('[^A-Za-z0-9-]', '_', part.photo_id)}.jpg", content)
                    case SealedPhoto():
                        _take_photo(hub, cover.device, part, content, found)
                    case SealedDraft():
                        found.drafts += 1
                        _keep(rest, *_draft(part, content))
                    case SealedEnd():
                        found.damaged = part.damaged
        except SealProblem as problem:
            if problem.code != "SEAL-DAMAGED":
                raise
            found.troubles.append(problem.sentence)
    return found


def _take_entry(hub: Hub, device: str, part: SealedEntry, content: bytes, found: Recovered) -> None:
    entry = Entry(part.hash, part.prev_hash, msgspec.Raw(content))
    try:
        command = opened(entry)
    except UNDECODABLE:
        found.troubles.append(f"The change {part.hash[:16]} cannot be read; it stays in the file.")
        return
    author = hub.people.author(command.author, device)
    if author is None:
        found.troubles.append(f"The author of change {command.id} has no account here; it stays in the file.")
        return
    verdict = hub.bring_command(author, entry, frozenset(part.lost))
    found.commands["known" if verdict.duplicate else verdict.outcome] += 1
    if verdict.outcome is Outcome.RETRY:
        found.troubles.append(f"Change {command.id} builds on one that has not come yet; run this again later.")


def _take_photo(hub: Hub, device: str, part: SealedPhoto, content: bytes, found: Recovered) -> None:
    if hashlib.sha256(content).hexdigest() != part.sha256:
        found.troubles.append(f"The bytes of photo {part.photo_id} are not those that were saved.")
        return
    author = hub.people.author(part.author, device) or Session(Person(part.author, "", Role.CREW), device)
    found.photos[hub.bring_photo(author, part.photo_id, part.sha256, content)] += 1


def _draft(part: SealedDraft, content: bytes) -> tuple[str, bytes]:
    name = hashlib.sha256(f"{part.order_id} {part.author}".encode()).hexdigest()[:16]
    about = {"order_id": part.order_id, "author": part.author, "saved_at": part.saved_at}
    return f"draft-{name}.json", msgspec.json.encode({**about, "form": msgspec.Raw(content)})


def _keep(folder: Path | None, name: str, content: bytes) -> None:
    if folder is not None and content:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
