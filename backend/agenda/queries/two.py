"""When two people can meet every week."""

from dataclasses import replace
from datetime import datetime, timedelta

from accounts.models import Person, Role
from agenda.availability import Availability, SessionRules
from agenda.meeting import Meeting, WeeklyTime, in_turns, weekly_times
from agenda.queries.group import Group
from agenda.queries.people import People, humane_week, known_people
from agenda.queries.questions import Offer, Together
from agenda.wall_clock import Minute

# Others meet whenever they find it humane.
OPENING_HOURS = (Role.MENTOR, Role.CONTACT)
# Every programme's starts lie on this grid, unless the expert wishes for a wider one.
FINEST_STEP = 5


def meeting_times(
    viewer: Person,
    other: Person,
    *,
    offer: Offer,
    weeks: int,
    now: datetime,
) -> tuple[list[WeeklyTime], list[Meeting]]:
    """The times of the viewer's week in the humane hours of both, by the step of the `offer`, and one meeting a week
    with the burden taken in turns. First come those that can be asked for: the offer's notice ahead, in the hours that the
    expert of the two has opened for it, by the expert's limits, with nothing that is known of standing against it.
    Travel counts. One statement.
    """
    window = now, now + timedelta(weeks=weeks + 1)
    both = (viewer, other)
    experts = tuple(person.pk for person in both if person.role in OPENING_HOURS)
    beside = tuple(person for person in both if person.role not in OPENING_HOURS)
    searched = replace(offer, step_minutes=FINEST_STEP)
    people = known_people(Together(experts, searched, beside), window, now)
    ours, theirs = (
        Availability(person.time_zone, humane_week(person), travel=tuple(people.said[person.pk].travel))
        for person in both
    )
    rules = SessionRules(minutes=offer.session_minutes, step_minutes=offer.step_minutes, align="clock")
    times = weekly_times(ours, theirs, rules, weeks=weeks, now=now, free=_free_in(people, now))
    return times, in_turns(times)


def _free_in(people: People, now: datetime) -> frozenset[Minute] | None:
    """The starts that may be asked for; None where nobody of the two is asked. A calendar that cannot be read says
    nothing against a time of later weeks."""
    if not people.experts:
        return None
    experts = [
        replace(expert, availability=replace(expert.availability, unknown=False))
        for expert in people.experts.values()
    ]
    beside = [replace(one, unknown=False) for one in people.beside]
    return frozenset(Group(experts, beside, now).minutes(people.window))
