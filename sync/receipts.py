"""The hub's signed word for what it has of a laptop: one statement over many receipts, checked without the hub.

Signed (Ed25519) is this text, in UTF-8, lines ended by "\\n" but the last: `fieldsync receipts 1`, `server <id>`,
`device <id>`, `after <number>`, `at <time>`, then a line for each receipt, `<kind> <id> <hash> <number>`. Kind is
`command` (hash: the entry's own, which covers its bytes and the entry before) or `photo` (hash: SHA-256 of its bytes).
"""

import base64
import binascii
import hashlib
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec.structs import replace


class HubKeys(msgspec.Struct, frozen=True, omit_defaults=True):
    """The city's public keys, raw bytes in base64: `signing` (Ed25519) signs receipts, "" where the hub has none.

    `recovery` (X25519) is what unsent work is sealed to, "" where City IT made none yet; `recovery_signature` is the
    signing key's, over `fieldsync recovery key 1 <recovery>`.
    """

    signing: str = ""
    recovery: str = ""
    recovery_signature: str = ""


class Receipt(msgspec.Struct, frozen=True, array_like=True):
    """The hub has it, as its commit `number`."""

    kind: Literal["command", "photo"]
    id: str
    hash: str
    number: int


class Receipts(msgspec.Struct, frozen=True):
    """All that the hub has of `device` with a number above `after`, in the order of their numbers.

    `has_more` says that this statement stops early, to go on after its last number.
    """

    server_id: str
    device: str
    after: int
    at: str
    receipts: tuple[Receipt, ...]
    signature: str = ""
    has_more: bool = False


def signed(statement: Receipts, key: Ed25519PrivateKey) -> Receipts:
    """The statement with its signature."""
    return replace(statement, signature=base64.b64encode(key.sign(_text(statement))).decode())


def holds(statement: Receipts, signing_key: str) -> bool:
    """Whether the statement is what the owner of that key (base64) signed."""
    return _verified(signing_key, statement.signature, _text(statement))


def recovery_text(recovery: str) -> bytes:
    """What the signing key signs to vouch for a recovery key."""
    return f"fieldsync recovery key 1 {recovery}".encode()


def vouched(keys: HubKeys, signing_key: str) -> bool:
    """Whether the recovery key among `keys` is the city's own, by its signing key."""
    return bool(keys.recovery) and _verified(signing_key, keys.recovery_signature, recovery_text(keys.recovery))


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half as it is handed out."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def fingerprint(public_key: str) -> str:
    """A public key in sixteen signs that two people can compare over the phone."""
    digest = hashlib.sha256(public_key.encode()).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def _text(statement: Receipts) -> bytes:
    head = (
        "fieldsync receipts 1",
        f"server {statement.server_id}",
        f"device {statement.device}",
        f"after {statement.after}",
        f"at {statement.at}",
    )
    lines = (f"{each.kind} {each.id} {each.hash} {each.number}" for each in statement.receipts)
    return "\n".join((*head, *lines)).encode()


def _verified(public_key: str, signature: str, text: bytes) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), text)
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True
