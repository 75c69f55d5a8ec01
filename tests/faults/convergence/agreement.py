"""What holds once nothing goes wrong any more: both sides agree, field by field, and nobody was told twice."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar

import clock
from agenda.models import BusyTime
from calendars import google as our_google
from calendars.models import CalendarAnswer, CalendarEvent, EditKind, GoogleConnection
from calendars.queries import people_reached_by_google
from messaging.models import Message
from tests.faults.convergence.meetings import Meeting, is_marked, span_of
from tests.faults.convergence.stories import check_edits, told_by_hand
from tests.faults.convergence.world import FOUNDER, MENTOR, World
from tests.google_discovery import problems_in
from tests.integration.calendars.hub import writes

ROUNDS = 3
BETWEEN = timedelta(hours=7)  # longer than any pause that a limit of Google's may cause
BUSIEST = 100  # rounds of work that one change may cause
Span = tuple[datetime, datetime]
# Of which nobody was told by mail at once: these are for later, or take the place of Google's invitation.
NOT_TOLD = ("reminder", "mailed")


def converge(world: World) -> None:
    """Nothing goes wrong any more, everybody mends what they are asked to, and every calendar is read and written at most
    three times."""
    world.google.clear_faults()
    world.worker.outlive_the_killed()
    world.watch.look()
    world.mend()
    for _ in range(ROUNDS):
        world.pass_time(BETWEEN)
        world.sweep()
        work_all(world)


def work_all(world: World) -> None:
    for _ in range(BUSIEST):
        if not world.worker.work():
            return
    raise AssertionError("there is no end to the work")


def check(world: World) -> None:
    shown = {email: world.standing(email) for email in (MENTOR, FOUNDER)}
    regular = {email: instances_of(world, email) for email in (MENTOR, FOUNDER)}
    ours, of_series = set(), set()
    for meeting in world.meetings:
        check_edits(meeting)
        _check_row(meeting)
        event = meeting.event
        span = _span_wanted(meeting)
        if event is None or not event.google_event_id or not meeting.organiser:
            assert event is None or event.state in ("none", "removed")
        elif meeting.regular:
            of_series.add(event.google_event_id)
            _check_date(meeting, span, regular)
        elif span is None:
            assert all(event.google_event_id not in events for events in shown.values())
        else:
            ours.add(event.google_event_id)
            _check_event(meeting, event, span, shown)
    for email, events in shown.items():
        # A date of a series that differs from the rule is an event of its own.
        others = {key for key in events if key.partition("_")[0] not in of_series}
        assert {key for key in others if is_marked(events[key])} <= ours
        assert others - ours == world.busy[email]
    _check_busy_time(world, shown)
    _check_messages(world)
    _check_invitations(world)
    _check_mails(world)
    _check_quiet(world)
    assert problems_in(world.google.journal()) == []


def instances_of(world: World, email: str) -> Mapping[str, Span | None]:
    """When each date of regular sessions stands in that calendar, by its id."""
    if not any(meeting.regular for meeting in world.meetings):
        return {}
    connection = GoogleConnection.objects.get(google_email=email)
    with our_google.calendar_of(connection, on_tokens=lambda _: None) as calendar:
        found = calendar.list_events(single_events=True, show_deleted=False).events
    return {
        event.id: (event.starts_at, event.ends_at)
        for event in found
        if event.starts_at is not None and event.ends_at is not None and not event.is_cancelled
    }


def _check_row(meeting: Meeting) -> None:
    """What was done in Meridian alone is what the session says."""
    session = meeting.session
    if not meeting.edits and not meeting.is_declined:
        expected = ("confirmed" if meeting.is_live else "cancelled", meeting.starts_at)
        assert (session.state, session.appointment.starts_at) == expected
    assert session.state in ("confirmed", "cancelled")
    assert meeting.is_live or session.state == "cancelled"


def _span_wanted(meeting: Meeting) -> Span | None:
    """Where Google is to show it: as agreed, or as somebody made it there while the other side is asked."""
    session, edit = meeting.session, meeting.open_edit
    if session.state != "confirmed" or (edit is not None and edit.kind == EditKind.DELETED):
        return None
    if edit is not None and edit.starts_at is not None and edit.ends_at is not None:
        return edit.starts_at, edit.ends_at
    return session.appointment.starts_at, session.appointment.ends_at


def _check_event(
    meeting: Meeting, event: CalendarEvent, span: Span, shown: dict[str, dict[str, Any]]
) -> None:
    assert (event.state, event.last_error) == ("written", "")
    mine = shown[meeting.organiser][event.google_event_id]
    copies = [shown[email].get(event.google_event_id) for email in meeting.invited - meeting.thrown_away]
    for copy in (mine, *copies):
        assert copy is not None
        assert span_of(copy) == span
        assert copy["summary"] == event.summary
        assert event.description in copy["description"], (event.description, copy)
        for line in meeting.lines:
            assert copy["description"].count(line) == 1
    assert mine["hangoutLink"] == event.meet_url
    _check_additions(meeting, mine)
    answers = CalendarAnswer.objects.filter(event=event, taken_out_at=None).select_related(
        "person__google_connection"
    )
    known = {one.person.google_connection.google_email: one.answer for one in answers}
    assert known == meeting.answers


def _check_additions(meeting: Meeting, mine: Any) -> None:
    assert {name: mine.get(name) for name in meeting.looks} == meeting.looks
    assert mine["conferenceData"].get("notes", "") == meeting.notes
    answers = {guest["email"]: guest["responseStatus"] for guest in mine.get("attendees", [])}
    assert answers.keys() == meeting.guests | meeting.invited
    assert {guest: answers[guest] for guest in meeting.answers} == meeting.answers


def _check_date(
    meeting: Meeting, span: Span | None, regular: Mapping[str, Mapping[str, Span | None]]
) -> None:
    key = meeting.google_id
    for email in {meeting.organiser, *meeting.invited}:
        assert regular[email].get(key) == span, (email, key)


def _check_busy_time(world: World, shown: dict[str, Any]) -> None:
    for email, events in shown.items():
        calendars = world.calendars_of(email)
        for calendar in calendars:
            assert (calendar.state, calendar.last_error) == ("known", ""), (
                calendar.failures,
                calendar.due_at,
            )
        of_theirs = BusyTime.objects.filter(source__in=[calendar.pk for calendar in calendars])
        spans = of_theirs.values_list("during", flat=True)
        assert Counter((span.lower, span.upper) for span in spans) == Counter(
            span_of(events[key]) for key in world.busy[email]
        )


def _check_messages(world: World) -> None:
    """Each change was told to each person whom it concerns, once: whatever was done in Meridian or in Google."""
    regular = [meeting for meeting in world.meetings if meeting.regular]
    together = [[meeting] for meeting in world.meetings if not meeting.regular] + (
        [regular] if regular else []
    )
    for meetings in together:
        ids = [meeting.pk for meeting in meetings]
        sides = [person.pk for person in world.people_of(meetings[0])]
        expected = told_by_hand(meetings, sides)
        for (pk, person, kind), number in world.messages.items():
            expected[person, kind] += number if pk in ids else 0
        rows = Message.objects.filter(channel="email", appointment__in=ids).exclude(kind__in=NOT_TOLD)
        found = Counter(rows.values_list("person", "kind"))
        assert found == +expected, (found - expected, expected - found)


def _check_invitations(world: World) -> None:
    """Whom Google does not reach has every change by mail, once, and the last one says how it stands. Nobody else has any."""
    for meeting in (one for one in world.meetings if not one.regular):
        event, session = meeting.event, meeting.session
        reached = people_reached_by_google(event) if event else set()
        for person in world.people_of(meeting):
            mails = Message.objects.filter(appointment=meeting.pk, person=person).exclude(invitation="")
            files: list[Any] = [Calendar.from_ical(mail.invitation) for mail in mails.order_by("pk")]
            numbers = [int(file.events[0]["SEQUENCE"]) for file in files]
            assert numbers == sorted(set(numbers))
            if person.pk in reached or event is None:
                assert files == []
            elif session.state == "cancelled":
                assert [str(file["METHOD"]) for file in files[-1:]] == ["CANCEL"]
            else:
                (told,) = files[-1].events
                assert (str(files[-1]["METHOD"]), told["DTSTART"].dt) == (
                    "REQUEST",
                    session.appointment.starts_at,
                )


def _check_mails(world: World) -> None:
    """Google has told its guests of each change of ours, once."""
    sent, ours = world.watch.sent_for_us(), world.watch.ours
    assert sent == ours, (sent - ours, ours - sent)


def _check_quiet(world: World) -> None:
    """Another round changes nothing at Google: no echo."""
    before = writes(world.google)
    world.pass_time(timedelta(minutes=10))
    world.sweep()
    work_all(world)
    assert writes(world.google) == before, clock.now()
