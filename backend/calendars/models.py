from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from agenda.models import Appointment
from calendars.connection_models import (
    PRIMARY,
    USAGE_LIMITS,
    CalendarState,
    ConnectionState,
    ConsentAttempt,
    GoogleConnection,
    ReadCalendar,
)
from calendars.edit_models import CalendarAnswer, CalendarEdit, EditKind, EditState
from calendars.entry_models import CalendarEntry
from calendars.feed_models import CalendarFeed
from calendars.mailed_models import MailedCopy
from calendars.own_models import OwnCalendar
from calendars.push_models import ChannelState, PushChannel
from calendars.rules import uid_at_google
from calendars.warning_models import CalendarWarning, WarningKind

__all__ = [
    "PRIMARY",
    "USAGE_LIMITS",
    "CalendarAnswer",
    "CalendarEdit",
    "CalendarEntry",
    "CalendarEvent",
    "CalendarFeed",
    "CalendarOccurrence",
    "CalendarState",
    "CalendarWarning",
    "ChannelState",
    "ConnectionState",
    "ConsentAttempt",
    "EditKind",
    "EditState",
    "GoogleConnection",
    "MailedCopy",
    "OwnCalendar",
    "PushChannel",
    "ReadCalendar",
    "WarningKind",
    "WriteState",
]


class WriteState(models.TextChoices):
    WAITING = "waiting"  # Google does not show yet what is wanted
    WRITTEN = "written"
    REMOVED = "removed"
    FAILED = "failed"  # refused for good: a coordinator can retry
    NONE = "none"  # nobody of the appointment has a connected calendar
    LEFT_OUT = "left_out"  # its person threw it away: nothing is written until they bring it back


class CalendarEvent(models.Model):
    """What Google should show of an appointment, a series of them or an entry, and what it is known to show.

    `wanted_version` grows with every change of mind, `written_version` follows when Google has it.
    """

    # One appointment, or the regular ones of a series, whose dates are `occurrences`.
    appointment = models.OneToOneField(
        Appointment, null=True, on_delete=models.CASCADE, related_name="calendar_event"
    )
    series_id = models.UUIDField(null=True, unique=True)
    # Of one person alone: without guests, without a Meet, and nobody is mailed about it.
    entry = models.OneToOneField(
        CalendarEntry, null=True, on_delete=models.CASCADE, related_name="calendar_event"
    )
    # Of neither: it has to go, for that other event took its place. It stands in the calendar of somebody who parts, or
    # is what a guest has of an event whose organiser did: a copy that Google made, without our mark.
    taken_over_by = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="left_behind")
    is_guests_copy = models.BooleanField(default=False)
    pattern = models.JSONField(default=dict)  # of a series: recurring.Pattern
    organiser = models.ForeignKey(
        GoogleConnection, null=True, on_delete=models.SET_NULL, related_name="events"
    )
    guests = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+"
    )  # those reached by Google's invitation
    # Whom somebody took out of it in Google, and who are invited by mail since, as long as it stands.
    taken_out = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    # Whose calendar could not have it while it was new: none of them is asked a second time.
    passed_over = models.ManyToManyField(GoogleConnection, related_name="+")
    # Google would not take it when it was new: its people were invited by e-mail, and stay so for its whole life.
    is_mailed = models.BooleanField(default=False)
    strangers = models.BooleanField(default=False)  # the guests do not know each other, and are not to
    google_event_id = models.CharField(
        max_length=64, unique=True
    )  # chosen here, base32hex: a repeated insert is a 409
    # The calendar it was written to, and stays on: settled at the first try. Meaningless before.
    google_calendar_id = models.CharField(max_length=254, default=PRIMARY)
    # Whose account it was left in, as a digest, when its organiser parted: taken up again if they come back.
    left_account = models.CharField(max_length=64, blank=True)
    generation = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)  # of the e-mailed invitation, RFC 5546 section 2.1.4
    summary = models.CharField(max_length=300)
    description = models.TextField()
    is_wanted = models.BooleanField(default=True)  # False: the event has to go
    wanted_version = models.PositiveIntegerField(default=1)
    written_version = models.PositiveIntegerField(default=0)
    # What Google is known to show of the fields that Meridian owns: what it was told last, and the times that people
    # gave it since. Whatever differs from it there is a person's edit; empty where Google shows nothing.
    told = models.JSONField(default=dict)
    # What it was told before people deleted the event: from Google's bin it comes back with that.
    told_before_deletion = models.JSONField(default=dict)
    # What may have reached Google since, by writes of which no answer came: the same fields, oldest first.
    tried = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=WriteState.choices, default=WriteState.WAITING)
    etag = models.CharField(max_length=120, blank=True)
    html_link = models.URLField(max_length=500, blank=True)
    meet_url = models.URLField(max_length=300, blank=True)
    is_without_meet = models.BooleanField(default=False)  # Google makes none for it
    fallback_url = models.URLField(max_length=300, blank=True)  # the room to meet in where there is no Meet
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    last_tried_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)  # when Google last took a write of it

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WriteState.values), name="calendar_event_state"),
            models.CheckConstraint(
                condition=Q(written_version__lte=models.F("wanted_version")),
                name="calendar_event_never_ahead",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["written", "removed"])
                | Q(written_version=models.F("wanted_version")),
                name="calendar_event_settled_is_current",
            ),
            models.CheckConstraint(
                condition=~(Q(state="written", is_wanted=False) | Q(state="removed", is_wanted=True)),
                name="calendar_event_settled_as_wanted",
            ),
            models.CheckConstraint(
                condition=Q(
                    appointment__isnull=False, series_id=None, entry=None, pattern={}, taken_over_by=None
                )
                | Q(appointment=None, series_id__isnull=False, entry=None, taken_over_by=None)
                & ~Q(pattern={})
                | Q(appointment=None, series_id=None, entry__isnull=False, pattern={}, taken_over_by=None)
                | Q(
                    appointment=None,
                    series_id=None,
                    entry=None,
                    taken_over_by__isnull=False,
                    is_wanted=False,
                ),
                name="calendar_event_of_one_or_of_a_series",
            ),
            models.CheckConstraint(
                condition=~Q(state="left_out") | Q(entry__isnull=False, is_wanted=True),
                name="calendar_event_left_out_is_an_entry",
            ),
            models.CheckConstraint(
                condition=Q(entry=None) | Q(strangers=False, is_mailed=False),
                name="calendar_event_of_an_entry_has_no_guests",
            ),
            models.CheckConstraint(
                condition=Q(is_mailed=False) | Q(organiser=None, state="none"),
                name="calendar_event_mailed_is_not_google_s",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="calendar_event_by_state")]

    def __str__(self) -> str:
        return f"event {self.google_event_id} {self.state}"

    @property
    def uid(self) -> str:
        return uid_at_google(self.google_event_id)

    @property
    def room_url(self) -> str:
        """Where its people meet: the Meet, or the hub's room where there is none. Empty if nothing is known yet."""
        stands_in = self.is_without_meet or self.state == WriteState.NONE
        return self.meet_url or (self.fallback_url if stands_in else "")

    @property
    def subject(self) -> tuple[str, UUID | str]:
        """Whose story it is part of: ("session", its id), ("series", its id), or what its entry says."""
        if self.taken_over_by is not None:
            return self.taken_over_by.subject
        if self.entry is not None:
            return self.entry.subject_kind, self.entry.subject_id
        if self.series_id is not None:
            return "series", self.series_id
        assert self.appointment_id is not None  # noqa: S101 -- a constraint; for the type checker
        return "session", self.appointment_id

    @property
    def is_for_one(self) -> bool:
        """Whether it is, or takes the place of, an entry: nobody but its person has to do with it."""
        return (self.taken_over_by or self).entry_id is not None

    @property
    def hours(self) -> tuple[datetime, datetime] | None:
        """When the one appointment or entry is, half-open; None of a series, and of what has to go."""
        one = self.appointment or self.entry
        return (one.starts_at, one.ends_at) if one else None

    @property
    def mark(self) -> str:
        """What the event in Google carries as a sign that it is ours: whom its id was made for."""
        return str(UUID(self.google_event_id[:32]))


class CalendarOccurrence(models.Model):
    """One date of a recurring event: the appointment on the date `on` that the rule named, wherever it stands now."""

    event = models.ForeignKey(CalendarEvent, on_delete=models.CASCADE, related_name="occurrences")
    appointment = models.OneToOneField(
        Appointment, on_delete=models.CASCADE, related_name="calendar_occurrence"
    )
    on = models.DateField()
    is_wanted = models.BooleanField(default=True)  # False: it is called off

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "on"], name="calendar_occurrence_once_a_date")
        ]

    def __str__(self) -> str:
        return f"{self.on} of event {self.event_id}"
