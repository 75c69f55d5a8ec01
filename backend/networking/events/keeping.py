"""An event in hand: locked against everybody else, and one revision up when it has changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from accounts.models import Person
from audit.models import AuditEntry
from audit.operations import record
from audit.queries import changed_in
from networking.events.refusals import EventOver
from networking.in_calendars.asking import ask_for_calendars
from networking.models import Event
from networking.rules import CANCELLED, DONE
from problems.matching import ChangedMeanwhile

Seen = frozenset[int] | None


def locked(slug: str, seen: Seen = None) -> Event:
    """The event, held against everybody else who changes it or gives or takes a place in it.

    Raises Event.DoesNotExist, ChangedMeanwhile.
    """
    event = Event.objects.select_for_update(no_key=True).get(slug=slug)
    if seen is not None and event.revision not in seen:
        since = min((one for one in seen if one < event.revision), default=event.revision)
        entries = AuditEntry.objects.filter(
            subject_kind="event", subject_id=str(event.pk), details__revision__gt=since
        )
        raise ChangedMeanwhile(changed=changed_in(entries.order_by("pk")), etag=f'"{event.revision}"')
    return event


def locked_alive(slug: str, seen: Seen = None) -> Event:
    """The same where it can still be changed. Raises EventOver."""
    event = locked(slug, seen)
    if event.state in (DONE, CANCELLED):
        raise EventOver(state=event.state)
    return event


def turn(
    event: Event, action: str, by: Person | None, now: datetime, changed: Mapping[str, Sequence[object]]
) -> None:
    """One revision up, and an audit row with each field before and after; calendars of guests follow."""
    event.revision += 1
    event.save()
    record("event", event.pk, action, by=by, now=now, revision=event.revision, changed=dict(changed))
    ask_for_calendars(event_id=event.pk)


def plain(value: object) -> object:
    """A value as an audit row can hold it."""
    return value.isoformat() if isinstance(value, date | time) else value
