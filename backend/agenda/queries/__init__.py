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
from agenda.queries.own_calendars import OwnCalendar, own_calendars_at, readings_of
from agenda.queries.people import NO_LIMITS, humane_week, weekly_ranges
from agenda.queries.pools import least_loaded
from agenda.queries.questions import Offer, Question, Together
from agenda.queries.several import (
    MOST_AT_LENGTH,
    Found,
    Shared,
    first_starts_of_each,
    starts_for_all,
    starts_of_any,
)
from agenda.queries.trial import Trial, trial
from agenda.queries.two import meeting_times

__all__ = [
    "MOST_AT_LENGTH",
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
    "least_loaded",
    "meeting_times",
    "next_free_starts",
    "outlook",
    "outside_humane_hours",
    "own_calendars_at",
    "readings_of",
    "refusal",
    "starts_for_all",
    "starts_of_any",
    "told_starts",
    "trial",
    "weekly_ranges",
]
