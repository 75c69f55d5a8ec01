"""What the database holds about the people of some rows, in the same plain values that the rows have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import Person
from agenda.models import BookingLimits, WeeklyHours
from directory.models import Expert, Startup, StartupMember, Topic
from intake.comparison import Held
from intake.fields import topic_names
from intake.rows import ExpertCells, LimitCells, PersonCells, Row, StartupCells
from intake.weekly_hours import WeeklyRange


@dataclass(frozen=True)
class World:
    """People by e-mail and startups by Korean name, as far as some rows speak of them."""

    people: Mapping[str, Person]
    startups: Mapping[str, Startup]

    def held(self, row: Row) -> Held:
        """What is held about this row's person and startup."""
        person = self.people.get(row.person.email)
        startup = self.startups.get(row.startup.name_ko) if row.startup else None
        startup_cells = _startup_cells(startup) if startup else None
        return _held(person, startup_cells) if person else Held(startup=startup_cells)


def accepted_topics() -> Mapping[str, str]:
    """Slugs and names of all topics, case-folded → slug."""
    return topic_names(list(Topic.objects.values_list("slug", "name_ko", "name_en")))


def world_of(rows: Iterable[Row], *, locked: bool) -> World:
    """The people and startups that `rows` name, in a constant number of queries.

    `locked`: take their rows for update, so that a person who saves the own settings meanwhile waits.
    """
    rows = list(rows)
    people = _people({row.person.email for row in rows})
    startups = _startups({row.startup.name_ko for row in rows if row.startup})
    if locked:
        people = people.select_for_update(of=("self",))
        startups = startups.select_for_update(of=("self",))
    return World({person.email: person for person in people}, {one.name_ko: one for one in startups})


def _people(emails: set[str]) -> QuerySet[Person]:
    return (
        Person.objects.filter(email__in=emails)
        .order_by("id")
        .select_related("membership__startup", "expert", "booking_limits")
        .prefetch_related("expert__topics", _default_hours())
    )


def _default_hours() -> Prefetch[str, QuerySet[WeeklyHours], str]:
    """Tables speak of the default schedule alone."""
    return Prefetch("weekly_hours", WeeklyHours.objects.filter(schedule__is_default=True))


def _startups(names: set[str]) -> QuerySet[Startup]:
    return Startup.objects.filter(name_ko__in=names).order_by("id").prefetch_related("needs")


def _held(person: Person, startup: StartupCells | None) -> Held:
    membership: StartupMember | None = getattr(person, "membership", None)
    expert: Expert | None = getattr(person, "expert", None)
    limits: BookingLimits | None = getattr(person, "booking_limits", None)
    hours = sorted(
        WeeklyRange(one.weekday, one.starts_minute, one.ends_minute) for one in person.weekly_hours.all()
    )
    return Held(
        PersonCells(
            person.email, person.name, person.phone, person.country, person.language, person.time_zone
        ),
        person.role,
        startup,
        membership.startup.name_ko if membership else "",
        _expert_cells(expert) if expert else None,
        tuple(hours),
        _limit_cells(limits) if limits else None,
    )


def _startup_cells(startup: Startup) -> StartupCells:
    return StartupCells(
        name_ko=startup.name_ko,
        name_en=startup.name_en,
        builds_ko=startup.builds_ko,
        builds_en=startup.builds_en,
        stage=startup.stage,
        needs=_slugs(startup.needs.all()),
        languages=tuple(sorted(startup.languages)),
    )


def _expert_cells(expert: Expert) -> ExpertCells:
    return ExpertCells(
        kind=expert.kind,
        organisation=expert.organisation,
        headline_ko=expert.headline_ko,
        headline_en=expert.headline_en,
        bio_ko=expert.bio_ko,
        bio_en=expert.bio_en,
        topics=_slugs(expert.topics.all()),
        languages=tuple(sorted(expert.languages)),
    )


def _limit_cells(limits: BookingLimits) -> LimitCells:
    return LimitCells(
        notice_hours=limits.notice_hours,
        buffer_before_minutes=limits.buffer_before_minutes,
        buffer_after_minutes=limits.buffer_after_minutes,
        max_per_day=limits.max_per_day,
        max_per_week=limits.max_per_week,
    )


def _slugs(topics: Iterable[Topic]) -> tuple[str, ...]:
    return tuple(sorted(topic.slug for topic in topics))
