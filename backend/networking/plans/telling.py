"""Guests hear of a plan once: all when the first one holds, afterwards those alone whose day has changed. And before their
first meeting, and after a pause, they hear which table is the next."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet

import messaging.operations
from accounts.models import Person
from messaging.event_texts import EventLine, EventNews
from messaging.models import MessageKind
from messaging.operations import MeetingAhead
from messaging.texts import Briefing
from networking.guests.telling import occasion_of
from networking.guests.tokens import agenda_link
from networking.models import (
    Event,
    EventTable,
    Meeting,
    MeetingGuest,
    Plan,
    Registration,
    RegistrationState,
)
from networking.plans.timing import first_round_ahead

Day = Mapping[int, Meeting]  # of one guest: their meetings by round
Days = Mapping[int, Day]  # by registration


def tell_of_plan(
    event: Event, plan: Plan, before: Plan | None, changed: Collection[int], *, now: datetime
) -> None:
    """`changed` are registrations; `before` is the plan that held until now, None if none did. In the caller's transaction."""
    old = days_of(before, first_round_ahead(event, now)) if before else None
    tell_of_days(event, plan, old, changed, now=now)


def tell_of_days(
    event: Event, plan: Plan, old: Days | None, changed: Collection[int], *, now: datetime
) -> None:
    """The same where the days before (None: there were none) are read already. In the caller's transaction."""
    new, times = days_of(plan, first_round_ahead(event, now)), event.round_times()
    guests = event.registrations.coming().select_related("person", "startup", "expert", "event")
    told = guests if old is None else guests.filter(pk__in=changed)
    news = {
        one.person: _news(one, plan, new.get(one.pk, {}), (old or {}).get(one.pk, {}), times)
        for one in told.order_by("pk")
    }
    kind = MessageKind.AGENDA if old is None else MessageKind.REPLANNED
    messaging.operations.notify_of_event(kind=kind, news=news, now=now)


def remind_of_plan(event: Event, plan: Plan, *, now: datetime) -> None:
    """A reminder of meetings ahead that have their time taken, for each guest who is at them. In the caller's transaction."""
    rows = [
        MeetingAhead(
            meeting.appointment, one.registration.person, _briefing(event, meeting, one.registration)
        )
        for meeting in _with_guests(plan).filter(appointment__isnull=False)
        for one in meeting.guests.all()
        if meeting.appointment and one.registration.state == RegistrationState.APPROVED
    ]
    messaging.operations.remind_of_meetings(rows, now=now)


def days_of(plan: Plan, begins: int) -> Days:
    """By registration: the meetings from that round on. Three statements."""
    days: dict[int, dict[int, Meeting]] = {}
    for meeting in _with_guests(plan).filter(round__gte=begins):
        for one in meeting.guests.all():
            days.setdefault(one.registration_id, {})[meeting.round] = meeting
    return days


def _with_guests(plan: Plan) -> QuerySet[Meeting]:
    guests = MeetingGuest.objects.select_related(
        "registration__person", "registration__startup", "registration__expert", "registration__event"
    )
    rows = Meeting.objects.filter(plan=plan).select_related("table", "appointment")
    return rows.prefetch_related(Prefetch("guests", guests)).order_by("round", "pk")


def _news(
    guest: Registration,
    plan: Plan,
    day: Day,
    before: Day,
    times: Sequence[tuple[datetime, datetime]],
) -> EventNews:
    event, language = guest.event, guest.person.language
    lines = {at: _line(meeting, guest, before.get(at), times) for at, meeting in sorted(day.items())}
    # Where no round is another the hours are.
    moved = [
        at for at in sorted(day.keys() | before.keys()) if _seat(day.get(at)) != _seat(before.get(at))
    ] or sorted(day)
    changes = [lines[at] if at in lines else EventLine(times[at - 1][0]) for at in moved if at <= len(times)]
    plain = [EventLine(one.starts_at, one.table, one.people) for one in lines.values()]
    return EventNews(
        occasion=occasion_of(event),
        version=f"{plan.number}.{plan.revision}.{event.revision}",
        title=event.title_in(language),
        zone=event.time_zone,
        useful_until=max((one.starts_at for one in (*plain, *changes)), default=times[-1][0]),
        link=agenda_link(guest),
        lines=tuple(plain),
        changes=tuple(changes),
    )


def _line(
    meeting: Meeting, guest: Registration, before: Meeting | None, times: Sequence[tuple[datetime, datetime]]
) -> EventLine:
    is_table_alone = before is not None and _people(before) == _people(meeting)
    was_at = _table(before.table) if before and is_table_alone and before.table_id != meeting.table_id else ""
    return EventLine(
        times[meeting.round - 1][0], _table(meeting.table), _names(meeting, guest, guest.person), was_at
    )


def _seat(meeting: Meeting | None) -> object:
    return meeting and (meeting.table_id, _people(meeting))


def _people(meeting: Meeting) -> frozenset[int]:
    return frozenset(one.registration_id for one in meeting.guests.all())


def _table(table: EventTable) -> str:
    return table.name or str(table.number)


def _names(meeting: Meeting, guest: Registration, reader: Person) -> str:
    """Whom a guest meets: a contact all startups at the table, a startup the contact."""
    rows = list(meeting.guests.all())
    is_host = any(one.is_host and one.registration_id == guest.pk for one in rows)
    others = [one.registration for one in rows if one.is_host != is_host]
    return ", ".join(_name(one, reader.language) for one in others)


def _name(guest: Registration, language: str) -> str:
    name = guest.name_in(language)
    return f"{name} ({guest.expert.organisation})" if guest.expert and guest.expert.organisation else name


def _briefing(event: Event, meeting: Meeting, guest: Registration) -> Briefing:
    return Briefing(
        counterpart=_names(meeting, guest, guest.person),
        programme_ko=event.title_in("ko"),
        programme_en=event.title_in("en"),
        other_zone=event.time_zone,
        link=agenda_link(guest),
        meet_url=meeting.table.link,
        table=_table(meeting.table),
    )
