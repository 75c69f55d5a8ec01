"""Somebody writes about an appointment."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import part_of_a_deed
from audit.operations import record
from messaging.models import CameBy, InboundText, ThreadEntry
from problems import Problem

# Each goes to the others by e-mail.
MOST_ENTRIES, ENTRIES_PERIOD = 20, timedelta(hours=1)


class TooManyEntries(Problem):
    code = "too_many_entries"
    status = 429
    title = _("That is a lot at once")
    detail = _("Each message goes to the others by e-mail. Wait a while, and write the rest in one.")


@part_of_a_deed
def add_entry(
    *,
    appointment: Appointment,
    author: Person,
    text: str,
    came_by: CameBy = CameBy.PAGE,
    inbound: InboundText | None = None,
    now: datetime,
) -> ThreadEntry:
    """One more entry, written on the page or come by e-mail or text. The caller knows who may write. Raises TooManyEntries."""
    recent = ThreadEntry.objects.filter(author=author, at__gt=now - ENTRIES_PERIOD)
    if recent.count() >= MOST_ENTRIES:
        raise TooManyEntries
    came_by = CameBy.TEXT if inbound else came_by
    entry = ThreadEntry.objects.create(
        appointment=appointment, author=author, text=text, came_by=came_by, inbound=inbound, at=now
    )
    record("session", appointment.pk, "thread.written", by=author, now=now, came_by=came_by.value)
    return entry
