"""What can be searched for in an order, and what a typed text means to the full-text index."""

import re
import unicodedata
from hashlib import blake2b
from typing import Final

from sync.orders import WorkOrder

WORDS_USED: Final = 12
LETTERS_USED: Final = 64

_WORD: Final = re.compile(r"[^\W_]+")
_STREET: Final = {
    "ave": "avenue",
    "av": "avenue",
    "blvd": "boulevard",
    "ct": "court",
    "dr": "drive",
    "e": "east",
    "expwy": "expressway",
    "hwy": "highway",
    "ln": "lane",
    "n": "north",
    "pkwy": "parkway",
    "pl": "place",
    "rd": "road",
    "s": "south",
    "sq": "square",
    "st": "street",
    "ter": "terrace",
    "w": "west",
}
"""What a street sign abbreviates. An address is found by either; `st` is a prefix of `street` as it is."""


def words(order: WorkOrder) -> str:
    """The text that the index takes of an order."""
    signs = [_STREET[sign] for sign in _WORD.findall(order.address.lower()) if sign in _STREET]
    digits = [run.lstrip("0") for run in re.findall(r"0\d+", order.number)]
    return "\n".join((order.number, *digits, order.title, order.address, *signs, order.description))


def mark(text: str) -> int:
    """64 bits that tell whether a text was indexed already."""
    digest = blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def words_in(text: str) -> tuple[str, ...]:
    """The words that somebody typed, each perhaps unfinished: those that `matching` looks for."""
    typed = _WORD.findall(unicodedata.normalize("NFC", text))[:WORDS_USED]
    return tuple(word[:LETTERS_USED] for word in typed)


def one_word(word: str) -> str:
    """An FTS5 expression for the orders that have a word which begins like one of `words_in`."""
    return f'"{word}" *'


def matching(text: str) -> str | None:
    """An FTS5 expression for the orders that have all words of `text`, each perhaps unfinished.

    None for a text without any word, which asks for nothing. Nothing that a person types is syntax.
    """
    return " ".join(map(one_word, words_in(text))) or None
