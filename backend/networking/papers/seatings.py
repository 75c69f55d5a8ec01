"""Who sits where and when, for cards and agendas: of the plan that holds."""

from collections import defaultdict
from collections.abc import Mapping

from networking.day.queries import guests_at_the_door
from networking.models import Event, EventTable, Meeting, MeetingGuest, Registration, Wish
from networking.papers.gathering import badge_of
from networking.papers.occasion import PersonalAgenda, Seating, TableCard
from networking.plans.agendas import WISHED, meetings_shown, others_at, plan_in_force, reasons


def table_cards_of(event: Event, language: str) -> list[TableCard]:
    """A card for each table that can be used; without a plan it has its number alone. A constant number of statements."""
    hosts: dict[int, dict[str, None]] = defaultdict(dict)
    seatings: dict[int, list[Seating]] = defaultdict(list)
    times = event.round_times()
    for meeting in _meetings(event):
        guests = list(meeting.guests.all())
        names = [one.registration.name_in(language) for one in guests if not one.is_host]
        hosts[meeting.table_id].update(
            (one.registration.name_in(language), None) for one in guests if one.is_host
        )
        seatings[meeting.table_id].append(Seating(*times[meeting.round - 1], _name(meeting.table), names))
    return [
        TableCard(_name(one), list(hosts[one.pk]), seatings[one.pk], " · ".join(one.equipment))
        for one in event.tables.filter(is_out=False).order_by("number")
    ]


def agendas_of(event: Event, language: str, *, only: int | None = None) -> list[PersonalAgenda]:
    """Of all with a place, by name, or of the one registration. A constant number of statements."""
    days: dict[int, list[Seating]] = defaultdict(list)
    wished, times = _wished(event), event.round_times()
    for meeting in _meetings(event):
        for one in meeting.guests.all():
            if only in (None, one.registration_id):
                others, why = _company(meeting, one, wished[one.registration_id], language)
                at = times[meeting.round - 1]
                days[one.registration_id].append(Seating(*at, _name(meeting.table), others, why))
    guests = [one.registration for one in guests_at_the_door(event)]
    return [PersonalAgenda(badge_of(one, language), days[one.pk]) for one in guests if only in (None, one.pk)]


def first_seats_of(event: Event) -> Mapping[int, Seating]:
    """By registration, where each guest sits first; four statements."""
    found: dict[int, Seating] = {}
    times = event.round_times()
    for meeting in _meetings(event):
        for one in meeting.guests.all():
            found.setdefault(
                one.registration_id, Seating(*times[meeting.round - 1], _name(meeting.table), ())
            )
    return found


def _meetings(event: Event) -> list[Meeting]:
    """By round; what a plan has in rounds that were taken away since is left out."""
    return [one for one in meetings_shown(plan_in_force(event)) if one.round <= event.rounds]


def _wished(event: Event) -> dict[int, set[int]]:
    wished: dict[int, set[int]] = defaultdict(set)
    for by, about in Wish.objects.filter(event=event, value__in=WISHED).values_list("by", "about"):
        wished[by].add(about)
    return wished


def _company(meeting: Meeting, guest: MeetingGuest, wished: set[int], language: str) -> tuple[list[str], str]:
    """Names and why, as one guest's page says them."""
    others = others_at(meeting, guest.registration)
    topics = {one.pk for one in guest.registration.topics.all()}
    names = [_named(one, language) for one in others]
    return names, " · ".join(reasons(others, wished, topics, language))


def _named(guest: Registration, language: str) -> str:
    name = guest.name_in(language)
    return f"{name} ({guest.expert.organisation})" if guest.expert and guest.expert.organisation else name


def _name(table: EventTable) -> str:
    return table.name or str(table.number)
