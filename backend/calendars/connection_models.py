"""The connection of a person, or of the hub, to Google, and the calendars behind it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from calendars.rules import CANNOT_INVITE, digest_of
from calendars.wishes import Part, Wish, WritesTo

PRIMARY = "primary"  # Google's name for the calendar that every account has
# Google's words for limits that take hours (https://developers.google.com/workspace/calendar/api/guides/errors).
USAGE_LIMITS = ("quotaExceeded", "dailyLimitExceeded")


class ConnectionState(models.TextChoices):
    ACTIVE = "active"
    NEEDS_REAUTH = "needs_reauth"  # Google refused the refresh token: the person has to consent again
    LEAVING = (
        "leaving"  # the person parts: what stands in their calendar is being taken out first, a day at most
    )


class GoogleConnection(models.Model):
    """A person's consent to what they wish of Meridian with their Google Calendar. Tokens are encrypted at rest.

    `scopes` are those that Google granted, which may be fewer than the wish takes.
    The hub's own account, where it organises itself, is the one that is nobody's.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="google_connection"
    )
    is_hub = models.BooleanField(default=False)
    google_email = models.EmailField()
    google_subject = models.CharField(max_length=255, blank=True)  # the account, whatever its address
    reads_busy = models.BooleanField(default=True)
    writes_to = models.CharField(
        max_length=15, choices=[(one.value, one.name) for one in WritesTo], default=WritesTo.CHOSEN_CALENDAR
    )
    scopes = ArrayField(models.CharField(max_length=200), default=list)
    refresh_token_encrypted = models.TextField(blank=True)  # a service account has none
    access_token_encrypted = models.TextField(blank=True)
    access_token_expires_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=ConnectionState.choices, default=ConnectionState.ACTIVE)
    connected_at = models.DateTimeField()
    leaving_since = models.DateTimeField(null=True)
    last_ok_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    # Google refused for going over a limit: until then nobody asks it anything with this connection. `refusals` in a
    # row make the pauses longer.
    paused_until = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=60, blank=True)
    refusals = models.PositiveSmallIntegerField(default=0)
    # On the database's clock: up to when turns to ask Google are taken, and when the last in the line may come back.
    turns_until = models.DateTimeField(null=True)
    line_until = models.DateTimeField(null=True)
    # Whether what the person's own events are called is kept beside when they are.
    keeps_titles = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ConnectionState.values), name="google_connection_state"
            ),
            models.CheckConstraint(
                condition=Q(state="leaving", leaving_since__isnull=False)
                | ~Q(state="leaving") & Q(leaving_since=None),
                name="google_connection_leaves_since",
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None, pause_reason="", refusals=0)
                | Q(paused_until__isnull=False, refusals__gt=0) & ~Q(pause_reason=""),
                name="google_connection_paused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(writes_to__in=[one.value for one in WritesTo]), name="google_connection_writes_to"
            ),
            models.CheckConstraint(
                condition=Q(reads_busy=True) | ~Q(writes_to=WritesTo.NOTHING.value),
                name="google_connection_is_of_use",
            ),
            models.CheckConstraint(
                condition=Q(is_hub=True, person=None) | Q(is_hub=False, person__isnull=False),
                name="google_connection_a_persons_or_the_hubs",
            ),
            models.UniqueConstraint(
                fields=["is_hub"], condition=Q(is_hub=True), name="google_connection_one_of_the_hub"
            ),
        ]

    def __str__(self) -> str:
        return f"google connection of {self.person_id}: {self.state}"

    def pause_left(self, now: datetime) -> timedelta | None:
        """How long nobody may ask Google anything with this connection; None if anybody may."""
        if self.paused_until is None or self.paused_until <= now:
            return None
        return self.paused_until - now

    def is_over_quota(self, now: datetime) -> bool:
        """Whether Google takes nothing new from this account for hours."""
        return self.pause_reason in (*USAGE_LIMITS, CANNOT_INVITE) and self.pause_left(now) is not None

    @property
    def wish(self) -> Wish:
        return Wish(self.reads_busy, WritesTo(self.writes_to))

    @property
    def whose(self) -> tuple[str, int | str]:
        """Whose story it is part of: kind and id, as the audit has them."""
        return ("hub", "google") if self.person_id is None else ("person", self.person_id)

    @property
    def account(self) -> str:
        """By what Google's account is known again after the connection was forgotten."""
        return digest_of(self.google_email.lower())

    @property
    def can_write(self) -> bool:
        """Whether it can organise events: wished for, allowed, and Google takes its tokens as far as is known."""
        return self.state == ConnectionState.ACTIVE and self._is_allowed_to_write

    @property
    def can_remove(self) -> bool:
        """Whether events can be taken out of its calendars: also while its person parts."""
        return self.state != ConnectionState.NEEDS_REAUTH and self._is_allowed_to_write

    @property
    def _is_allowed_to_write(self) -> bool:
        return self.is_hub or self.wish.is_on(Part.WRITING, self.scopes)

    @property
    def takes_invitations(self) -> bool:
        """Whether the person wants events in this calendar at all, be it as a guest."""
        return self.state != ConnectionState.LEAVING and self.writes_to != WritesTo.NOTHING

    @property
    def written_calendar_id(self) -> str:
        """Google's id of the calendar that new events go to; empty where there is none. One query."""
        if self.is_hub:
            named = str(settings.ENV.google_hub_calendar_id)
            return PRIMARY if named.lower() == self.google_email.lower() else named
        written = self.calendars.filter(is_written=True).exclude(state=CalendarState.GONE)
        return written.values_list("google_calendar_id", flat=True).first() or ""


class CalendarState(models.TextChoices):
    KNOWN = "known"
    STALE = "stale"  # read once, but too long ago
    UNKNOWN = "unknown"  # never read, or it cannot be read
    GONE = "gone"  # Google has no such calendar any more, or not for this person


class ReadCalendar(models.Model):
    """One of the calendars behind a connection: whether its events count as busy, and whether we write to it.

    `sync_token` is Google's word for how far it was read, good for this connection and calendar alone; the events
    up to `reads_until` are known. `primary` is Google's own name for the calendar that everybody has. One `is_own`
    if Meridian made it.
    """

    connection = models.ForeignKey(GoogleConnection, on_delete=models.CASCADE, related_name="calendars")
    google_calendar_id = models.CharField(max_length=254)
    summary = models.CharField(max_length=300, blank=True)
    access_role = models.CharField(max_length=20, default="owner")
    is_own = models.BooleanField(default=False)
    is_read = models.BooleanField(default=True)
    is_written = models.BooleanField(default=False)
    sync_token = models.TextField(blank=True)
    reads_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=7, choices=CalendarState.choices, default=CalendarState.UNKNOWN)
    as_of = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # when to ask Google again; null is at once
    failures = models.PositiveSmallIntegerField(default=0)  # tries in a row that Google did not answer
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "google_calendar_id"], name="read_calendar_once_a_connection"
            ),
            models.UniqueConstraint(
                fields=["connection"], condition=Q(is_written=True), name="read_calendar_one_is_written"
            ),
            models.UniqueConstraint(
                fields=["connection"], condition=Q(is_own=True), name="read_calendar_one_is_own"
            ),
            models.CheckConstraint(
                condition=Q(is_written=False) | Q(access_role__in=["owner", "writer"]),
                name="read_calendar_written_can_be",
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
    reads_busy = models.BooleanField(default=True)
    writes_to = models.CharField(max_length=15, default=WritesTo.CHOSEN_CALENDAR)
    for_hub = models.BooleanField(default=False)  # as the hub, not as themselves
    started_at = models.DateTimeField()

    @property
    def wish(self) -> Wish:
        return Wish(self.reads_busy, WritesTo(self.writes_to))
