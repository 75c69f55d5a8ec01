"""What happens on the day and makes the plan another one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event, EventTable
from networking.guest_models import Registration


class HappeningKind(models.TextChoices):
    LATE = "late", _("Comes later")
    NO_SHOW = "no_show", _("Does not come")
    LEFT = "left", _("Leaves earlier")
    TABLE_OUT = "table_out", _("A table cannot be used")


class Happening(models.Model):
    """A guest is not there, or a table not usable, in the rounds `begins` to `ends` (both included), until it is undone."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="happenings")
    kind = models.CharField(max_length=9, choices=HappeningKind.choices)
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.PROTECT, related_name="happenings"
    )
    table = models.ForeignKey(EventTable, null=True, on_delete=models.PROTECT, related_name="happenings")
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind="table_out", table__isnull=False, registration=None)
                | Q(kind__in=["late", "no_show", "left"], table=None, registration__isnull=False),
                name="happening_is_of_a_guest_or_a_table",
            ),
            models.CheckConstraint(
                condition=Q(begins__gte=1, ends__gte=F("begins")), name="happening_begins_before_it_ends"
            ),
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=Q(undone_at=None, registration__isnull=False),
                name="happening_once_per_guest",
            ),
            models.UniqueConstraint(
                fields=["table"],
                condition=Q(undone_at=None, table__isnull=False),
                name="happening_once_per_table",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in rounds {self.begins} to {self.ends}"
