from django.conf import settings
from django.db import models
from django.db.models import Q


class WarningKind(models.TextChoices):
    QUOTA = "quota"  # Google's limit of use is reached for somebody: new events go by e-mail for hours
    CANNOT_INVITE = "cannot_invite"  # the hub's service account may have no guests: sessions go by e-mail
    NEEDS_CONSENT = (
        "needs_consent"  # Google lets the hub's account in no more: nothing of it is written or read
    )
    HUB_EDITED = "hub_edited"  # somebody moved or deleted it in the hub's calendar, where it was put back
    ID_TAKEN = "id_taken"  # somebody else's event stood under an id of ours: it was left alone


class CalendarWarning(models.Model):
    """Something that nobody asked for and that coordinators are to know, until it is settled."""

    kind = models.CharField(max_length=16, choices=WarningKind.choices)
    connection = models.ForeignKey(
        "calendars.GoogleConnection", null=True, on_delete=models.CASCADE, related_name="warnings"
    )
    event = models.ForeignKey(
        "calendars.CalendarEvent", null=True, on_delete=models.CASCADE, related_name="warnings"
    )
    detail = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    # Nobody, where it settled by itself.
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WarningKind.values), name="calendar_warning_kind"),
            models.CheckConstraint(
                condition=Q(connection__isnull=False) ^ Q(event__isnull=False),
                name="calendar_warning_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(settled_at__isnull=False),
                name="calendar_warning_settled_at_some_time",
            ),
            models.UniqueConstraint(
                fields=["kind", "connection"],
                condition=Q(settled_at=None),
                name="calendar_warning_open_once_a_connection",
            ),
            models.UniqueConstraint(
                fields=["kind", "event"],
                condition=Q(settled_at=None),
                name="calendar_warning_open_once_an_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.raised_at:%Y-%m-%d %H:%M}"
