"""A session that one guest of an event proposes to another afterwards."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event
from networking.guest_models import Registration


class FollowUpState(models.TextChoices):
    ASKED = "asked", _("Proposed")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Not answered in time")


class FollowUp(models.Model):
    """`appointment` holds the time of both until it is answered, and for good once it is agreed. That the two stay in
    touch, the operation sees to; that of two only one proposes at a time, an exclusion constraint in the migration."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="follow_ups")
    by = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="follow_ups_asked")
    about = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="follow_ups_heard")
    appointment = models.OneToOneField(
        "agenda.Appointment", on_delete=models.PROTECT, related_name="event_follow_up"
    )
    state = models.CharField(max_length=9, choices=FollowUpState.choices, default=FollowUpState.ASKED)
    was_agreed = models.BooleanField(default=False)  # calendars tell one that was as cancelled once it is off
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=FollowUpState.values), name="follow_up_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(by=F("about")), name="follow_up_is_with_another"),
            models.CheckConstraint(
                condition=Q(was_agreed=True, state__in=["agreed", "withdrawn"])
                | (Q(was_agreed=False) & ~Q(state="agreed")),
                name="follow_up_agreed_stays_known",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="follow_up_answered_tells_when",
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.pk} {self.state}"
