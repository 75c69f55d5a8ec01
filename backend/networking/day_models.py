"""The day itself: who has come."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event
from networking.guest_models import Registration


class CheckInWay(models.TextChoices):
    TICKET = "ticket", _("By ticket")
    NAME = "name", _("By name")


class CheckIn(models.Model):
    """That a guest has come: once. `key` was chosen by the desk's browser for this one check-in, so that one sent
    twice over a bad line is known again. `at` is when the guest stood there, `recorded_at` when the server heard."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="check_ins")
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="check_in")
    key = models.CharField(max_length=64)
    way = models.CharField(max_length=6, choices=CheckInWay.choices)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "key"], name="check_in_key_is_of_one_guest"),
            models.CheckConstraint(condition=Q(way__in=CheckInWay.values), name="check_in_way_is_known"),
            models.CheckConstraint(
                condition=Q(at__lte=models.F("recorded_at")), name="check_in_was_before_it_was_heard_of"
            ),
        ]

    def __str__(self) -> str:
        return f"check-in of {self.registration_id}"
