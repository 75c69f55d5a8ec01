"""When a person can meet, as they said it: wall-clock intentions, expanded late."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import ForeignKey

from accounts.models import Person
from agenda.models.expressions import (
    DatesBetween,
    EachPairWithinTheDay,
    EachPositive,
    SinglePersonRange,
)

MINUTES_OF_A_DAY = 24 * 60


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def default_of(self, person: Person) -> "Schedule":
        """The person's default schedule, made if there is none yet."""
        return self.get_or_create(person=person, is_default=True, defaults={"name": DEFAULT_NAME})[0]


DEFAULT_NAME = "default"  # of the schedule that everybody has; screens show a word of the reader's language


class Schedule(models.Model):
    """A named set of weekly hours. `used_for` names the offers (programme slugs) booked in these hours;
    every other offer uses the default schedule.
    """

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="schedules")
    name = models.CharField(max_length=60)
    is_default = models.BooleanField(default=False)
    used_for = ArrayField(models.SlugField(), default=list, blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="schedule_names_of_a_person_differ"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_default=True), name="schedule_one_default_per_person"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(used_for=[]), name="schedule_default_is_used_for_the_rest"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WeeklyHours(models.Model):
    """Hours that recur each week on the person's own wall clock; minutes count from local midnight."""

    # The schedule's person again, so that everybody's hours are read without a join.
    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_hours")
    schedule = ForeignKey(Schedule, on_delete=models.CASCADE, related_name="weekly_hours")
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


class OwnHours(models.Model):
    """All schedules and limits of a person as one document. A person without a row has changed nothing yet."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="own_hours"
    )
    revision = models.PositiveIntegerField(default=1)  # grows with every change of it: the ETag


class DateOverride(models.Model):
    """The hours of one local date instead of all others; no ranges is a day off."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="date_overrides")
    on = models.DateField()
    ranges = models.JSONField(default=list)  # [[starts_minute, ends_minute], …], minutes from local midnight
    revision = models.PositiveIntegerField(default=1)  # grows with every change of the date: the ETag

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="date_override_one_per_date"),
            models.CheckConstraint(
                condition=EachPairWithinTheDay("ranges"), name="date_override_ranges_within_the_day"
            ),
        ]


class TimeOff(models.Model):
    """Local dates, both included, on which the person meets nobody."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="time_off")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=120, blank=True)  # for the person alone

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="time_off_ends_on_or_after_its_start"
            ),
        ]


class Travel(models.Model):
    """Local dates, both included, on which the person lives by another zone's clock."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="travels")
    from_on = models.DateField()
    to_on = models.DateField()
    time_zone = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)  # grows with every change of it: the ETag

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="travel_ends_on_or_after_its_start"
            ),
            ExclusionConstraint(
                name="travel_nobody_is_in_two_zones_at_once",
                index_type="GIST",
                expressions=[
                    (SinglePersonRange("person"), RangeOperators.OVERLAPS),
                    (DatesBetween("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class HolidayOptOut(models.Model):
    """A public holiday of the person's country on which the person meets all the same."""

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holiday_opt_outs")
    on = models.DateField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="holiday_opt_out_one_per_date"),
        ]


class Alignment(models.TextChoices):
    CLOCK = "clock"  # steps count from 00:00 of the local day
    RANGE = "range"  # steps count from the start of each free run


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
    max_per_month = models.PositiveSmallIntegerField(null=True, blank=True)
    # Lengths that the expert offers; none named: what the programme says.
    session_minutes_offered = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    step_minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # None: what the programme says
    alignment = models.CharField(max_length=5, choices=Alignment.choices, default=Alignment.CLOCK)
    # How far ahead: so many days from today, or between two dates (both included), or both.
    window_days = models.PositiveSmallIntegerField(null=True, blank=True)
    window_from_on = models.DateField(null=True, blank=True)
    window_until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step_minutes=None) | Q(step_minutes__gt=0),
                name="booking_limits_step_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(alignment__in=Alignment.values), name="booking_limits_alignment_is_known"
            ),
            models.CheckConstraint(
                condition=Q(window_from_on=None)
                | Q(window_until_on=None)
                | Q(window_until_on__gte=F("window_from_on")),
                name="booking_limits_window_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=EachPositive("session_minutes_offered"),
                name="booking_limits_lengths_are_positive",
            ),
        ]


class ReadingState(models.TextChoices):
    KNOWN = "known"
    STALE = "stale"  # read once, but too long ago
    UNKNOWN = "unknown"  # never read, or it cannot be read


class CalendarReading(models.Model):
    """What is known of a person's own calendar. Time of which nothing is known is not offered,
    unless the person said so.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_reading"
    )
    state = models.CharField(max_length=7, choices=ReadingState.choices, default=ReadingState.UNKNOWN)
    as_of = models.DateTimeField(null=True, blank=True)
    offer_when_unknown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unknown") | Q(state__in=["known", "stale"], as_of__isnull=False),
                name="calendar_reading_what_is_known_has_a_date",
            ),
        ]
