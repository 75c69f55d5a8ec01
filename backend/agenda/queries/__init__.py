"""When people can meet."""

from agenda.queries.one import free_starts, next_free_starts, refusal
from agenda.queries.questions import NO_LIMITS, Offer, Question, humane_week, weekly_ranges

__all__ = [
    "NO_LIMITS",
    "Offer",
    "Question",
    "free_starts",
    "humane_week",
    "next_free_starts",
    "refusal",
    "weekly_ranges",
]
