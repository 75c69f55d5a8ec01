"""Seats are rows, and a place has at most one: there can never be more people than seats."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.models import Appointment
from mentoring.groups.rules import LONGEST_LEAD, LONGEST_OFFER, MOST_SEATS


class GroupState(models.TextChoices):
    OPEN = "open", _("Open")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Took place")


class GroupSession(models.Model):
    """An hour that an expert gives to several startups at once. Shares its id with the appointment."""

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.PROTECT, related_name="group_session"
    )
    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="groups")
    expert = models.ForeignKey("directory.Expert", on_delete=models.PROTECT, related_name="groups")
    title_ko = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    summary_ko = models.TextField(blank=True, max_length=2000)
    summary_en = models.TextField(blank=True, max_length=2000)
    closes_hours = models.PositiveSmallIntegerField(default=2)  # before the start registration closes
    offer_hours = models.PositiveSmallIntegerField(default=12)  # that an offered seat is kept
    state = models.CharField(max_length=9, choices=GroupState.choices, default=GroupState.OPEN)
    closing_reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(
        default=1
    )  # grows with every change of the session itself: the ETag
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["appointment__starts_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=GroupState.values), name="group_state_is_known"),
            models.CheckConstraint(
                condition=Q(closes_hours__lte=LONGEST_LEAD)
                & Q(offer_hours__gt=0, offer_hours__lte=LONGEST_OFFER),
                name="group_hours_are_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(closing_reason="") | Q(state="cancelled"), name="group_cancelled_has_the_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"group session {self.pk} {self.state}"

    @property
    def closes_at(self) -> datetime:
        """From then on nobody joins, and no seat is offered any more."""
        return self.appointment.starts_at - timedelta(hours=self.closes_hours)

    def takes_people_at(self, now: datetime) -> bool:
        return self.state == GroupState.OPEN and now < self.closes_at


class Seat(models.Model):
    """One seat of a group session. A seat that a place has cannot be removed: the database refuses."""

    group = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "number"], name="seat_is_there_once"),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_SEATS)), name="seat_number_is_at_most_two_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.group_id}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def waiting(self) -> "PlaceQuerySet":
        return self.filter(number=None)

    def taken(self) -> "PlaceQuerySet":
        return self.filter(number__isnull=False, offered_until=None)

    def offered_at(self, now: datetime) -> "PlaceQuerySet":
        """Offers that stand; one whose time has passed is none, whether or not a worker has seen it."""
        return self.filter(offered_until__gt=now)

    def overdue_at(self, now: datetime) -> "PlaceQuerySet":
        return self.filter(offered_until__lte=now)


class Place(models.Model):
    """A person in a group session: waiting (no seat), offered a seat until an hour, or in it.

    `number` names a seat of the same group: a foreign key over both columns, which Django cannot write, is in
    the migration. Places come into being under the lock of their group, so their ids are the order of arrival.
    """

    group = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_places"
    )
    startup = models.ForeignKey("directory.Startup", on_delete=models.PROTECT, related_name="group_places")
    number = models.PositiveSmallIntegerField(null=True)
    offered_until = models.DateTimeField(null=True)
    told_closed_at = models.DateTimeField(null=True)  # that registration closed before a seat came free
    since = models.DateTimeField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "person"], name="place_one_per_person_and_group"),
            models.UniqueConstraint(fields=["group", "number"], name="place_has_its_seat_alone"),
            models.CheckConstraint(
                condition=Q(offered_until=None) | Q(number__isnull=False), name="place_offered_has_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(told_closed_at=None) | Q(number=None), name="place_told_of_the_close_has_no_seat"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["offered_until"], condition=Q(offered_until__isnull=False), name="place_offered"
            )
        ]

    def __str__(self) -> str:
        return f"place {self.pk} of {self.group_id}"

    def state_at(self, now: datetime) -> str:
        """ "waiting", "offered", "expired" (an offer whose time has passed) or "taken"."""
        if self.number is None:
            return "waiting"
        if self.offered_until is None:
            return "taken"
        return "offered" if self.offered_until > now else "expired"
