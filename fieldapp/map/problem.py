"""What can be wrong with a map file."""

from typing import Final

CODES: Final = ("MAP-NONE", "MAP-ABSENT", "MAP-UNKNOWN", "MAP-VERSION", "MAP-FORMAT", "MAP-DAMAGED")
"""No file given; not to be opened; no map at all; another version of PMTiles; tiles that are not drawn; broken."""


class MapProblem(ValueError):
    """A map file that cannot be used. `code` is one of CODES; wording.map_problem_text has the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
