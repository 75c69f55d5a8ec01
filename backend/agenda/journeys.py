"""Operations on a person's journeys: while one lasts, its clock is theirs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.following import clock_changed
from accounts.models import Person
from agenda.models import Travel
from agenda.transactions import atomically
from audit.models import AuditEntry
from audit.operations import record
from problems import Problem
from problems.matching import ChangedMeanwhile

FIELDS = ("from_on", "to_on", "time_zone")


class TravelOverlaps(Problem):
    code = "travel_overlaps"
    status = 409
    title = _("You cannot be in two places")
    detail = _("Another journey of yours covers some of these dates. Change or remove that one first.")
    field = "from_on"


@atomically
def add_travel(
    *, person: Person, from_on: date, to_on: date, time_zone: str, by: Person, now: datetime
) -> Travel:
    """Let the person live by the clock of `time_zone` on these dates: hours, messages, nights. Raises TravelOverlaps."""
    travel = Travel(person=person, from_on=from_on, to_on=to_on, time_zone=time_zone)
    _save(travel)
    record("person", person.pk, "travel.added", by=by, now=now, **_told(travel))
    clock_changed(person.pk)
    return travel


@atomically
def drop_travel(*, travel: Travel, by: Person, now: datetime) -> None:
    """Let the person live by the clock at home again on those dates."""
    record(
        "person",
        travel.person_id,
        "travel.dropped",
        by=by,
        now=now,
        **_told(travel),
    )
    travel.delete()
    clock_changed(travel.person_id)


@atomically
def change_travel(
    *, travel: Travel, changes: Mapping[str, Any], seen: frozenset[int] | None, by: Person, now: datetime
) -> Travel:
    """Give the journey other dates or another zone, one revision up; `changes` are some of FIELDS.

    `seen` are the revisions that the caller knows, None if they did not say. Raises ChangedMeanwhile with what did,
    TravelOverlaps. Where nothing becomes another nothing is done.
    """
    travel = Travel.objects.select_for_update().get(pk=travel.pk)
    if seen is not None and travel.revision not in seen:
        changed = _changed_since(travel, max(seen, default=travel.revision))
        raise ChangedMeanwhile(changed=changed, etag=f'"{travel.revision}"')
    before = _told(travel)
    for field in FIELDS:
        setattr(travel, field, changes.get(field, getattr(travel, field)))
    after = _told(travel)
    if after == before:
        return travel
    travel.revision += 1
    _save(travel)
    details = {"travel": travel.pk, "revision": travel.revision, "before": before, "after": after}
    record("person", travel.person_id, "travel.changed", by=by, now=now, **details)
    clock_changed(travel.person_id)
    return travel


def _save(travel: Travel) -> None:
    try:
        with transaction.atomic():
            travel.save()
    except IntegrityError as error:
        if "travel_nobody_is_in_two_zones_at_once" not in str(error):
            raise
        raise TravelOverlaps from error


def _changed_since(travel: Travel, revision: int) -> list[dict[str, str]]:
    """A row per field that is another than at that revision."""
    entries = AuditEntry.objects.filter(
        subject_kind="person",
        subject_id=str(travel.person_id),
        action="travel.changed",
        details__travel=travel.pk,
        details__revision__gt=revision,
    )
    first = entries.order_by("pk").first()
    before, after = first.details["before"] if first else {}, _told(travel)
    return [
        {"field": field, "before": value, "after": after[field]}
        for field, value in before.items()
        if value != after[field]
    ]


def _told(travel: Travel) -> dict[str, str]:
    return {field: str(getattr(travel, field)) for field in FIELDS}
