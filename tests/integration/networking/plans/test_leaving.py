"""A guest who does not come any more gives back everybody's time at once, and the plan shows what it lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation

from agenda.models import Commitment
from messaging.models import Message, Reminder
from networking.guests.deciding import decline
from networking.guests.registering import cancel_registration
from networking.in_calendars.items import items_for
from networking.models import Booking, Event, LostMeeting, Meeting, MeetingGuest, Plan, Registration
from networking.plans.publishing import publish_plan
from networking.plans.queries import shown
from networking.plans.rest import copy_plan, plan_rest
from tests.factories.cycles import a_coordinator
from tests.factories.plans import (
    NOW,
    Guests,
    a_published_plan,
    an_event_to_plan,
    everybody_wishes,
    meetings_of,
)

pytestmark = pytest.mark.django_db


def an_evening(
    startups: int = 2, contacts: int = 2, *, capacity: int = 2, **fields: object
) -> tuple[Event, Guests, Guests, Plan]:
    event, ours, theirs = an_event_to_plan(startups, contacts, **fields)
    event.tables.update(capacity=capacity)
    everybody_wishes(ours, theirs)
    plan = a_published_plan(event)
    event.refresh_from_db()
    Message.objects.filter(state="ready").update(state="sent")  # what was told before has left
    return event, ours, theirs, plan


def leave(guest: Registration) -> None:
    cancel_registration(registration_id=guest.pk, by=guest.person, now=NOW)


def standing(*guests: Registration) -> list[int]:
    """How many hours of each are taken."""
    rows = Commitment.objects.filter(released_at=None)
    return [rows.filter(person=one.person_id).count() for one in guests]


def told(guest: Registration) -> list[str]:
    rows = Message.objects.filter(person=guest.person_id, state="ready", channel="email").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_who_cancels_gives_everybody_their_time_back_and_those_are_told() -> None:
    _event, (gone, stays), theirs, plan = an_evening()
    assert standing(gone, stays, *theirs) == [2, 2, 2, 2]
    leave(gone)
    assert standing(gone, stays, *theirs) == [0, 2, 1, 1]
    assert [told(one) for one in (stays, *theirs)] == [[], ["replanned"], ["replanned"]]
    mail = Message.objects.get(person=theirs[0].person_id, kind="replanned", channel="email")
    assert "no meeting any more" in mail.body
    assert set(meetings_of(plan)) == {(stays.pk, one.pk) for one in theirs}
    reminders = Reminder.objects.filter(kind="meeting", person__in=[one.person_id for one in theirs])
    assert sorted(reminders.values_list("state", "dropped_because")) == [
        *[("dropped", "left")] * 2,
        *[("planned", "")] * 2,
    ]


def test_the_plan_shows_its_gaps_until_the_rest_is_planned_again() -> None:
    event, (gone, _stays), theirs, plan = an_evening()
    lost = {pair: at for pair, at in meetings_of(plan).items() if gone.pk in pair}
    leave(gone)
    with translation.override("en"):
        rows = shown(Plan.objects.get(pk=plan.pk), "en").lost
    assert {(one["startup"], one["contact"]): one["round"] for one in rows} == {
        pair: number for pair, (number, _) in lost.items()
    }
    assert [one["left"] for one in rows] == [gone.pk, gone.pk]
    name, host = gone.name_in("en"), theirs[0].name_in("en")
    words = next(one["words"] for one in rows if one["contact"] == theirs[0].pk)
    assert (
        words
        == f"Round {lost[gone.pk, theirs[0].pk][0]}: {name} does not come, so {host} has no meeting with them."
    )
    copy = copy_plan(plan_id=plan.pk, by=a_coordinator(), now=NOW)
    assert shown(copy, "en").lost == []
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=NOW)
    publish_plan(plan_id=rest.pk, by=a_coordinator(), now=NOW)
    assert shown(Plan.objects.get(pk=rest.pk), "en").lost == []


def test_the_hub_that_turns_a_guest_down_gives_the_time_back_too_and_bookings_with_it() -> None:
    _event, (gone, stays), theirs, _plan = an_evening(booking="at_once")
    decline(registration_id=theirs[0].pk, by=a_coordinator(), now=NOW)
    assert standing(gone, stays, *theirs) == [1, 1, 0, 2]
    assert [told(one) for one in (gone, stays)] == [["replanned"], ["replanned"]]
    assert Booking.objects.standing().count() == 0


def test_at_a_table_of_several_the_others_go_on() -> None:
    _event, ours, theirs, plan = an_evening(
        3, 1, capacity=4, format="group_tables", startups_per_table=3, rounds=1, tables=1
    )
    assert standing(*ours, *theirs) == [1, 1, 1, 1]
    meeting = plan.meetings.get()
    leave(ours[0])
    assert standing(*ours, *theirs) == [0, 1, 1, 1]
    meeting.refresh_from_db()
    assert meeting.guests.count() == 3
    assert told(theirs[0]) == ["replanned"]
    (reminder,) = Reminder.objects.filter(person=theirs[0].person_id, kind="meeting")
    assert reminder.state == "planned"
    assert ours[0].name_in("en") not in reminder.context["counterpart"]
    leave(theirs[0])
    assert standing(*ours, *theirs) == [0, 0, 0, 0]
    assert not Meeting.objects.filter(pk=meeting.pk).exists()


def test_rounds_that_have_begun_stay_as_they_were() -> None:
    event, (gone, _stays), _theirs, plan = an_evening()
    starts_at = event.round_times()[0][0]
    decline(registration_id=gone.pk, by=a_coordinator(), now=starts_at + timedelta(minutes=1))
    kept = MeetingGuest.objects.filter(registration=gone, plan=plan)
    assert list(kept.values_list("round", flat=True)) == [1]
    assert standing(gone) == [1]
    rest = plan_rest(event_id=event.pk, by=a_coordinator(), now=starts_at + timedelta(minutes=2))
    assert rest.outcome["faults"] == []


def test_calendars_tell_the_round_as_cancelled_and_never_go_back() -> None:
    event, (gone, _stays), theirs, plan = an_evening()
    theirs[0].calendar_form = "meetings"
    theirs[0].save()
    before = {one.uid: one for one in items_for(event, theirs[0].person)}
    lost = meetings_of(plan)[gone.pk, theirs[0].pk][0]
    leave(gone)
    after = {one.uid: one for one in items_for(event, theirs[0].person)}
    assert after.keys() == before.keys()
    starts_at = event.round_times()[lost - 1][0]
    assert [one.starts_at for one in after.values() if one.is_cancelled] == [starts_at]
    assert all(after[uid].sequence > before[uid].sequence for uid in before)


def test_the_database_has_what_was_lost_of_two_of_whom_one_left() -> None:
    _event, (gone, stays), _theirs, plan = an_evening()
    leave(gone)
    lost = LostMeeting.objects.filter(plan=plan)
    with transaction.atomic(), pytest.raises(IntegrityError, match="lost_meeting_names_who_left_it"):
        lost.update(left=stays)
    with transaction.atomic(), pytest.raises(IntegrityError, match="lost_meeting_rounds_count_from_one"):
        lost.update(round=0)
    with transaction.atomic(), pytest.raises(IntegrityError, match="lost_meeting_is_of_two"):
        lost.update(contact=F("startup"))


def test_who_never_had_a_meeting_leaves_without_a_word_to_anybody() -> None:
    event, ours, theirs = an_event_to_plan(2, 1)
    everybody_wishes(ours[:1], theirs)
    plan = a_published_plan(event)
    revision = Plan.objects.get(pk=plan.pk).revision
    leave(ours[1])
    assert Plan.objects.get(pk=plan.pk).revision == revision
    assert Message.objects.filter(kind="replanned").count() == 0
