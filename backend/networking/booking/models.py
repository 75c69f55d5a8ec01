"""A meeting that two guests arrange between themselves."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event, EventTable
from networking.guest_models import Registration


class BookingState(models.TextChoices):
    ASKED = "asked", _("Waits for an answer")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Not answered in time")
    CANCELLED = "cancelled", _("Cancelled by a guest")
    CALLED_OFF = "called_off", _("Called off")


STANDING = (BookingState.ASKED, BookingState.AGREED)


class BookingQuerySet(models.QuerySet["Booking"]):
    def asked(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.ASKED)

    def standing(self) -> "BookingQuerySet":
        return self.filter(state__in=STANDING)

    def overdue_at(self, now: datetime) -> "BookingQuerySet":
        """Asked and not answered in time, whether or not a worker has seen it."""
        return self.asked().filter(answer_until__lte=now)

    def of(self, registration: Registration) -> "BookingQuerySet":
        """Those of a guest, asked by them or of them."""
        return self.filter(Q(startup=registration) | Q(contact=registration))


class Booking(models.Model):
    """One guest asks another for a round. Until it is answered it has their time (`appointment`) and a table; once agreed it
    is a meeting of the plan that holds, whose constraints then speak for it.

    That both are guests of the event, foreign keys over two columns say, which are in the migration.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="bookings")
    startup = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    is_by_contact = models.BooleanField(default=False)  # who asked
    round = models.PositiveSmallIntegerField()  # from 1
    table = models.ForeignKey(EventTable, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=300, blank=True)  # from who asked
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.ASKED)
    asked_at = models.DateTimeField()
    answer_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # when it was answered, or came to nothing
    appointment = models.ForeignKey(
        "agenda.Appointment", on_delete=models.PROTECT, related_name="event_bookings"
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["round", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=BookingState.values, round__gte=1), name="booking_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answer_until__isnull=False)
                | (~Q(state="asked") & Q(answer_until=None)),
                name="booking_asked_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ended_at=None) | (~Q(state="asked") & Q(ended_at__isnull=False)),
                name="booking_answered_tells_when",
            ),
            models.UniqueConstraint(
                fields=["startup", "contact"],
                condition=Q(state__in=["asked", "agreed"]),
                name="booking_once_per_pair",
            ),
            models.UniqueConstraint(
                fields=["event", "round", "table"],
                condition=Q(state="asked"),
                name="booking_has_its_table_alone",
            ),
            models.UniqueConstraint(
                fields=["startup", "round"], condition=Q(state="asked"), name="booking_startup_once_per_round"
            ),
            models.UniqueConstraint(
                fields=["contact", "round"], condition=Q(state="asked"), name="booking_contact_once_per_round"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["answer_until"], condition=Q(answer_until__isnull=False), name="booking_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk} {self.state}"

    def state_at(self, now: datetime) -> str:
        """The state; what was not answered in time is over, whether or not a worker has seen it."""
        lapsed = self.answer_until is not None and self.answer_until <= now
        return BookingState.LAPSED if lapsed else self.state

    @property
    def by_id(self) -> int:
        """The registration that asked."""
        return self.contact_id if self.is_by_contact else self.startup_id

    @property
    def about_id(self) -> int:
        """The registration that was asked."""
        return self.startup_id if self.is_by_contact else self.contact_id
