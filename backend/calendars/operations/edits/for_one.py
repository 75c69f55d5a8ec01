"""What follows from what somebody did in Google to an entry of their own: nobody is asked. In the caller's transaction,
which holds the event."""

from calendars.edit_models import OPEN, EditKind
from calendars.models import CalendarEvent, EditState
from calendars.models import WriteState as State
from calendars.operations.wanted import await_write


def settle_for_one(event: CalendarEvent) -> None:
    """One that its person threw away stays out, until they bring it back. Whatever else is undone by one write: an event
    of the hub is when it is."""
    for edit in event.edits.filter(is_heeded=False).order_by("pk"):
        is_new = edit.state in OPEN
        if is_new:
            edit.state = EditState.ASKED if edit.kind == EditKind.DELETED else EditState.SETTLED
        edit.is_heeded = True
        edit.save(update_fields=["state", "is_heeded"])
    if event.edits.filter(state__in=OPEN).exists():
        stay_out(event)
    else:
        event.wanted_version += 1
        await_write(event)


def stay_out(event: CalendarEvent) -> None:
    event.state, event.last_error = State.LEFT_OUT, ""
    event.save(update_fields=["state", "last_error"])


def ask_no_more(event: CalendarEvent) -> None:
    """They want it there again, whatever they threw away before."""
    event.edits.filter(state__in=OPEN).update(state=EditState.SETTLED, is_heeded=True)
