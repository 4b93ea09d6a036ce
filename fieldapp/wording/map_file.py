"""The words for a map file that cannot be used."""

from PySide6.QtCore import QCoreApplication


def map_problem_text(code: str, folder: str = "") -> str:
    """What is wrong with the map, that the jobs are right, and what to do: a sentence, then the code for support.

    `folder` is where the city's map file belongs.
    """
    words = {
        "MAP-NONE": QCoreApplication.translate(
            "MapFile",
            "This laptop has no map file, so your stops are shown without streets. "
            "All jobs are here; ask for your city’s map file and put it into the folder {folder}.",
        ),
        "MAP-ABSENT": QCoreApplication.translate(
            "MapFile",
            "The map file is not where it was, or it cannot be opened, so your stops are shown without streets. "
            "All jobs are here; put the file into the folder {folder}.",
        ),
        "MAP-UNKNOWN": QCoreApplication.translate(
            "MapFile",
            "The map file is neither PMTiles nor MBTiles, so your stops are shown without streets. "
            "All jobs are here; ask for one of these and put it into the folder {folder}.",
        ),
        "MAP-VERSION": QCoreApplication.translate(
            "MapFile",
            "The map file is of a PMTiles version that Fieldapp does not read, so your stops are shown without "
            "streets. All jobs are here; ask for version 3 and put it into the folder {folder}.",
        ),
        "MAP-FORMAT": QCoreApplication.translate(
            "MapFile",
            "The tiles in the map file are of a kind that Fieldapp does not draw, so your stops are shown without "
            "streets. All jobs are here; ask for vector, PNG, JPEG or WebP tiles and put the file into the folder "
            "{folder}.",
        ),
    }
    damaged = QCoreApplication.translate(
        "MapFile",
        "The map file is damaged, so parts of the map are missing. "
        "All jobs are here and right; copy the file again into the folder {folder}.",
    )
    return f"{words.get(code, damaged).format(folder=folder or 'maps')} ({code})"
