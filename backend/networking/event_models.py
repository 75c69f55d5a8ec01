"""An event as it is announced. Its hours are kept as the clock on the wall of its place will show them."""

from datetime import datetime, time, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agenda import wall_clock
from networking.rules import (
    LONGEST_LEAD,
    LONGEST_OFFER,
    MOST_ROUNDS,
    MOST_SEATS,
    MOST_TABLES,
    Timetable,
    minutes_into,
)


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for registration")
    CLOSED = "closed", _("Registration closed")
    PUBLISHED = "published", _("Plan published")
    RUNNING = "running", _("Running")
    DONE = "done", _("Took place")
    CANCELLED = "cancelled", _("Cancelled")


class EventFormat(models.TextChoices):
    ONE_TO_ONE = "one_to_one", _("One-to-one rounds")
    GROUP_TABLES = "group_tables", _("Small-group tables")
    OPEN_SLOTS = "open_slots", _("Open slots")


class BookingPolicy(models.TextChoices):
    NONE = "none", _("Nobody books meetings themselves")
    ASK = "ask", _("One asks, the other takes or declines")
    AT_ONCE = "at_once", _("Booked at once")


class GuestKind(models.TextChoices):
    STARTUP = "startup", _("Startup")
    CONTACT = "contact", _("Networking contact")


class Event(models.Model):
    """Startups meet contacts in rounds, on one date of the clock of `time_zone`.

    Instants follow from the date and the wall times each time they are asked for, so that a change of the zone's
    rules changes them too. `pauses` are rows {"after": number of a round, "minutes"}.
    """

    slug = models.SlugField(unique=True, max_length=50)
    title_ko = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    text_ko = models.TextField(blank=True, max_length=8000)
    text_en = models.TextField(blank=True, max_length=8000)
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)  # shown to guests with a place alone
    time_zone = models.CharField(max_length=64, default="Asia/Seoul")
    held_on = models.DateField()
    doors_time = models.TimeField()
    rounds_time = models.TimeField()  # when the first begins; before the doors' hour it is of the next day
    rounds = models.PositiveSmallIntegerField(default=8)
    round_minutes = models.PositiveSmallIntegerField(default=20)
    change_minutes = models.PositiveSmallIntegerField(default=5)  # between two rounds, to change tables
    pauses = models.JSONField(default=list, blank=True)
    format = models.CharField(max_length=12, choices=EventFormat.choices, default=EventFormat.ONE_TO_ONE)
    booking = models.CharField(  # meetings that guests arrange themselves: all, or in the gaps of the plan
        max_length=7, choices=BookingPolicy.choices, default=BookingPolicy.NONE
    )
    startups_per_table = models.PositiveSmallIntegerField(default=1)  # in a round with one contact
    meetings_least = models.PositiveSmallIntegerField(default=0)  # of each startup
    musts_most = models.PositiveSmallIntegerField(default=3)  # that one guest may mark
    companions_most = models.PositiveSmallIntegerField(default=0)  # of one guest
    hosts_stay = models.BooleanField(default=True)  # contacts keep their table
    breaks_spread = models.PositiveSmallIntegerField(default=2)  # waits of one guest more than of another
    needs_approval = models.BooleanField(default=False)
    closes_hours = models.PositiveSmallIntegerField(default=24)  # before the doors registration closes
    cancel_hours = models.PositiveSmallIntegerField(default=24)  # before the doors the last time to cancel
    offer_hours = models.PositiveSmallIntegerField(default=24)  # that an offered place is kept
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.DRAFT)
    closing_reason = models.CharField(max_length=500, blank=True)  # why it was cancelled
    revision = models.PositiveIntegerField(default=1)  # grows with every change of the event: the ETag

    class Meta:
        ordering: ClassVar[list[str]] = ["-held_on", "-doors_time", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=EventState.values) & Q(format__in=EventFormat.values),
                name="event_state_and_format_are_known",
            ),
            models.CheckConstraint(
                condition=Q(booking__in=BookingPolicy.values) & ~Q(format="open_slots", booking="none"),
                name="event_of_open_slots_says_how_they_are_booked",
            ),
            models.CheckConstraint(
                condition=Q(breaks_spread__lte=MOST_ROUNDS), name="event_spread_is_within_reason"
            ),
            models.CheckConstraint(
                condition=Q(rounds__range=(1, MOST_ROUNDS), round_minutes__range=(1, 240))
                & Q(change_minutes__lte=120, startups_per_table__range=(1, 12)),
                name="event_rounds_are_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(closes_hours__lte=LONGEST_LEAD, cancel_hours__lte=LONGEST_LEAD)
                & Q(offer_hours__range=(1, LONGEST_OFFER)),
                name="event_hours_are_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(meetings_least__lte=F("rounds")), name="event_least_meetings_fit_into_its_rounds"
            ),
            models.CheckConstraint(
                condition=Q(closing_reason="") | Q(state="cancelled"), name="event_cancelled_has_the_reason"
            ),
            models.CheckConstraint(
                condition=~Q(title_ko="", title_en=""), name="event_has_a_title_in_one_language"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def timetable(self) -> Timetable:
        pauses = {row["after"]: row["minutes"] for row in self.pauses}
        return Timetable(self.rounds, self.round_minutes, self.change_minutes, pauses)

    @property
    def doors_at(self) -> datetime:
        return self.instant_of(self.doors_time)

    @property
    def rounds_at(self) -> datetime:
        return self.instant_of(self.rounds_time)

    @property
    def ends_at(self) -> datetime:
        return self.rounds_at + timedelta(minutes=self.timetable.minutes)

    @property
    def closes_at(self) -> datetime:
        """From then on nobody registers, and no place is offered any more."""
        return self.doors_at - timedelta(hours=self.closes_hours)

    @property
    def cancel_until(self) -> datetime:
        return self.doors_at - timedelta(hours=self.cancel_hours)

    def round_times(self) -> list[tuple[datetime, datetime]]:
        """[starts_at, ends_at) of each round, in order."""
        first = self.rounds_at
        return [
            (first + timedelta(minutes=span.starts), first + timedelta(minutes=span.ends))
            for span in self.timetable.spans()
        ]

    def instant_of(self, at: time) -> datetime:
        """When the event's clock shows `at`; an hour before the doors open is of the night after."""
        day, minute = wall_clock.day_of(self.held_on), minutes_into(at, self.doors_time)
        return wall_clock.instant(wall_clock.wall_time(self.time_zone, day, minute))

    def takes_guests_at(self, now: datetime) -> bool:
        return self.state == EventState.OPEN and now < self.closes_at

    def title_in(self, language: str) -> str:
        return (self.title_ko or self.title_en) if language == "ko" else (self.title_en or self.title_ko)


class EventTable(models.Model):
    """A table in the room, or a room on the net where it has a `link`. `x`, `y`: per mille of the floor plan's sides."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField(default=2)  # people
    equipment = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    link = models.URLField(max_length=500, blank=True)
    x = models.PositiveSmallIntegerField(default=500)
    y = models.PositiveSmallIntegerField(default=500)
    is_out = models.BooleanField(default=False)  # cannot be used, for now

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "number"], name="event_table_is_there_once"),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_TABLES), capacity__range=(2, 50)),
                name="event_table_number_and_capacity_are_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(x__lte=1000, y__lte=1000), name="event_table_stands_on_the_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"table {self.number} of {self.event_id}"


class EventQuestionKind(models.TextChoices):
    TEXT = "text", _("Text")
    ONE = "one", _("One of several")
    MANY = "many", _("Any of several")


class EventQuestion(models.Model):
    """Asked with a registration; never changed, but retired and asked anew. `options` are {key, ko, en}."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4, choices=EventQuestionKind.choices)
    title_ko = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    is_required = models.BooleanField(default=False)
    options = models.JSONField(default=list, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=EventQuestionKind.values), name="event_question_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["one", "many"]) ^ Q(options=[]),
                name="event_question_choice_alone_has_options",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} of {self.event_id}"


class EventSeat(models.Model):
    """One place for a guest of one kind. A seat that a registration has cannot be removed: the database refuses."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="seats")
    kind = models.CharField(max_length=7, choices=GuestKind.choices)
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "kind", "number"], name="event_seat_is_there_once"),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_SEATS), kind__in=GuestKind.values),
                name="event_seat_number_and_kind_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} seat {self.number} of {self.event_id}"
