"""A recurring event in the emulator, and its instances."""

from typing import Any

from tests.integration.google_emulator.conftest import MARK

ID = "series01"
# Four Tuesdays at 16:00 in California; daylight saving begins there on 14 March 2027.
INSTANCES = [
    f"{ID}_{at}" for at in ("20270303T000000Z", "20270310T000000Z", "20270316T230000Z", "20270323T230000Z")
]


def body(*recurrence: str, **more: Any) -> dict[str, Any]:
    lines = list(recurrence) or ["RRULE:FREQ=WEEKLY;COUNT=4"]
    zone = "America/Los_Angeles"
    return {
        "id": ID,
        "summary": "Talk",
        "start": {"dateTime": "2027-03-02T16:00:00", "timeZone": zone},
        "end": {"dateTime": "2027-03-02T16:45:00", "timeZone": zone},
        "recurrence": lines,
        "attendees": [{"email": MARK}],
    } | more


def insert(events: Any, *recurrence: str, **more: Any) -> Any:
    return events.insert(calendarId="primary", body=body(*recurrence, **more), sendUpdates="all").execute()


def instances(events: Any, event_id: str = ID, **query: Any) -> list[Any]:
    found = events.instances(calendarId="primary", eventId=event_id, **query).execute()
    return list(found["items"])


def listed(events: Any, **query: Any) -> list[Any]:
    found = events.list(calendarId="primary", **query).execute()
    return list(found["items"])


def ids(rows: list[Any]) -> list[str]:
    return [row["id"] for row in rows]


def starts(rows: list[Any]) -> list[str]:
    """Starts as the organizer's calendar, in Seoul, shows them."""
    return [row["start"]["dateTime"][5:16] for row in rows]


def moved_to(day: str) -> dict[str, Any]:
    return {
        "start": {"dateTime": f"2027-{day}T09:00:00+09:00"},
        "end": {"dateTime": f"2027-{day}T09:45:00+09:00"},
    }


def delete(events: Any, event_id: str) -> Any:
    return events.delete(calendarId="primary", eventId=event_id, sendUpdates="all").execute()
