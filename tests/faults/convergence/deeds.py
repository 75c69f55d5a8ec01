"""What people do in Meridian, and whom that has to be told to. A deed that is refused changes nothing."""

from datetime import datetime, time

import clock
from accounts.models import Person
from agenda.recurrence import Frequency, Rule, WallStart
from mentoring.keeping import keep_session
from mentoring.models import Anchor, Proposal, ProposalState, Session
from mentoring.moving import reschedule_session
from mentoring.operations import cancel_session, confirm_cancel, request_session
from mentoring.proposing import take_start, turn_down
from mentoring.series.booking import Purpose, request_series
from mentoring.series.queries import Wanted
from problems import Problem
from tests.faults.convergence.meetings import Meeting
from tests.faults.convergence.world import SLOTS, World

GOAL, REASON = "Enter the US market", "Flight"
# An hour after all that is drawn: 13:00 in Seoul, 20:00 in California.
REGULARLY = WallStart(SLOTS[4].date(), time(13), "Asia/Seoul")
THRICE = Rule(Frequency.WEEKLY, count=3)


def book(world: World, starts_at: datetime, founder: Person) -> None:
    try:
        session = request_session(
            programme=world.programme,
            expert=world.mentor,
            startup=founder.membership.startup,
            starts_at=starts_at,
            goal=GOAL,
            questions="",
            deck_url="",
            by=founder,
            now=clock.now(),
        )
    except Problem:
        return
    meeting = Meeting(session.pk, founder, starts_at)
    world.meetings.append(meeting)
    for person in world.people_of(meeting):
        world.messages[meeting.pk, person.pk, "confirmed"] += 1


def book_regularly(world: World) -> None:
    founder = world.connected
    wanted = Wanted(
        world.programme, world.mentor, founder, founder.membership.startup, start=REGULARLY, rule=THRICE
    )
    series = request_series(
        wanted=wanted,
        anchor=Anchor.FOUNDER,
        purpose=Purpose(GOAL, "", ""),
        chosen=None,
        by=founder,
        now=clock.now(),
    )
    dates = series.sessions.select_related("appointment").order_by("occurrence_on")
    meetings = [Meeting(one.pk, founder, one.appointment.starts_at, regular=True) for one in dates]
    world.meetings += meetings
    for person in world.people_of(meetings[0]):
        world.messages[meetings[0].pk, person.pk, "confirmed"] += 1


def move(world: World, meeting: Meeting, starts_at: datetime, by: Person) -> None:
    was_told, version = world.is_known(meeting), meeting.session.appointment.version
    try:
        reschedule_session(
            session_id=meeting.pk,
            starts_at=starts_at,
            reason=REASON,
            by=by,
            now=clock.now(),
            version=version,
        )
    except Problem:
        return
    meeting.starts_at, meeting.is_free = starts_at, False
    world.expect(meeting, "moved", by=by, was_told=was_told)


def cancel(world: World, meeting: Meeting, by: Person) -> None:
    was_told = world.is_known(meeting)
    try:
        cancel_session(session_id=meeting.pk, reason=REASON, by=by, now=clock.now())
    except Problem:  # called off in Google by now
        return
    meeting.is_live = meeting.is_free = False
    world.expect(meeting, "cancelled", by=by, was_told=was_told)


def answer(world: World, meeting: Meeting, *, agrees: bool) -> None:
    """The other side says what it thinks of what somebody made of the session in Google, if it is asked; of what nobody
    is known to have made both are, and the founder speaks first."""
    session = meeting.session
    proposal = Proposal.objects.filter(session=session, state=ProposalState.OPEN).first()
    if proposal is not None:
        is_founders = proposal.by_id in (None, session.expert.person_id)
        by = meeting.founder if is_founders else world.mentor.person
        _answer_move(world, meeting, proposal, by, agrees=agrees)
    elif session.cancel_asked_by:
        by = meeting.founder if session.cancel_asked_by == "expert" else world.mentor.person
        _answer_deletion(world, meeting, session, by, agrees=agrees)


def _answer_move(world: World, meeting: Meeting, proposal: Proposal, by: Person, *, agrees: bool) -> None:
    start = proposal.starts.get().appointment.starts_at
    try:
        if agrees:
            take_start(session_id=meeting.pk, start=start, by=by, now=clock.now())
            if not Proposal.objects.filter(pk=proposal.pk, state=ProposalState.OPEN).exists():
                world.expect(meeting, "moved", by=by, was_told=True)
        else:
            turn_down(session_id=meeting.pk, word="", by=by, now=clock.now())
    except Problem:  # it has expired
        return
    meeting.is_free = False


def _answer_deletion(world: World, meeting: Meeting, session: Session, by: Person, *, agrees: bool) -> None:
    if agrees:
        confirm_cancel(session_id=session.pk, reason=REASON, by=by, now=clock.now())
        meeting.is_live = False
        world.expect(meeting, "cancelled", by=by, was_told=True)
    else:
        keep_session(session_id=session.pk, by=by, now=clock.now())
    meeting.is_free = False
