"""California gives up daylight saving from 2027: an evening there keeps its hours, so the meetings of its plan move."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from accounts.models import Role
from agenda.models import Commitment
from agenda.operations import NO_BUFFERS, hold
from audit.models import AuditEntry
from clock.models import ClockShift
from messaging.models import Message
from networking.events.operations import change_event
from networking.jobs import replan_since_tzdata
from networking.models import Event, Plan
from networking.plans.new_rules import replan_events
from tests.factories.cycles import a_coordinator
from tests.factories.hub import a_person
from tests.factories.plans import NOW, Guests, a_published_plan, an_event_to_plan, everybody_wishes
from tests.zone_files import california_without_daylight_saving_from_2027, zones_read_from

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
# The rounds begin at 18:30 in California.
BEFORE = datetime(2027, 4, 9, 1, 30, tzinfo=UTC)


@pytest.fixture
def guests(db: None) -> Guests:
    ClockShift.show(NOW)
    evening = {"rounds": 1, "held_on": date(2027, 4, 8), "time_zone": "America/Los_Angeles"}
    event, ours, theirs = an_event_to_plan(1, 1, **evening)
    everybody_wishes(ours, theirs)
    a_published_plan(event)
    Message.objects.all().delete()
    return ours + theirs


@pytest.fixture
def event(guests: Guests) -> Event:
    return Event.objects.get()


@pytest.fixture
def new_law(event: Event, tmp_path: Path) -> Iterator[None]:
    california_without_daylight_saving_from_2027(tmp_path)
    with zones_read_from(tmp_path):
        yield


def times() -> list[tuple[int, datetime]]:
    taken = Commitment.objects.filter(released_at=None, appointment__state="booked").order_by("person")
    return list(taken.values_list("person", "during__startswith"))


def expected(guests: Guests, at: datetime) -> list[tuple[int, datetime]]:
    return [(person, at) for person in sorted(one.person_id for one in guests)]


def busy(person: int, at: datetime) -> None:
    hold(
        appointment_id=uuid4(),
        people={person: NO_BUFFERS},
        starts_at=at,
        ends_at=at + timedelta(minutes=5),
        expires_at=NOW + timedelta(days=1),
        now=NOW,
    )


def test_nothing_moves_while_the_rules_are_the_same(guests: Guests) -> None:
    assert replan_events(now=NOW) == []
    assert times() == expected(guests, BEFORE)
    assert not Message.objects.exists()


@pytest.mark.usefixtures("new_law")
def test_the_meetings_follow_the_clock_and_who_has_any_is_told_once(guests: Guests) -> None:
    revision = Event.objects.get().revision
    for _ in range(2):
        replan_since_tzdata()
        assert times() == expected(guests, BEFORE + HOUR)
        told = sorted(Message.objects.values_list("person", flat=True))
        assert told == sorted(one.person_id for one in guests)
        assert Event.objects.get().revision == revision + 1
    (entry,) = AuditEntry.objects.filter(action="event.replanned")
    assert entry.details["changed"] == {"meetings": [BEFORE.isoformat(), (BEFORE + HOUR).isoformat()]}


def test_who_was_told_other_hours_before_is_told_the_new_ones(
    guests: Guests, event: Event, tmp_path: Path
) -> None:
    change_event(slug=event.slug, rounds_time=time(19), by=a_coordinator(), now=NOW)
    california_without_daylight_saving_from_2027(tmp_path)
    with zones_read_from(tmp_path):
        replan_since_tzdata()
    told = Message.objects.filter(kind="replanned").values_list("person", flat=True)
    assert sorted(told) == sorted([one.person_id for one in guests] * 2)


@pytest.mark.usefixtures("new_law")
def test_where_somebody_is_taken_they_stay_and_coordinators_are_told_once(
    guests: Guests, event: Event
) -> None:
    busy(guests[0].person_id, BEFORE + HOUR)
    coordinator = a_person(Role.COORDINATOR, language="en")
    for _ in range(2):
        (shift,) = replan_events(now=NOW)
        assert (shift.before, shift.after, shift.clash) == (BEFORE, BEFORE + HOUR, (guests[0].person.name,))
        assert times() == expected(guests, BEFORE)
        message = Message.objects.get(person=coordinator)
    assert message.subject.startswith("New rules of the clock")
    assert guests[0].person.name in message.body
    assert f"/coordinator/events/{event.slug}/plan" in message.body
    assert Plan.objects.get().state == "published"


@pytest.mark.usefixtures("new_law")
def test_what_has_begun_stays(guests: Guests) -> None:
    assert replan_events(now=BEFORE) == []
    assert times() == expected(guests, BEFORE)


@pytest.mark.usefixtures("new_law")
def test_the_command_lists_what_moves_before_it_moves_it(guests: Guests, event: Event) -> None:
    line = f"{event.slug}  meetings of the event  2027-04-09T01:30:00Z -> 2027-04-09T02:30:00Z"
    for arguments, at in ((["--dry-run"], BEFORE), ([], BEFORE + HOUR)):
        told = StringIO()
        call_command("replan", "--since-tzdata", *arguments, stdout=told)
        assert told.getvalue().splitlines()[1:] == [line, "1 to move, 0 to ask about"]
        assert times() == expected(guests, at)
        assert Message.objects.exists() == (at != BEFORE)
