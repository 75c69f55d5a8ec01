from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.recurrence import Frequency, Rule, WallStart
from directory.models import Expert, Startup


class Anchor(models.TextChoices):
    EXPERT = "expert", _("The expert's clock")
    FOUNDER = "founder", _("The founder's clock")
    UTC = "utc", _("UTC")


class SeriesState(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired unanswered")
    ENDED = "ended", _("Ended early")
    CONTINUED = "continued", _("Continued at another time")


class Series(models.Model):
    """Regular sessions under one agreement, kept as it was meant: an hour on one clock, and a rule.

    Its occurrences are sessions. Where following ones moved to another hour, a new series `follows` this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="series")
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="series")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="series")
    founder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="series_asked_for"
    )
    goal = models.CharField(max_length=300)
    questions = models.TextField(blank=True, max_length=4000)
    deck_url = models.URLField(blank=True)
    anchor = models.CharField(max_length=7, choices=Anchor.choices)
    anchor_zone = models.CharField(max_length=64)  # whose clock stays fixed, as it was named when agreed
    starts_on = models.DateField()
    starts_time = models.TimeField()
    frequency = models.CharField(max_length=7, choices=[(rate.value, rate.value) for rate in Frequency])
    every = models.PositiveSmallIntegerField(default=1)
    weekdays = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    position = models.SmallIntegerField(null=True)
    month_day = models.SmallIntegerField(null=True)
    count = models.PositiveSmallIntegerField(null=True)
    until_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=SeriesState.choices)
    version = models.PositiveIntegerField(default=1)
    hold_expires_at = models.DateTimeField(null=True)  # while the expert has not answered
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=SeriesState.values), name="series_state_is_known"),
            models.CheckConstraint(condition=Q(anchor__in=Anchor.values), name="series_anchor_is_known"),
            models.CheckConstraint(
                condition=Q(count__isnull=False, until_on=None) | Q(count=None, until_on__isnull=False),
                name="series_ends_after_a_count_or_on_a_date",
            ),
            models.CheckConstraint(
                condition=Q(frequency="weekly", position=None, month_day=None)
                | Q(frequency="monthly", position__isnull=False, month_day=None, weekdays=[])
                | Q(frequency="monthly", position=None, month_day__isnull=False, weekdays=[]),
                name="series_monthly_by_weekday_or_day_of_the_month",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", hold_expires_at__isnull=False)
                | (~Q(state="requested") & Q(hold_expires_at=None)),
                name="series_only_a_request_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"series {self.pk} {self.state}"

    @property
    def rule(self) -> Rule:
        return Rule(
            Frequency(self.frequency),
            self.every,
            tuple(self.weekdays),
            self.position,
            self.count,
            self.until_on,
            self.month_day,
        )

    @property
    def start(self) -> WallStart:
        return WallStart(self.starts_on, self.starts_time, self.anchor_zone)
