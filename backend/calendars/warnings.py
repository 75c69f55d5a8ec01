"""What coordinators are to know of calendars, as they read it."""

from django.db.models import QuerySet

from calendars.models import CalendarWarning


def open_warnings() -> QuerySet[CalendarWarning]:
    """Those not settled, the latest first, with the connection's person and the event's appointment or entry. One query."""
    found = CalendarWarning.objects.filter(settled_at=None).select_related(
        "connection__person", "event__appointment", "event__entry__person"
    )
    return found.order_by("-raised_at", "-pk")
