"""Which of a person's calendars count as busy, and which one is written to."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.models import ConnectionState, GoogleConnection, ReadCalendar
from calendars.operations.listing import NotConnected
from calendars.operations.reading.choosing import switch_reading
from calendars.operations.resuming import resume_writes
from calendars.wishes import Part, may_be_written
from problems import FieldProblem, Problem

MOST_READ = 50  # what one question for busy time may name (Calendar API, freebusy.query)


class CalendarUnknown(Problem):
    code = "calendar_unknown"
    status = 400
    title = _("There is no such calendar")
    detail = _("Read the list of your calendars again and choose from it.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.at_fault = field

    def errors(self) -> list[FieldProblem]:
        return [FieldProblem(self.at_fault, self.code, self.told)]


class CalendarNotWritable(Problem):
    code = "calendar_not_writable"
    status = 400
    field = "written"
    title = _("Meridian cannot write to this calendar")
    detail = _(
        "Choose one that you own. Of calendars that others share with you only busy times can be read."
    )


class TooManyCalendars(Problem):
    code = "too_many_calendars"
    status = 400
    field = "read"
    title = _("That is more calendars than Google reads at once")
    detail = _("Choose at most 50 calendars that count as busy.")


class BusyNotGranted(Problem):
    code = "busy_not_granted"
    status = 409
    field = "read"
    title = _("Meridian may not see when you are busy")
    detail = _("Connect again, wish for it and tick the box for your availability.")


@atomically
def choose_calendars(
    *, person: Person, read: Collection[int], written: int | None, now: datetime
) -> GoogleConnection:
    """The calendars `read` count as busy and no others; new events go to `written`, None leaves that as it is.

    The ids are of ReadCalendar. Events that stand in another calendar stay there: moved, Google would take leave of
    the guests and invite them anew. Raises NotConnected, CalendarUnknown, CalendarNotWritable, BusyNotGranted,
    TooManyCalendars.
    """
    connection = GoogleConnection.objects.select_for_update(no_key=True).filter(person=person).first()
    if connection is None or connection.state == ConnectionState.LEAVING:
        raise NotConnected
    rows = {row.pk: row for row in connection.calendars.select_for_update().order_by("pk")}
    if not set(read) <= rows.keys():
        raise CalendarUnknown("read")
    if len(set(read)) > MOST_READ:
        raise TooManyCalendars
    if read and not connection.wish.is_on(Part.READING, connection.scopes):
        raise BusyNotGranted
    for row in rows.values():
        if row.is_read != (row.pk in read):
            switch_reading(calendar=row, is_read=row.pk in read, now=now)
    if written is not None:
        _write_to(connection, rows.get(written), now)
    return connection


def _write_to(connection: GoogleConnection, row: ReadCalendar | None, now: datetime) -> None:
    if row is None:
        raise CalendarUnknown("written")
    wish, granted = connection.wish, connection.scopes
    if not may_be_written(role=row.access_role, is_own=row.is_own, wish=wish, granted=granted):
        raise CalendarNotWritable
    if row.is_written and not row.last_error:
        return
    connection.calendars.exclude(pk=row.pk).update(is_written=False)
    connection.calendars.filter(pk=row.pk).update(is_written=True)
    record("person", connection.person_id, "google.calendar_chosen", by=connection.person, now=now)
    resume_writes(connection)
