"""A clock that a test or a demo can shift or stop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any


class MovableClock:
    """Wall time plus a shift, or one instant held still."""

    def __init__(self) -> None:
        self.shift = timedelta()
        self.held_at: datetime | None = None

    def now(self) -> datetime:
        """Aware UTC."""
        return self.held_at or datetime.now(UTC) + self.shift

    def move(self, order: Mapping[str, Any]) -> None:
        """Obey `{"at": iso}` (hold), `{"shift_seconds": n}` (run, shifted) or `{"advance_seconds": n}`.

        ValueError for anything else.
        """
        if "at" in order:
            held_at = datetime.fromisoformat(str(order["at"]))
            if held_at.tzinfo is None:
                raise ValueError("at needs an offset")
            self.held_at = held_at.astimezone(UTC)
        elif "shift_seconds" in order:
            self.held_at, self.shift = None, timedelta(seconds=float(order["shift_seconds"]))
        elif "advance_seconds" in order:
            self._advance(timedelta(seconds=float(order["advance_seconds"])))
        else:
            raise ValueError("give at, shift_seconds or advance_seconds")

    def _advance(self, step: timedelta) -> None:
        if self.held_at is None:
            self.shift += step
        else:
            self.held_at += step

    def reset(self) -> None:
        self.shift, self.held_at = timedelta(), None

    def state(self) -> dict[str, Any]:
        """What `load` understands."""
        held_at = self.held_at.isoformat() if self.held_at else None
        return {"shift_seconds": self.shift.total_seconds(), "held_at": held_at}

    def load(self, state: Mapping[str, Any]) -> None:
        self.shift = timedelta(seconds=float(state.get("shift_seconds", 0)))
        self.held_at = datetime.fromisoformat(state["held_at"]) if state.get("held_at") else None
