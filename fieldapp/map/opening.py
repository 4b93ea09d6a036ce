"""Opens a map file, whichever format it is in."""

from pathlib import Path

from fieldapp.map.problem import MapProblem
from fieldapp.map.tile_source import TileSource


def opened(file: Path) -> TileSource:
    """Open a PMTiles or MBTiles file, whatever its name says. Raises MapProblem."""
    try:
        with file.open("rb") as stream:
            start = stream.read(16)
    except OSError:
        raise MapProblem("MAP-ABSENT") from None
    # Each reader brings its library: only the one that is needed.
    if start.startswith(b"PMTiles"):
        from fieldapp.map.pmtiles_file import PMTilesFile

        return PMTilesFile(file)
    if start.startswith(b"SQLite format 3"):
        from fieldapp.map.mbtiles_file import MBTilesFile

        return MBTilesFile(file)
    raise MapProblem("MAP-UNKNOWN")
