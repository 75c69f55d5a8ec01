"""Plans of an event, one of which holds: who meets whom, in which round, at which table."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event, EventTable
from networking.guest_models import Registration


class PlanState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being worked out")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    PUBLISHED = "published", _("Published")
    REPLACED = "replaced", _("Replaced by a newer one")


class PlanKind(models.TextChoices):
    WHOLE = "whole", _("The whole event")
    REST = "rest", _("The rest, with few changes")
    COPY = "copy", _("A copy to edit")
    OPEN = "open", _("What guests booked themselves")


class Plan(models.Model):
    """`question` is all that it depended on; with the seed it gives the same plan. The plan that is published holds until
    another one is: whatever becomes of a worker changes nothing of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()  # of the event's plans, from 1
    kind = models.CharField(max_length=5, choices=PlanKind.choices, default=PlanKind.WHOLE)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    begins = models.PositiveSmallIntegerField(default=1)  # the first round that it plans; earlier ones stay
    state = models.CharField(max_length=9, choices=PlanState.choices, default=PlanState.WAITING)
    question: Any = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=0)
    value = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)  # what no plan can exceed
    seconds = models.FloatField(null=True)  # that it was worked out for
    is_enough = models.BooleanField(default=False)  # somebody asked to stop at the best so far
    tries = models.PositiveSmallIntegerField(default=0)  # workers that took it up
    failure = models.CharField(max_length=20, blank=True)  # a stable code
    outcome: Any = models.JSONField(default=dict)  # wishes not met and why, who has too few meetings
    revision = models.PositiveIntegerField(default=1)  # grows with every edit by hand: the ETag
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "number"], name="plan_number_once_per_event"),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(state__in=["waiting", "running"]),
                name="plan_one_is_worked_out_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="published"), name="plan_one_holds_per_event"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values, kind__in=PlanKind.values),
                name="plan_state_and_kind_are_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | (~Q(state__in=["waiting", "running"]) & Q(ended_at__isnull=False)),
                name="plan_ended_tells_when",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                name="plan_failed_tells_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["published", "replaced"], published_at__isnull=False)
                | (~Q(state__in=["published", "replaced"]) & Q(published_at=None)),
                name="plan_published_tells_when",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(bound=None) | Q(value__lte=models.F("bound")),
                name="plan_is_worth_its_bound_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.event_id} {self.state}"

    @property
    def is_going_on(self) -> bool:
        """Whether its end is still waited for."""
        return self.state in (PlanState.WAITING, PlanState.RUNNING)

    @property
    def gap(self) -> int | None:
        return None if self.value is None or self.bound is None else self.bound - self.value


class Meeting(models.Model):
    """A contact with one startup, or with several at a small-group table. `appointment` takes their time once published."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="meetings")
    round = models.PositiveSmallIntegerField()  # from 1
    table = models.ForeignKey(EventTable, on_delete=models.PROTECT, related_name="+")
    is_pinned = models.BooleanField(default=False)
    appointment = models.ForeignKey(
        "agenda.Appointment", null=True, on_delete=models.SET_NULL, related_name="event_meetings"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "table__number", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["plan", "round", "table"],
                deferrable=Deferrable.DEFERRED,
                name="meeting_has_its_table_alone",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="meeting_rounds_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk} in round {self.round}"


class MeetingGuest(models.Model):
    """Who is at a meeting. `plan` and `round` are the meeting's: a foreign key over the three columns, which Django cannot
    write, is in the migration and follows it. So nobody is at two tables in one round."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="meetings")
    is_host = models.BooleanField(default=False)  # the contact

    class Meta:
        ordering: ClassVar[list[str]] = ["-is_host", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["plan", "round", "registration"],
                deferrable=Deferrable.DEFERRED,
                name="guest_is_at_one_table_per_round",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_host=True), name="meeting_has_one_host"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} at meeting {self.meeting_id}"


class LostMeeting(models.Model):
    """Two who were to meet by a plan that holds and do not any more: `left` is which of them does not come, None where they
    took back what they had arranged. What the plan says of others stands; calendars tell the round as cancelled."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lost")
    round = models.PositiveSmallIntegerField()
    startup = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    left = models.ForeignKey(Registration, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(round__gte=1), name="lost_meeting_rounds_count_from_one"),
            models.CheckConstraint(condition=~Q(startup=models.F("contact")), name="lost_meeting_is_of_two"),
            models.CheckConstraint(
                condition=Q(left=None) | Q(left=models.F("startup")) | Q(left=models.F("contact")),
                name="lost_meeting_names_who_left_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.startup_id} and {self.contact_id} in round {self.round}"
