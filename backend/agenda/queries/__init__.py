"""When people can meet."""

from agenda.queries.clashes import clashes
from agenda.queries.humane import outside_humane_hours
from agenda.queries.ledger import Reading
from agenda.queries.one import (
    OnWhoseClock,
    Outlook,
    Told,
    free_starts,
    next_free_starts,
    outlook,
    refusal,
    told_starts,
)
from agenda.queries.own_calendars import OwnCalendar, own_calendars_at
from agenda.queries.people import NO_LIMITS, humane_week, weekly_ranges
from agenda.queries.questions import Offer, Question, Together
from agenda.queries.several import (
    Found,
    Shared,
    first_starts_of_each,
    starts_for_all,
    starts_of_any,
)
from agenda.queries.trial import Trial, trial
from agenda.queries.two import meeting_times

__all__ = [
    "NO_LIMITS",
    "Found",
    "Offer",
    "OnWhoseClock",
    "Outlook",
    "OwnCalendar",
    "Question",
    "Reading",
    "Shared",
    "Together",
    "Told",
    "Trial",
    "clashes",
    "first_starts_of_each",
    "free_starts",
    "humane_week",
    "meeting_times",
    "next_free_starts",
    "outlook",
    "outside_humane_hours",
    "own_calendars_at",
    "refusal",
    "starts_for_all",
    "starts_of_any",
    "told_starts",
    "trial",
    "weekly_ranges",
]
