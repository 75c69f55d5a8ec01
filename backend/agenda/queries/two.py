"""When two people can meet every week, whatever is booked."""

from datetime import datetime, timedelta

from accounts.models import Person, Role
from agenda.availability import Availability, SessionRules
from agenda.loading import dates_around, intentions_of
from agenda.meeting import Meeting, WeeklyTime, in_turns, weekly_times
from agenda.queries.people import humane_week

# Others meet whenever they find it humane.
OPENING_HOURS = (Role.MENTOR, Role.CONTACT)


def meeting_times(
    viewer: Person, other: Person, *, minutes: int, step_minutes: int, weeks: int, now: datetime
) -> tuple[list[WeeklyTime], list[Meeting]]:
    """The times of the viewer's week in the humane hours of both, the fairest first, and one meeting a week with
    the burden taken in turns, in the hours that the expert of the two has opened: these can be asked for. Travel
    counts. One statement.
    """
    window = now, now + timedelta(weeks=weeks + 1)
    said = intentions_of([viewer.pk, other.pk], window=window, now=now)
    ours, theirs = (
        Availability(person.time_zone, humane_week(person), travel=tuple(said[person.pk].travel))
        for person in (viewer, other)
    )
    rules = SessionRules(minutes=minutes, step_minutes=step_minutes, align="clock")
    times = weekly_times(ours, theirs, rules, weeks=weeks, now=now)
    ours_open, theirs_open = (
        said[person.pk].availability(*dates_around(window)) if person.role in OPENING_HOURS else humane
        for person, humane in ((viewer, ours), (other, theirs))
    )
    return times, in_turns(weekly_times(ours_open, theirs_open, rules, weeks=weeks, now=now))
