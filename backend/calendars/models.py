from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agenda.models import Appointment
from calendars.feed_models import CalendarFeed

__all__ = [
    "CalendarEvent",
    "CalendarFeed",
    "CalendarOccurrence",
    "ConnectionState",
    "ConsentAttempt",
    "GoogleConnection",
    "WriteState",
]


class ConnectionState(models.TextChoices):
    ACTIVE = "active"
    NEEDS_REAUTH = "needs_reauth"  # Google refused the refresh token: the person has to consent again


class GoogleConnection(models.Model):
    """A person's consent that Meridian writes to their Google Calendar. Tokens are encrypted at rest."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="google_connection"
    )
    google_email = models.EmailField()
    scopes = ArrayField(models.CharField(max_length=200), default=list)
    refresh_token_encrypted = models.TextField()
    access_token_encrypted = models.TextField(blank=True)
    access_token_expires_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=ConnectionState.choices, default=ConnectionState.ACTIVE)
    connected_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    # Whether what the person's own events are called is kept beside when they are.
    keeps_titles = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ConnectionState.values), name="google_connection_state"
            )
        ]

    def __str__(self) -> str:
        return f"google connection of {self.person_id}: {self.state}"


class CalendarState(models.TextChoices):
    KNOWN = "known"
    STALE = "stale"  # read once, but too long ago
    UNKNOWN = "unknown"  # never read, or it cannot be read
    GONE = "gone"  # Google has no such calendar any more, or not for this person


class ReadCalendar(models.Model):
    """One of the calendars behind a connection: whether its events count as busy, and whether we write to it.

    `sync_token` is Google's word for how far it was read, good for this connection and calendar alone; the events
    up to `reads_until` are known. `primary` is Google's own name for the calendar that everybody has.
    """

    connection = models.ForeignKey(GoogleConnection, on_delete=models.CASCADE, related_name="calendars")
    google_calendar_id = models.CharField(max_length=254)
    summary = models.CharField(max_length=300, blank=True)
    access_role = models.CharField(max_length=20, default="owner")
    is_read = models.BooleanField(default=True)
    is_written = models.BooleanField(default=False)
    sync_token = models.TextField(blank=True)
    reads_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=7, choices=CalendarState.choices, default=CalendarState.UNKNOWN)
    as_of = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # when to ask Google again; null is at once
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "google_calendar_id"], name="read_calendar_once_a_connection"
            ),
            models.UniqueConstraint(
                fields=["connection"], condition=Q(is_written=True), name="read_calendar_one_is_written"
            ),
            models.CheckConstraint(condition=Q(state__in=CalendarState.values), name="read_calendar_state"),
            models.CheckConstraint(
                condition=Q(state__in=["unknown", "gone"]) | Q(as_of__isnull=False),
                name="read_calendar_what_is_known_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(sync_token="") | Q(reads_until__isnull=False),
                name="read_calendar_a_token_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="read_calendar_due")]

    def __str__(self) -> str:
        return f"calendar {self.google_calendar_id} of connection {self.connection_id}: {self.state}"


class ConsentAttempt(models.Model):
    """One journey to Google's consent page: the state and the PKCE verifier that must survive the redirect."""

    state_digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    verifier_encrypted = models.TextField()
    started_at = models.DateTimeField()


class WriteState(models.TextChoices):
    WAITING = "waiting"  # Google does not show yet what is wanted
    WRITTEN = "written"
    REMOVED = "removed"
    FAILED = "failed"  # refused for good: a coordinator can retry
    NONE = "none"  # nobody of the appointment has a connected calendar


class CalendarEvent(models.Model):
    """What Google should show of an appointment or a series of them, and what it is known to show.

    `wanted_version` grows with every change of mind, `written_version` follows when Google has it.
    """

    # One appointment, or the regular ones of a series, whose dates are `occurrences`.
    appointment = models.OneToOneField(
        Appointment, null=True, on_delete=models.CASCADE, related_name="calendar_event"
    )
    series_id = models.UUIDField(null=True, unique=True)
    pattern = models.JSONField(default=dict)  # of a series: recurring.Pattern
    organiser = models.ForeignKey(
        GoogleConnection, null=True, on_delete=models.SET_NULL, related_name="events"
    )
    guests = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+"
    )  # those reached by Google's invitation
    strangers = models.BooleanField(default=False)  # the guests do not know each other, and are not to
    google_event_id = models.CharField(
        max_length=64, unique=True
    )  # chosen here, base32hex: a repeated insert is a 409
    generation = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)  # of the e-mailed invitation, RFC 5546 section 2.1.4
    summary = models.CharField(max_length=300)
    description = models.TextField()
    is_wanted = models.BooleanField(default=True)  # False: the event has to go
    wanted_version = models.PositiveIntegerField(default=1)
    written_version = models.PositiveIntegerField(default=0)
    # What Google was last told of the fields that Meridian owns: whatever differs from it there is a person's edit.
    told = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=WriteState.choices, default=WriteState.WAITING)
    etag = models.CharField(max_length=120, blank=True)
    html_link = models.URLField(max_length=500, blank=True)
    meet_url = models.URLField(max_length=300, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    last_tried_at = models.DateTimeField(null=True)

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
                condition=Q(appointment__isnull=False, series_id=None, pattern={})
                | Q(appointment=None, series_id__isnull=False) & ~Q(pattern={}),
                name="calendar_event_of_one_or_of_a_series",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="calendar_event_by_state")]

    def __str__(self) -> str:
        return f"event {self.google_event_id} {self.state}"

    @property
    def uid(self) -> str:
        """The iCalendar UID: what Google gives an event with this id, so that every channel names one event."""
        return f"{self.google_event_id}@google.com"

    @property
    def subject(self) -> tuple[str, UUID]:
        """Whose story it is part of: ("session", its id) or ("series", its id)."""
        if self.series_id is not None:
            return "series", self.series_id
        assert self.appointment_id is not None  # noqa: S101 -- a constraint; for the type checker
        return "session", self.appointment_id

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
