"""What decoding raises where bytes are not what they should be."""

from typing import Final

import msgspec

UNDECODABLE: Final = (msgspec.DecodeError, UnicodeDecodeError)
"""msgspec says DecodeError of bad JSON and of another shape, but UnicodeDecodeError of a byte that is no UTF-8."""
