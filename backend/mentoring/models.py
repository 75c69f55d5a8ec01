from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.models import Appointment
from directory.models import Expert, ExpertKind, Startup


class Approval(models.TextChoices):
    EXPERT = "expert", _("The expert decides")
    AUTOMATIC = "automatic", _("Accepted at once")


def default_reminder_offsets() -> list[int]:
    return [24 * 60, 60]


class Programme(models.Model):
    """A named offer of the hub with a policy: what a session is, who may be booked, how it is agreed."""

    slug = models.SlugField(unique=True)
    name_ko = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    summary_ko = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    expert_kind = models.CharField(max_length=12, choices=ExpertKind.choices)
    approval = models.CharField(max_length=10, choices=Approval.choices, default=Approval.EXPERT)
    session_minutes = models.PositiveSmallIntegerField(default=60)
    step_minutes = models.PositiveSmallIntegerField(default=30)
    notice_hours = models.PositiveSmallIntegerField(default=24)
    horizon_days = models.PositiveSmallIntegerField(default=56)
    hold_hours = models.PositiveSmallIntegerField(default=48)  # how long an unanswered request keeps its time
    reminder_offsets_minutes = ArrayField(models.PositiveIntegerField(), default=default_reminder_offsets)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session_minutes__gt=0, step_minutes__gt=0), name="programme_minutes_are_positive"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class SessionState(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired unanswered")
    CANCELLED = "cancelled", _("Cancelled")
    COMPLETED = "completed", _("Completed")
    NO_SHOW = "no_show", _("No-show")


class Session(models.Model):
    """A mentoring appointment, from the request for it to the note after it. Shares its id with the appointment."""

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.PROTECT, related_name="session"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="sessions")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="sessions")
    founder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_asked_for"
    )
    state = models.CharField(max_length=10, choices=SessionState.choices)
    goal = models.CharField(max_length=300)
    questions = models.TextField(blank=True, max_length=4000)
    deck_url = models.URLField(blank=True)
    decision_word = models.CharField(max_length=500, blank=True)  # the expert's word with the answer
    closing_reason = models.CharField(max_length=500, blank=True)
    no_show_by = models.CharField(
        max_length=10, blank=True, choices=[("startup", "startup"), ("expert", "expert")]
    )
    requested_at = models.DateTimeField()

    class Meta:
        ordering = ["appointment__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="no_show", no_show_by__in=["startup", "expert"])
                | (~Q(state="no_show") & Q(no_show_by="")),
                name="session_no_show_names_who",
            ),
        ]
        indexes = [
            models.Index(fields=["state"], name="session_by_state"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk} {self.state}"


class SessionNote(models.Model):
    """A short word that either side leaves after the session; both may read it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"note {self.pk}"
