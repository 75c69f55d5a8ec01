"""What Google does not show of a person's own events, and why, in words for that person. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from calendars.models import CalendarEvent, GoogleConnection, WriteState
from calendars.pending import pending_events
from calendars.troubles import words_of_pause, words_of_write

MOST_TOLD = 5


@dataclass(frozen=True)
class Pause:
    """Until when Google takes nothing of the account, as far as is known, and why."""

    reason: str
    words: str
    until: datetime


@dataclass(frozen=True)
class Stuck:
    """An event that was refused or met trouble; `kind` and `subject_id` say of what it is. `page` is the path of an
    entry's page, else empty."""

    kind: str
    subject_id: str
    page: str
    summary: str
    starts_at: datetime
    has_failed: bool
    code: str
    words: str


def pause_of(connection: GoogleConnection, now: datetime) -> Pause | None:
    """None where Google can be asked. No statement."""
    if connection.paused_until is None or connection.pause_left(now) is None:
        return None
    words = words_of_pause(hours=connection.is_over_quota(now))
    return Pause(connection.pause_reason, words, connection.paused_until)


def stuck_events(connection: GoogleConnection, now: datetime) -> list[Stuck]:
    """The first of those in trouble, the failed before those that wait. One statement."""
    events = pending_events(now).filter(organiser=connection).exclude(last_error="").select_related("entry")
    return [_told(event) for event in events[:MOST_TOLD]]


def _told(event: CalendarEvent) -> Stuck:
    kind, subject_id = event.subject
    has_failed = event.state == WriteState.FAILED
    return Stuck(
        kind="group" if event.strangers else kind,
        subject_id=str(subject_id),
        page=event.entry.page if event.entry else "",
        summary=event.summary,
        starts_at=event.starts_at,  # type: ignore[attr-defined]  # annotated
        has_failed=has_failed,
        code=event.last_error,
        words=words_of_write(event.last_error, has_failed=has_failed),
    )
