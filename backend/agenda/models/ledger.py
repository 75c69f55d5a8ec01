"""Time taken: appointments, and the commitment of each of their people."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import ForeignKey

from agenda.models.expressions import SinglePersonRange


class AppointmentState(models.TextChoices):
    HELD = "held"  # time taken until `hold_expires_at`
    BOOKED = "booked"
    RELEASED = "released"  # no time taken any more


class Appointment(models.Model):
    """Some people's time from one instant to another, whatever for. `version` grows with every change of it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=AppointmentState.choices)
    hold_expires_at = models.DateTimeField(null=True)
    # The one that it is another time for: the two, and its other alternatives, will be one in the end.
    alternative_of = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="alternatives", db_index=False
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Commitment", related_name="appointments"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state="held", hold_expires_at__isnull=False)
                | Q(state__in=["booked", "released"], hold_expires_at__isnull=True),
                name="appointment_only_a_hold_expires",
            ),
        ]
        indexes = [
            models.Index(
                fields=["alternative_of"],
                condition=Q(alternative_of__isnull=False),
                name="appointment_alternatives",
            )
        ]

    def __str__(self) -> str:
        return f"appointment {self.id} v{self.version} {self.state}"

    def stands_at(self, now: datetime) -> bool:
        """Whether the time is taken at `now`: booked, or held and not yet expired."""
        if self.hold_expires_at is not None:
            return self.hold_expires_at > now
        return self.state == AppointmentState.BOOKED


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def standing_at(self, now: datetime) -> "CommitmentQuerySet":
        """Those that take time at `now`; an expired hold takes none, whether or not a worker has seen it."""
        return self.filter(released_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=now))


class Commitment(models.Model):
    """A person's time taken. The ledger in which nobody is in two places at once: the database sees to it."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="commitments")
    appointment = ForeignKey(Appointment, on_delete=models.CASCADE, related_name="commitments")
    during = DateTimeRangeField()  # half-open, the person's buffers included
    # When the appointment starts: limits count by it, and the index below knows it without a look at the appointment.
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)  # set while the appointment is only held
    released_at = models.DateTimeField(null=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        indexes = [
            # All that a search reads of a person's time, in its order: the rows themselves stay unread.
            models.Index(
                name="commitment_time_of_a_person",
                fields=["person", "during"],
                include=["expires_at", "appointment", "starts_at"],
                condition=Q(released_at=None),
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="commitment_nobody_is_in_two_places_at_once",
                index_type="GIST",
                expressions=[
                    (SinglePersonRange("person"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at=None),
            ),
        ]
