"""Guests of an event are told their meetings once, what of them changed, and before each one which table is next."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from messaging.channels import Channels
from messaging.models import Message, Reminder
from messaging.operations import claim_due, due_reminders_become_messages, record_outcomes, send_next
from messaging.rules import Ending, Outcome
from networking.events.turning import step_event
from networking.guests.deciding import decline, send_new_link
from networking.guests.registering import cancel_registration
from networking.guests.tokens import agenda_link
from networking.models import Event, Plan, Registration
from networking.plans.clashing import Place
from networking.plans.hand import move_meeting, remove_meeting
from networking.plans.publishing import publish_plan
from networking.plans.rest import copy_plan
from networking.plans.telling import tell_of_plan
from tests.emulators import RunningEmulator
from tests.factories.cycles import a_coordinator
from tests.factories.events import a_contact, a_guest, an_event
from tests.factories.hub import a_founder
from tests.factories.plans import NOW, a_ready_plan, everybody_wishes
from tests.twilio import channels, emulator, started_emulator, texts_at

__all__ = ["channels", "emulator", "started_emulator"]

pytestmark = pytest.mark.django_db
PHONE = "+821012345678"
MINUTES = timedelta(minutes=1)


def an_evening(
    contacts: int = 2, *, at: datetime = NOW, phone: str = PHONE, **fields: Any
) -> tuple[Event, Registration, Plan]:
    """A founder with a phone who meets contacts of Google in the first rounds; they live in California without a phone."""
    event = an_event(startups=1, contacts=contacts, state="closed", **fields)
    founder = a_guest(event, person=a_founder(phone=phone, language="en"))
    others = [a_guest(event, expert=a_contact()) for _ in range(contacts)]
    everybody_wishes([founder], others)
    plan = publish_plan(plan_id=a_ready_plan(event).pk, by=a_coordinator(), now=at)
    event.refresh_from_db()
    return event, founder, plan


def written_to(guest: Registration, **where: Any) -> list[tuple[str, str, str, str]]:
    rows = Message.objects.filter(person=guest.person_id, **where).order_by("pk")
    return list(rows.values_list("kind", "channel", "state", "error_code"))


def send_all(channels: Channels, now: datetime) -> None:
    while send_next(channels=channels, now=now):
        pass


def texts(emulator: RunningEmulator) -> list[str]:
    return [str(row["body"]) for row in texts_at(emulator)]


def names_of(plan: Plan) -> list[str]:
    """Of the contacts, in the order of rounds."""
    meetings = plan.meetings.order_by("round").prefetch_related("guests__registration__person")
    return [one.registration.person.name for row in meetings for one in row.guests.all() if one.is_host]


def republish(plan: Plan, change: Any, now: datetime = NOW) -> Plan:
    by = a_coordinator()
    copy = copy_plan(plan_id=plan.pk, by=by, now=now)
    change(copy, by)
    return publish_plan(plan_id=copy.pk, by=by, now=now)


def without_the_first(copy: Plan, by: Any) -> None:
    first = copy.meetings.order_by("round")[0]
    remove_meeting(plan_id=copy.pk, meeting_id=first.pk, seen=None, by=by, now=NOW)


def test_everybody_is_told_their_meetings_once_by_what_reaches_them(
    emulator: RunningEmulator, channels: Channels
) -> None:
    event, founder, plan = an_evening()
    contact = event.registrations.get(expert__isnull=False, person__name=names_of(plan)[0])
    assert written_to(founder) == [("agenda", "email", "ready", ""), ("agenda", "sms", "ready", "")]
    assert written_to(contact) == [("agenda", "email", "ready", "")]
    tell_of_plan(event, plan, None, [], now=NOW + MINUTES)
    assert Message.objects.count() == 4
    send_all(channels, NOW)
    (text,) = texts(emulator)
    one, other = names_of(plan)
    assert text.splitlines()[:4] == [
        "[Meridian] Whom you meet at Networking evening",
        "Thu 10 Dec, Seoul",
        f"18:30 table 1, {one} (Google)",
        f"18:55 table 2, {other} (Google)",
    ]
    mail = Message.objects.get(person=contact.person_id, channel="email")
    assert mail.subject == "Whom you meet at Networking evening"
    hours = "Thu 10 Dec 01:30 California · Thu 10 Dec 18:30 Seoul"
    assert f"{hours}: table 1, {founder.name_in('en')}\n" in mail.body
    assert agenda_link(contact) in mail.body


def test_before_each_meeting_its_people_are_told_the_table(
    emulator: RunningEmulator, channels: Channels
) -> None:
    event, founder, plan = an_evening()
    send_all(channels, NOW)
    starts_at = event.round_times()[0][0]
    rows = Reminder.objects.filter(kind="meeting").order_by("due_at", "pk")
    firsts = [(start - 5 * MINUTES, "planned", "") for start, _ in event.round_times()[:2]]
    second = (firsts[1][0], "dropped", "follows_another")  # the founder's: it follows the first at once
    assert sorted((row.due_at, row.state, row.dropped_because) for row in rows) == sorted(
        [firsts[0], firsts[0], firsts[1], second]
    )
    due = starts_at - 5 * MINUTES
    assert due_reminders_become_messages(now=due - MINUTES) == 0
    assert due_reminders_become_messages(now=due) == 2
    assert written_to(founder, kind="meeting") == [("meeting", "sms", "ready", "")]
    contact = event.registrations.get(person__name=names_of(plan)[0])
    # It is night in California: an e-mail wakes nobody.
    assert written_to(contact, kind="meeting") == [("meeting", "email", "ready", "")]
    send_all(channels, due)
    text = texts(emulator)[-1]
    assert text.splitlines()[:3] == [
        f"[Meridian] Next: table 1, {names_of(plan)[0]} (Google)",
        "today, Thu 18:30 Seoul",
        "and 1 more after it",
    ]


def told_of_an_evening(emulator: RunningEmulator, channels: Channels, event: Event) -> list[str]:
    """The subjects of the texts that a founder gets until it is over."""
    for starts_at, _ in event.round_times():
        due_reminders_become_messages(now=starts_at - 5 * MINUTES)
        send_all(channels, starts_at - 5 * MINUTES)
    return [text.splitlines()[0].split(",")[0] for text in texts(emulator)]


def test_ten_meetings_are_two_texts(emulator: RunningEmulator, channels: Channels) -> None:
    event, founder, plan = an_evening(10, rounds=10, tables=1)
    assert plan.meetings.count() == 10
    send_all(channels, NOW)
    assert told_of_an_evening(emulator, channels, event) == [
        "[Meridian] Whom you meet at Networking evening",
        "[Meridian] Next: table 1",
    ]
    assert texts(emulator)[-1].splitlines()[2] == "and 9 more after it"
    reminders = Reminder.objects.filter(person=founder.person_id).order_by("starts_at")
    assert list(reminders.values_list("dropped_because", flat=True)) == ["", *["follows_another"] * 9]


def test_after_a_pause_the_next_is_told_again(emulator: RunningEmulator, channels: Channels) -> None:
    """And what comes first once something is gone is told instead."""
    event, founder, plan = an_evening(6, rounds=6, tables=1)
    send_all(channels, NOW)

    def without_three(copy: Plan, by: Any) -> None:
        for number in (1, 3, 4):
            meeting = copy.meetings.get(round=number)
            remove_meeting(plan_id=copy.pk, meeting_id=meeting.pk, seen=None, by=by, now=NOW)

    republish(plan, without_three)
    reminders = Reminder.objects.filter(person=founder.person_id).order_by("starts_at")
    assert list(reminders.values_list("state", "dropped_because")) == [
        ("dropped", "moved"),
        ("planned", ""),
        ("dropped", "moved"),
        ("dropped", "moved"),
        ("planned", ""),
        ("dropped", "follows_another"),
    ]
    assert [row.context["following"] for row in reminders.filter(state="planned")] == [0, 1]
    send_all(channels, NOW)
    assert told_of_an_evening(emulator, channels, event) == [
        "[Meridian] Whom you meet at Networking evening",
        "[Meridian] Changed: your meetings at Networking evening",
        "[Meridian] Next: table 1",
        "[Meridian] Next: table 1",
    ]


def test_a_change_is_told_to_whom_it_concerns_and_the_reminder_of_what_is_gone_never_leaves(
    emulator: RunningEmulator, channels: Channels
) -> None:
    event, founder, plan = an_evening()
    send_all(channels, NOW)
    names = names_of(plan)
    republish(plan, without_the_first)
    first, second = (event.registrations.get(person__name=name) for name in names)
    assert [written_to(one, kind="replanned") for one in (founder, first, second)] == [
        [("replanned", "email", "ready", ""), ("replanned", "sms", "ready", "")],
        [("replanned", "email", "ready", "")],
        [],
    ]
    send_all(channels, NOW)
    assert texts(emulator)[-1].splitlines()[:3] == [
        "[Meridian] Changed: your meetings at Networking evening",
        "Thu 10 Dec, Seoul",
        "18:30 no meeting any more",
    ]
    gone = Reminder.objects.filter(kind="meeting", state="dropped").values_list("dropped_because", flat=True)
    assert list(gone) == ["moved", "moved"]
    assert due_reminders_become_messages(now=event.round_times()[0][0] - 5 * MINUTES) == 0


def test_who_only_goes_to_another_table_is_told_which_and_reminded_of_it(
    emulator: RunningEmulator, channels: Channels
) -> None:
    event, _founder, plan = an_evening(1)
    send_all(channels, NOW)

    def to_the_second(copy: Plan, by: Any) -> None:
        meeting, table = copy.meetings.get(), event.tables.get(number=2)
        move_meeting(
            plan_id=copy.pk,
            meeting_id=meeting.pk,
            place=Place(1, table.pk),
            swap=False,
            seen=None,
            by=by,
            now=NOW,
        )

    republish(plan, to_the_second)
    send_all(channels, NOW)
    name = names_of(plan)[0]
    moved = f"18:30 now table 2 (before: 1), {name} (Google)"
    assert moved in texts(emulator)[-1].splitlines()
    rows = Reminder.objects.filter(kind="meeting")
    assert [(row.state, row.context["table"]) for row in rows] == [("planned", "2")] * 2


def test_a_text_waits_for_the_morning_and_one_that_is_overtaken_by_then_never_leaves(
    emulator: RunningEmulator, channels: Channels
) -> None:
    night = NOW + timedelta(hours=12)  # 22:00 in Seoul
    _, founder, plan = an_evening(at=night)
    send_all(channels, night)
    assert texts(emulator) == []
    republish(plan, without_the_first, night + 30 * MINUTES)
    assert written_to(founder, channel="sms") == [
        ("agenda", "sms", "dropped", "superseded"),
        ("replanned", "sms", "ready", ""),
    ]
    morning = night + timedelta(hours=10)
    send_all(channels, morning - MINUTES)
    assert texts(emulator) == []
    send_all(channels, morning)
    (text,) = texts(emulator)
    # They were never told what was: here is all that is.
    assert text.splitlines()[1:3] == ["Thu 10 Dec, Seoul", f"18:55 table 2, {names_of(plan)[1]} (Google)"]


def test_what_was_in_somebody_s_hands_when_the_next_came_never_leaves_after_it(
    emulator: RunningEmulator, channels: Channels
) -> None:
    """And whoever is not known to have been told it is told all that is."""
    _, founder, plan = an_evening()
    (in_hand,) = [one.message for one in claim_due(now=NOW, channels=["sms"])]
    republish(plan, without_the_first)
    later = NOW + 10 * MINUTES
    record_outcomes(ended=[(in_hand, Outcome(Ending.LATER, code="20429"))], now=NOW)
    send_all(channels, later)
    assert written_to(founder, channel="sms") == [
        ("agenda", "sms", "dropped", "superseded"),
        ("replanned", "sms", "accepted", ""),
    ]
    (text,) = texts(emulator)
    assert text.splitlines()[1:3] == ["Thu 10 Dec, Seoul", f"18:55 table 2, {names_of(plan)[1]} (Google)"]


def test_an_event_that_is_called_off_is_told_on_the_phone_and_nothing_else_of_it_leaves(
    emulator: RunningEmulator, channels: Channels
) -> None:
    event, founder, _ = an_evening()
    step_event(slug=event.slug, step="cancel", by=a_coordinator(), now=NOW, reason="No heating")
    assert written_to(founder) == [
        ("agenda", "email", "dropped", "cancelled"),
        ("agenda", "sms", "dropped", "cancelled"),
        ("called_off", "email", "ready", ""),
        ("called_off", "sms", "ready", ""),
    ]
    send_all(channels, NOW)
    assert [text.splitlines()[0] for text in texts(emulator)] == [
        "[Meridian] It will not take place: Networking evening"
    ]
    mail = Message.objects.get(person=founder.person_id, kind="called_off", channel="email")
    assert "A word from the hub: No heating" in mail.body
    assert {row.dropped_because for row in Reminder.objects.all()} == {"cancelled"}


def test_nobody_is_told_of_a_table_with_who_does_not_come_any_more() -> None:
    event, founder, plan = an_evening()
    first, second = (event.registrations.get(person__name=name) for name in names_of(plan))
    of_meetings = Reminder.objects.filter(kind="meeting").order_by("pk")

    def states(guest: Registration) -> list[str]:
        return list(of_meetings.filter(person=guest.person_id).values_list("state", flat=True))

    decline(registration_id=first.pk, by=a_coordinator(), now=NOW)
    assert [states(one) for one in (founder, first, second)] == [
        ["dropped", "planned"],
        ["dropped"],
        ["planned"],
    ]
    cancel_registration(registration_id=founder.pk, by=founder.person, now=NOW)
    assert written_to(founder, kind="agenda") == [
        ("agenda", "email", "dropped", "superseded"),
        ("agenda", "sms", "dropped", "superseded"),
    ]
    assert written_to(founder, kind="replanned") == [
        ("replanned", "email", "dropped", "left"),
        ("replanned", "sms", "dropped", "left"),
    ]
    assert set(of_meetings.values_list("state", "dropped_because")) == {("dropped", "left")}


def test_a_new_link_of_a_contact_is_in_what_is_planned_already() -> None:
    event, _, plan = an_evening()
    contact = event.registrations.get(person__name=names_of(plan)[0])
    (planned,) = Reminder.objects.filter(person=contact.person_id, kind="meeting")
    assert planned.context["link"] == agenda_link(contact)
    send_new_link(registration_id=contact.pk, by=a_coordinator(), now=NOW)
    contact.refresh_from_db()
    planned.refresh_from_db()
    assert planned.context["link"] == agenda_link(contact)
    assert contact.link_round == 2


def test_a_text_of_an_event_is_of_no_use_after_its_last_meeting(
    emulator: RunningEmulator, channels: Channels
) -> None:
    event, founder, _ = an_evening()
    send_all(channels, event.round_times()[1][0])
    assert texts(emulator) == []
    assert written_to(founder) == [
        ("agenda", "email", "dropped", "too_late"),
        ("agenda", "sms", "dropped", "too_late"),
    ]


def test_the_database_lets_nobody_be_told_one_state_of_an_event_twice() -> None:
    _, founder, _ = an_evening(1)
    again = Message.objects.get(person=founder.person_id, channel="email")
    again.pk = None
    with transaction.atomic(), pytest.raises(IntegrityError, match="message_once_per_state_of_an_occasion"):
        again.save()
    again.occasion_version = ""
    with transaction.atomic(), pytest.raises(IntegrityError, match="message_occasion_has_its_version"):
        again.save()


def test_many_are_told_in_as_many_statements_as_few() -> None:
    counts = []
    for contacts in (3, 6):
        event, _, plan = an_evening(contacts, phone="", rounds=6)
        Message.objects.all().delete()
        with CaptureQueriesContext(connection) as statements:
            tell_of_plan(event, plan, None, [], now=NOW)
        counts.append(len(statements))
        assert Message.objects.count() == contacts + 1
    assert counts[0] == counts[1]
