"""Other times that one side offers the other. Imported by `mentoring.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from agenda.models import Appointment


class ProposalState(models.TextChoices):
    OPEN = "open"
    TAKEN = "taken"
    TURNED_DOWN = "turned_down"
    REPLACED = "replaced"  # by another proposal, of either side
    DROPPED = "dropped"  # the session moved, was declined or cancelled
    EXPIRED = "expired"


class Proposal(models.Model):
    """Up to five other times for a session, each held for both sides until one is taken or all expire."""

    session = models.ForeignKey("mentoring.Session", on_delete=models.CASCADE, related_name="proposals")
    # Null while nobody of ours has made it: see the last origin. The first side to take it does.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=500, blank=True)
    # google: the session was moved in the person's Google Calendar; guest: in one where guests may move it, too
    origin = models.CharField(
        max_length=8, choices=[(one, one) for one in ("meridian", "google", "guest")], default="meridian"
    )
    state = models.CharField(max_length=11, choices=ProposalState.choices, default=ProposalState.OPEN)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(state="open"), name="proposal_one_is_open_per_session"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["meridian", "google", "guest"]), name="proposal_origin_is_known"
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(origin="guest"), name="proposal_of_nobody_is_of_a_guest"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None)
                | (Q(state__in=ProposalState.values) & ~Q(state="open") & Q(settled_at__isnull=False)),
                name="proposal_is_open_or_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} {self.state}"


class ProposedStart(models.Model):
    """One of the times; the appointment is the hold of it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="starts")
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="proposed_start")

    class Meta:
        ordering: ClassVar[list[str]] = ["appointment__starts_at"]

    def __str__(self) -> str:
        return f"start of proposal {self.proposal_id}"
