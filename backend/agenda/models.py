from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.fields.related import ForeignKey

MINUTES_OF_A_DAY = 24 * 60


class WeeklyHours(models.Model):
    """Hours that recur each week on the person's own wall clock; minutes count from local midnight."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.SmallIntegerField()  # Monday is 0
    starts_minute = models.SmallIntegerField()
    ends_minute = models.SmallIntegerField()  # 1440 is midnight at the end of the day

    class Meta:
        ordering = ["weekday", "starts_minute"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="weekly_hours_weekday"),
            models.CheckConstraint(
                condition=Q(
                    starts_minute__gte=0,
                    ends_minute__lte=MINUTES_OF_A_DAY,
                    ends_minute__gt=F("starts_minute"),
                ),
                name="weekly_hours_end_after_start_within_the_day",
            ),
        ]


class BookingLimits(models.Model):
    """What an expert asks of everybody who books: pauses around a session, warning time, how many at most."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="booking_limits"
    )
    buffer_before_minutes = models.PositiveSmallIntegerField(default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(default=0)
    notice_hours = models.PositiveSmallIntegerField(
        default=0
    )  # the programme's notice holds where it is longer
    max_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    max_per_week = models.PositiveSmallIntegerField(null=True, blank=True)


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


class SinglePersonRange(Func):
    """`int8range(person, person, '[]')`: equality in a GiST index without the btree_gist extension."""

    function = "int8range"
    arity = 3

    def __init__(self, person: str) -> None:
        super().__init__(F(person), F(person), Value("[]"))


class Commitment(models.Model):
    """A person's time taken. The ledger in which nobody is in two places at once: the database sees to it."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="commitments")
    appointment = ForeignKey(Appointment, on_delete=models.CASCADE, related_name="commitments")
    during = DateTimeRangeField()  # half-open, the person's buffers included
    expires_at = models.DateTimeField(null=True)  # set while the appointment is only held
    released_at = models.DateTimeField(null=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
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
