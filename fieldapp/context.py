"""What every screen is handed: the store to record in and read from, who is signed in, and a way to say something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fieldapp.background import Background
from fieldapp.camera import Lenses, lenses
from fieldapp.language import Language
from fieldapp.models.card_watch import CardWatch
from fieldapp.models.job_index import JobIndex
from fieldapp.models.kept_filters import KeptFilters
from fieldapp.models.map_file import MapFile
from fieldapp.models.near_by import NearBy
from fieldapp.sync_thread import StoreChanges, SyncThread
from sync.clock import Clock
from sync.orders import Person
from sync.store import Store

Say = Callable[[str, str, Callable[[], None] | None], None]
"""Shows a passing line: the text, the words of its button (empty for none) and what the button does."""


@dataclass(frozen=True)
class Context:
    """One signed-in person's desk. Screens keep it, and know nothing of each other."""

    store: Store
    changes: StoreChanges
    line: SyncThread
    jobs: Background
    clock: Clock
    person: Person
    language: Language
    say: Say
    map_file: MapFile = field(default_factory=MapFile)
    cards: CardWatch = field(default_factory=CardWatch)
    filters: KeptFilters = field(default_factory=KeptFilters)
    lenses: Lenses = lenses
    folder: Path = field(kw_only=True)
    """Where this laptop's data is: for what it takes of the disk, and the report for support."""

    @cached_property
    def index(self) -> JobIndex:
        """Every job on this laptop, for all that find some of them; Today tells it of changes."""
        return JobIndex(self.store)

    @cached_property
    def near_by(self) -> NearBy:
        """What is near a place; all screens ask one."""
        return NearBy(self.store, self.index)
