"""What a page is asked for, where that is more than a job's id (see `Page.asked`)."""

from pathlib import Path
from typing import Final

from sync.orders import PhotoRole

NONE_OPEN: Final = "*"
"""For `new_job`, where no job is open whose place could be taken."""

FOLLOWS: Final = "#follows"
"""For `new_job`, at the end of a job's id: the new one is what that left to be done."""

_BETWEEN, _FILE = "/", "file:"


def import_id(order_id: str, role: PhotoRole) -> str:
    """For `photo_import` and `camera`: to add photos to a job."""
    return f"{order_id}{_BETWEEN}{role.value}"


def job_and_role(item_id: str) -> tuple[str, PhotoRole | None]:
    """What `import_id` named; no role where it named none."""
    order_id, _, role = item_id.partition(_BETWEEN)
    return order_id, PhotoRole(role) if role else None


def edit_id(order_id: str, photo_id: str) -> str:
    """For `photo_edit`: to draw on a photo of a job."""
    return f"{order_id}{_BETWEEN}{photo_id}"


def edit_file_id(order_id: str, role: PhotoRole, path: Path) -> str:
    """The same for a file that is in no job yet."""
    return f"{order_id}{_BETWEEN}{_FILE}{role.value}{_BETWEEN}{path}"


def job_and_picture(item_id: str) -> tuple[str, str | tuple[PhotoRole, Path]]:
    """What `edit_id` named (a job and its photo), or `edit_file_id` (a job, and a file with its role)."""
    order_id, _, rest = item_id.partition(_BETWEEN)
    if not rest.startswith(_FILE):
        return order_id, rest
    role, _, path = rest.removeprefix(_FILE).partition(_BETWEEN)
    return order_id, (PhotoRole(role), Path(path))
