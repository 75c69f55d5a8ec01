"""Puts one accepted row into the database. The caller owns the transaction and has locked what is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from accounts.consent import vouch_for
from accounts.models import Person, Role
from accounts.phones import is_landline
from agenda.models import BookingLimits, Schedule, WeeklyHours
from directory.models import Expert, Startup, StartupMember, Topic
from intake.columns import name_column
from intake.comparison import ROLES
from intake.rows import ExpertCells, Row, StartupCells

_STARTUP_FIELDS = {
    "startup_ko": "name_ko",
    "startup_en": "name_en",
    "builds_ko": "builds_ko",
    "builds_en": "builds_en",
    "stage": "stage",
    "languages": "languages",
}
_PERSON_FIELDS = ("phone", "country", "language", "time_zone")
_EXPERT_FIELDS = ("kind", "organisation", "headline_ko", "headline_en", "bio_ko", "bio_en", "languages")


def write_row(
    row: Row,
    changed: frozenset[str],
    person: Person | None,
    startup: Startup | None,
    *,
    now: datetime,
) -> Person:
    """Write the columns `changed` of `row`: to `person` and `startup`, or to new ones where these are None.

    The hub vouches for the people and numbers of its files: these count as verified (decision 0029).
    """
    written = _write_person(row, changed, person, now)
    if person is None or "phone" in changed:
        vouch_for(written, now=now)
    if row.startup is not None:
        _join(written, _write_startup(row.startup, changed, startup))
    if row.expert is not None:
        _write_expert(row.expert, changed, written)
    if "weekly_hours" in changed:
        _write_hours(row, written)
    if row.limits is not None:
        values = {column: value for column, value in vars(row.limits).items() if column in changed}
        if values:
            BookingLimits.objects.update_or_create(person=written, defaults=values)
    return written


def _write_person(row: Row, changed: frozenset[str], person: Person | None, now: datetime) -> Person:
    cells = row.person
    # A landline stays as a number to call.
    verified_at = now if cells.phone and not is_landline(cells.phone) else None
    if person is None:
        details = {field: getattr(cells, field) for field in _PERSON_FIELDS}
        details["phone_verified_at"] = verified_at
        role = Role(ROLES[row.kind])
        return Person.objects.create_person(email=cells.email, name=cells.name, role=role, **details)
    values = {name_column(row.kind): ("name", cells.name)}
    values |= {field: (field, getattr(cells, field)) for field in _PERSON_FIELDS}
    saved = {field: value for column, (field, value) in values.items() if column in changed}
    _save(person, saved | ({"phone_verified_at": verified_at} if "phone" in saved else {}))
    return person


def _write_startup(cells: StartupCells, changed: frozenset[str], startup: Startup | None) -> Startup:
    values = {field: _plain(getattr(cells, field)) for field in _STARTUP_FIELDS.values()}
    if startup is None:
        # An earlier line of the same import may have brought the startup.
        startup, _ = Startup.objects.get_or_create(name_ko=cells.name_ko, defaults=values)
    else:
        _save(
            startup, {field: values[field] for column, field in _STARTUP_FIELDS.items() if column in changed}
        )
    if "needs" in changed:
        startup.needs.set(Topic.objects.filter(slug__in=cells.needs))
    return startup


def _join(person: Person, startup: Startup) -> None:
    StartupMember.objects.get_or_create(person=person, defaults={"startup": startup})


def _write_expert(cells: ExpertCells, changed: frozenset[str], person: Person) -> None:
    expert: Expert | None = getattr(person, "expert", None)
    values = {field: _plain(getattr(cells, field)) for field in _EXPERT_FIELDS}
    if expert is None:
        expert = Expert.objects.create(person=person, **values)
    else:
        _save(expert, {field: value for field, value in values.items() if field in changed})
    if "topics" in changed:
        expert.topics.set(Topic.objects.filter(slug__in=cells.topics))


def _write_hours(row: Row, person: Person) -> None:
    schedule = Schedule.objects.default_of(person)
    schedule.weekly_hours.all().delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(person=person, schedule=schedule, **vars(one)) for one in row.hours
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _save(instance: Model, values: Mapping[str, object]) -> None:
    """Save only `values`: what else the row holds may be newer than what was read."""
    if values:
        for field, value in values.items():
            setattr(instance, field, value)
        instance.save(update_fields=list(values))
