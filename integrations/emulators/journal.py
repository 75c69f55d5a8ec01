"""What was asked of an emulator and what it answered, for assertions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

KEPT_ENTRIES = 5000


@dataclass(frozen=True)
class Entry:
    """One request. `status` is None when no answer left (reset, dropped, hung up)."""

    number: int
    at: str
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any  # parsed JSON, a form as {name: [values]}, or text
    status: int | None
    fault: str | None
    answer: Any = None  # parsed JSON or text, as it left


class Journal:
    """The last few thousand requests, oldest first."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._count = 0
        self._cleared_at = 0
        self.under_way: set[int] = set()  # numbers of requests that are not answered yet

    def next_number(self) -> int:
        self._count += 1
        self.under_way.add(self._count)
        return self._count

    def add(self, entry: Entry) -> None:
        """Keep it, unless it was asked before the journal was cleared: its answer hung in the air meanwhile."""
        if entry.number <= self._cleared_at:
            return
        self.entries.append(entry)
        del self.entries[:-KEPT_ENTRIES]

    def clear(self) -> None:
        self._cleared_at = self._count
        self.entries.clear()

    def rows(self) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in self.entries]
