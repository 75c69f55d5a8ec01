"""Operations on single dates of a person that have hours of their own."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from accounts.models import Person
from agenda.intervals import Span, union
from agenda.models import DateOverride
from agenda.own_time import Seen
from agenda.transactions import atomically
from audit.models import AuditEntry
from audit.operations import record
from audit.queries import changed_in
from problems.matching import ChangedMeanwhile

NONE_YET = 0  # the revision of a date that has no hours of its own


@atomically
def set_override(
    *, person: Person, on: date, ranges: Sequence[Span], seen: Seen = None, by: Person, now: datetime
) -> tuple[DateOverride, bool]:
    """Let only `ranges` (minutes of the local day) be open on `on`; none is a day off.

    Ranges that touch or overlap become one; the second answer says whether any did. `seen` are the revisions of
    the date that the caller knows, NONE_YET where it had no hours of its own. Raises ChangedMeanwhile.
    """
    before = _opened(person, on, seen)
    merged = union(ranges)
    revision = _next_revision(person, on, before)
    after = [list(span) for span in merged]
    override, _made = DateOverride.objects.update_or_create(
        person=person, on=on, defaults={"ranges": after, "revision": revision}
    )
    _note(person, on, "override.set", revision, [before and before.ranges, after], by, now)
    return override, len(merged) < len(ranges)


@atomically
def drop_override(*, person: Person, on: date, seen: Seen = None, by: Person, now: datetime) -> None:
    """Let the usual hours hold again on that date. Raises ChangedMeanwhile, DateOverride.DoesNotExist."""
    before = _opened(person, on, seen)
    if before is None:
        raise DateOverride.DoesNotExist
    revision = _next_revision(person, on, before)
    _note(person, on, "override.dropped", revision, [before.ranges, None], by, now)
    before.delete()


def _opened(person: Person, on: date, seen: Seen) -> DateOverride | None:
    """The hours of the date, the person locked: two savers of one person wait for each other."""
    Person.objects.select_for_update().get(pk=person.pk)
    found = DateOverride.objects.filter(person=person, on=on).first()
    revision = found.revision if found else NONE_YET
    if seen is not None and revision not in seen:
        entries = _entries(person, on).filter(details__revision__gt=max(seen, default=revision))
        raise ChangedMeanwhile(changed=changed_in(entries), etag=f'"{revision}"')
    return found


def _next_revision(person: Person, on: date, before: DateOverride | None) -> int:
    """One that the date never had, even if its hours were dropped since."""
    last = _entries(person, on).filter(details__has_key="revision").last()
    return 1 + max(last.details["revision"] if last else NONE_YET, before.revision if before else NONE_YET)


def _entries(person: Person, on: date) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(
        subject_kind="person",
        subject_id=str(person.pk),
        action__in=["override.set", "override.dropped"],
        details__on=str(on),
    )


def _note(
    person: Person, on: date, action: str, revision: int, ranges: list[object], by: Person, now: datetime
) -> None:
    before, after = ranges
    details: dict[str, object] = {"revision": revision, "changed": {"ranges": ranges}}
    record("person", person.pk, action, by=by, now=now, on=str(on), before=before, after=after, **details)
