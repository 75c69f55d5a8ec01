"""When a programme's people are reminded, and what follows for sessions that are agreed already."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

import messaging.operations
import queueing
from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from mentoring.answers import session_link
from mentoring.companions import everybody_in, has_companion
from mentoring.groups.offering import locked
from mentoring.groups.words import briefing_for as briefing_of_group
from mentoring.models import GroupSession, GroupState, Place, Programme, Session, SessionState
from mentoring.opening import find
from mentoring.words import briefing_for

FOLLOW_PROGRAMME = "mentoring.follow_programmes_reminders"


@atomically
def set_reminders(*, programme_id: int, by: Person, now: datetime, **policy: list[int] | bool) -> Programme:
    """Set `reminder_offsets_minutes`, `tells_at_start` and `tells_after` of a programme, those that are given. A worker
    follows for the sessions that lie ahead; whoever chose times of their own keeps them."""
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    before = {name: getattr(programme, name) for name in policy}
    if before == policy:
        return programme
    for name, value in policy.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(policy))
    record(
        "programme", programme.pk, "programme.reminders_changed", by=by, now=now, before=before, after=policy
    )
    queueing.defer(FOLLOW_PROGRAMME, queue="sessions", programme_id=programme.pk)
    return programme


def follow_programme(*, programme_id: int, now: datetime) -> int:
    """Bring the reminders of the programme's sessions ahead to what it wants now; how many changed. Running it again
    changes nothing more."""
    return _follow(Q(programme=programme_id), Q(programme=programme_id), now)


def follow_person(*, person_id: int, now: datetime) -> int:
    """The same for the sessions of somebody who chose other times."""
    person = Person.objects.get(pk=person_id)
    theirs = Q(expert__person=person) | Q(founder=person) | Q(has_companion(person))
    hosted = Q(expert__person=person)
    seated = Q(pk__in=Place.objects.taken().filter(person=person).values("group"))
    return _follow(theirs, hosted | seated, now)


def _follow(of_sessions: Q, of_groups: Q, now: datetime) -> int:
    """One transaction each: nobody who moves a session waits for all of them."""
    sessions = Session.objects.filter(
        of_sessions, state=SessionState.CONFIRMED, appointment__starts_at__gt=now
    )
    groups = GroupSession.objects.filter(of_groups, state=GroupState.OPEN, appointment__starts_at__gt=now)
    changed = sum(
        _follow_session(pk, now) for pk in list(sessions.order_by("pk").values_list("pk", flat=True))
    )
    return changed + sum(
        _follow_group(pk, now) for pk in list(groups.order_by("pk").values_list("pk", flat=True))
    )


@atomically
def _follow_session(session_id: UUID, now: datetime) -> int:
    session = find(session_id, lock=True)
    if session.state != SessionState.CONFIRMED or session.cancel_asked_by:
        return 0  # of what may be off nothing reminds until it is known
    link = session_link(session)
    return messaging.operations.replan_reminders(
        appointment=session.appointment,
        briefings={person: briefing_for(session, person, link=link) for person in everybody_in(session)},
        offsets_minutes=session.programme.reminder_offsets_minutes,
        also=session.programme.also_tells,
        now=now,
    )


@atomically
def _follow_group(group_id: UUID, now: datetime) -> int:
    group = locked(group_id)
    if group.state != GroupState.OPEN:
        return 0
    seated = Person.objects.filter(group_places__in=group.places.taken()).order_by("pk")
    return messaging.operations.replan_reminders(
        appointment=group.appointment,
        briefings={
            person: briefing_of_group(group, person)
            for person in {one.pk: one for one in [group.expert.person, *seated]}.values()
        },
        offsets_minutes=group.programme.reminder_offsets_minutes,
        also=group.programme.also_tells,
        now=now,
    )
