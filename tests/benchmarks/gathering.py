"""What a run of a pairing cycle does before anything is solved: everything read from the database into its document, and
each pair scored from it, hours of sixteen weeks over the end of daylight saving among it."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from faker import Faker

from accounts.models import Role
from directory.models import Expert, Startup, StartupMember, Topic
from mentoring.cycles.gathering import gathered
from mentoring.cycles.running import asked_of
from mentoring.cycles.scored import Scored
from mentoring.models import Choice, Cycle, Wish
from mentoring.pairing.scoring import Part
from tests.benchmarks.stand import Stand
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_mentor, a_person, a_programme

STARTUPS, EXPERTS, BOOKED, ROUNDS = 1000, 300, 4, 3
NOW = datetime(2026, 8, 20, tzinfo=UTC)
FIRST, LAST = date(2026, 9, 7), date(2026, 12, 27)


def measure(_stand: Stand) -> Iterator[tuple[str, str]]:
    with transaction.atomic():
        cycle = _cycle()
        took = [_once(cycle) for _ in range(ROUNDS)]
        transaction.set_rollback(True)
    read, scored = (min(each) for each in zip(*(one[:2] for one in took), strict=True))
    label = f"{STARTUPS} x {EXPERTS} gathered and scored (target 3 s), best of {ROUNDS}"
    yield label, f"{min(one[0] + one[1] for one in took):.2f} s"
    yield "  of it gathered from the database, scored", f"{read:.2f}, {scored:.2f} s"
    yield "  statements", str(took[0][2])
    yield "  hours in common, share of the most, on average", f"{took[0][3]:.2f}"


def _once(cycle: Cycle) -> tuple[float, float, int, float]:
    """Seconds for reading, seconds for scoring, statements, and how many hours are shared."""
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as statements:
        document = gathered(cycle, now=NOW)
    read = time.perf_counter()
    table = Scored(document, asked_of(cycle)).table
    scored = time.perf_counter()
    return read - began, scored - read, len(statements), float(table.parts[Part.HOURS].mean())


def _cycle() -> Cycle:
    """A programme of sixteen weeks whose people have all said what they want."""
    draw, faker = np.random.default_rng(7), Faker(["en_US", "ko_KR"])
    faker.seed_instance(7)
    programme = a_programme(pairing="cycle", starts_on=FIRST, ends_on=LAST)
    topics = Topic.objects.bulk_create(
        Topic(slug=f"gathered-{at}", name_ko=f"주제 {at}", name_en=f"Topic {at}") for at in range(60)
    )
    startups = _startups(faker)
    experts = _experts(draw, faker)
    parties: list[tuple[Sequence[Startup | Expert], str]] = [(startups, "needs"), (experts, "topics")]
    for party, name in parties:
        through = getattr(type(party[0]), name).through
        through.objects.bulk_create(
            through(**{f"{type(one).__name__.lower()}_id": one.pk, "topic_id": topics[at].pk})
            for one in party
            for at in draw.choice(60, 5, replace=False)
        )
    cycle = Cycle.objects.create(
        programme=programme,
        startups_due_on=FIRST,
        startups_due_at=clock_time(18),
        experts_due_on=FIRST,
        experts_due_at=clock_time(18),
        opened_at=NOW,
    )
    _wishes(cycle, startups, experts, draw, faker)
    return cycle


def _startups(faker: Faker) -> list[Startup]:
    startups = Startup.objects.bulk_create(
        Startup(
            name_ko=f"참가사 {at}",
            name_en=f"Applicant {at}",
            stage="seed",
            languages=["ko", "en"],
            builds_ko=faker["ko_KR"].sentence(20),
            builds_en=faker["en_US"].sentence(20),
        )
        for at in range(STARTUPS)
    )
    people = [
        a_person(Role.STARTUP_MEMBER, time_zone="Asia/Seoul", humane_from=clock_time(8 + at % 3))
        for at in range(STARTUPS)
    ]
    StartupMember.objects.bulk_create(
        StartupMember(person=person, startup=startup)
        for person, startup in zip(people, startups, strict=True)
    )
    return startups


def _experts(draw: np.random.Generator, faker: Faker) -> list[Expert]:
    """With hours of their own on five days, and an hour taken in some weeks."""
    experts = []
    for _ in range(EXPERTS):
        start = int(draw.integers(28, 60)) * 15
        expert = a_mentor(hours=(start, min(start + int(draw.integers(8, 36)) * 15, 1440)))
        expert.bio_ko, expert.bio_en = faker["ko_KR"].sentence(60), faker["en_US"].sentence(60)
        experts.append(expert)
    Expert.objects.bulk_update(experts, ["bio_ko", "bio_en"])
    for expert in experts:
        for week in range(BOOKED):
            starts_at = NOW + timedelta(days=18 + 7 * week, hours=int(draw.integers(0, 24)))
            an_appointment(expert.person, starts_at=starts_at)
    return experts


def _wishes(
    cycle: Cycle, startups: list[Startup], experts: list[Expert], draw: np.random.Generator, faker: Faker
) -> None:
    by = a_person(Role.COORDINATOR)
    said: dict[str, Any] = {"cycle": cycle, "is_draft": False, "by": by, "at": NOW}
    ours = Wish.objects.bulk_create(
        Wish(startup=one, needs=faker["ko_KR"].sentence(30), **said) for one in startups
    )
    theirs = Wish.objects.bulk_create(Wish(expert=one, **said) for one in experts)
    asked: list[tuple[Sequence[Wish], str, Sequence[Startup | Expert]]] = [
        (ours, "expert", experts),
        (theirs, "startup", startups),
    ]
    Choice.objects.bulk_create(
        Choice(wish=wish, place=place, **{side: others[at]})
        for wishes, side, others in asked
        for wish in wishes
        for place, at in enumerate(draw.choice(len(others), 10, replace=False).tolist(), start=1)
    )
