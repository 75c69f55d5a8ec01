"""A person's schedules and limits as one document: how it stands, which revision it is, what became of it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from accounts.models import Person
from agenda.intentions import Limits
from agenda.models import BookingLimits, CalendarReading, OwnHours, Schedule
from audit.models import AuditEntry
from audit.operations import record
from audit.queries import changed_in
from problems.matching import ChangedMeanwhile

# "schedules.<name>", "limits.<field>" and "offer_when_unknown", each as JSON has it.
Stand = Mapping[str, object]


def hours_revision(person: Person) -> int:
    """The ETag of the person's schedules and limits, without the quotes; 1 for what nobody has changed."""
    found = OwnHours.objects.filter(person=person).values_list("revision", flat=True)
    return found.first() or 1


def opened_hours(person: Person, seen: Collection[int] | None = None) -> Stand:
    """How the hours stand, the person locked: two savers of one person wait for each other.

    `seen` are the revisions that the caller knows, None if they did not say. Raises ChangedMeanwhile with what did.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    revision = hours_revision(person)
    if seen is not None and revision not in seen:
        entries = AuditEntry.objects.filter(
            subject_kind="person",
            subject_id=str(person.pk),
            details__hours_revision__gt=max(seen, default=revision),
        )
        raise ChangedMeanwhile(changed=changed_in(entries), etag=f'"{revision}"')
    return _stand_of(person)


def note_hours(
    person: Person, action: str, was: Stand, *, by: Person | None, now: datetime, **details: object
) -> None:
    """Leave a row about a change of the hours, with each part that is not as it `was`; one revision up if any is."""
    stands = _stand_of(person)
    changed = {
        name: [was.get(name), stands.get(name)]
        for name in sorted({*was, *stands})
        if was.get(name) != stands.get(name)
    }
    if changed:
        revision = hours_revision(person) + 1
        OwnHours.objects.update_or_create(person=person, defaults={"revision": revision})
        details |= {"hours_revision": revision, "changed": changed}
    record("person", person.pk, action, by=by, now=now, **details)


def _stand_of(person: Person) -> Stand:
    stand: dict[str, object] = {}
    for schedule in Schedule.objects.filter(person=person).prefetch_related("weekly_hours"):
        ranges = [[one.weekday, one.starts_minute, one.ends_minute] for one in schedule.weekly_hours.all()]
        stand[f"schedules.{schedule.name}"] = {
            "is_default": schedule.is_default,
            "used_for": schedule.used_for,
            "ranges": ranges,
        }
    limits = BookingLimits.objects.filter(person=person).first() or BookingLimits()
    stand |= {f"limits.{name}": plain(getattr(limits, name)) for name in Limits._fields}
    unread = CalendarReading.objects.filter(person=person).values_list("offer_when_unknown", flat=True)
    return {**stand, "offer_when_unknown": unread.first()}


def plain(value: object) -> object:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
