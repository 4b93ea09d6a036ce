"""The laptop's file: encrypted, one writer, and nothing that said "saved" is ever lost from it."""

from sync.store.finding import Standing
from sync.store.line import Line
from sync.store.problem import SENTENCES, StoreProblem
from sync.store.store import Store
from sync.store.values import (
    Account,
    Attempt,
    Change,
    Download,
    LocalPhoto,
    Notice,
    OrderLine,
    OrderView,
    OutboxItem,
    PhotoCounts,
    PhotoSize,
    Query,
    Recorded,
    RecordedPhoto,
    Recovered,
    ReviewView,
    Show,
    Summary,
    Unsent,
    Upload,
)

__all__ = [
    "SENTENCES",
    "Account",
    "Attempt",
    "Change",
    "Download",
    "Line",
    "LocalPhoto",
    "Notice",
    "OrderLine",
    "OrderView",
    "OutboxItem",
    "PhotoCounts",
    "PhotoSize",
    "Query",
    "Recorded",
    "RecordedPhoto",
    "Recovered",
    "ReviewView",
    "Show",
    "Standing",
    "Store",
    "StoreProblem",
    "Summary",
    "Unsent",
    "Upload",
]
