from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from agenda.own_clock import know_journeys, zone_of
from calendars.models import CalendarEvent, CalendarWarning, ConnectionState, GoogleConnection
from calendars.pending import next_tries
from mentoring.about import About, about_each, subjects_named


@dataclass(frozen=True)
class PendingWrite:
    """An event of `pending_events`, what it is of, and when it is tried again; None where nobody is on the way."""

    event: CalendarEvent
    about: About
    next_try_at: datetime | None
    is_over_quota: bool  # Google takes nothing of its person for hours

    @property
    def wish(self) -> str:
        """What has to be done about it: "write", "change" or "remove"."""
        if not self.event.is_wanted:
            return "remove"
        return "change" if self.event.written_version else "write"

    @property
    def expert_time_zone(self) -> str:
        return zone_of(self.about.expert, self._starts_at)

    @property
    def founder_time_zone(self) -> str | None:
        founder = self.about.founder
        return zone_of(founder, self._starts_at) if founder else None

    @property
    def _starts_at(self) -> datetime:
        starts_at: datetime = self.event.starts_at  # type: ignore[attr-defined]  # annotated
        return starts_at

    @property
    def calendar_of(self) -> GoogleConnection | None:
        return self.event.organiser

    @property
    def can_be_tried(self) -> bool:
        """Whether a try can help, as `retry_events` has it."""
        organiser = self.event.organiser
        works = organiser is not None and organiser.state == ConnectionState.ACTIVE
        return works and not self.is_over_quota


def named(events: QuerySet[CalendarEvent], words: str) -> QuerySet[CalendarEvent]:
    """Those where a name, a goal or a title holds `words`, or whose calendar is somebody's of this name."""

    appointments, series = subjects_named(words)
    return events.filter(
        Q(appointment__in=appointments)
        | Q(series_id__in=series)
        | Q(entry__isnull=False, summary__icontains=words)
        | Q(organiser__person__name__icontains=words)
    )


def shown(events: Sequence[CalendarEvent], now: datetime) -> list[PendingWrite]:
    """Each of `pending_events` with what a coordinator wants to know. Five statements whatever their number."""
    about = _about(events)
    know_journeys(
        person for one in about.values() for person in (one.expert, one.founder) if person is not None
    )
    tries = next_tries([event.pk for event in events], now)
    return [_shown(event, about[event.pk], tries.get(event.pk), now) for event in events]


@dataclass(frozen=True)
class Warned:
    """An open warning, and what its event is of where it is about one."""

    warning: CalendarWarning
    about: About | None


def warned(warnings: Sequence[CalendarWarning]) -> list[Warned]:
    """Each of `open_warnings` with what it is about. Three statements whatever their number."""
    events = [warning.event for warning in warnings if warning.event is not None]
    about = _about(events)
    return [Warned(warning, about.get(warning.event.pk) if warning.event else None) for warning in warnings]


def _about(events: Sequence[CalendarEvent]) -> dict[int, About]:
    """What each is of, by its own id. Three statements."""
    ids = {event.pk: event.subject[1] for event in events}
    known = about_each(one for one in ids.values() if isinstance(one, UUID))
    found = {pk: known[one] for pk, one in ids.items() if isinstance(one, UUID) and one in known}
    for event in events:
        if (entry := event.entry) is not None:
            title = event.summary
            found[event.pk] = About(
                "event", entry.pk, entry.person, title_ko=title, title_en=title, page=entry.page
            )
    return found


def _shown(event: CalendarEvent, about: About, next_job_at: datetime | None, now: datetime) -> PendingWrite:
    """A job may be queued for a time in a pause: then it is only the end of that which counts."""
    rests = event.organiser is not None and event.organiser.is_over_quota(now)
    until = event.organiser.paused_until if event.organiser and rests else None
    next_try_at = max(next_job_at, until) if next_job_at and until else next_job_at
    return PendingWrite(event, about, next_try_at, rests)
