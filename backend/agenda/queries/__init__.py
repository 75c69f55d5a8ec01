"""When people can meet."""

from agenda.queries.humane import outside_humane_hours
from agenda.queries.one import empty_days, free_starts, next_free_starts, refusal
from agenda.queries.people import NO_LIMITS, humane_week, weekly_ranges
from agenda.queries.questions import Offer, Question, Together
from agenda.queries.several import (
    Found,
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
    "Question",
    "Together",
    "Trial",
    "empty_days",
    "first_starts_of_each",
    "free_starts",
    "humane_week",
    "meeting_times",
    "next_free_starts",
    "outside_humane_hours",
    "refusal",
    "starts_for_all",
    "starts_of_any",
    "trial",
    "weekly_ranges",
]
