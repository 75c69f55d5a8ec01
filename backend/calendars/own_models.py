"""The calendars that Meridian made. Imported by `calendars.models`, where Django looks."""

from django.db import models
from django.db.models import Q


class OwnCalendar(models.Model):
    """The one calendar that Meridian made in a Google account, known also while nobody has that account connected.

    Without an id Google was asked for it and the answer was lost: it may be there.
    """

    account = models.CharField(max_length=64, unique=True)  # GoogleConnection.account
    google_calendar_id = models.CharField(max_length=254, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["google_calendar_id"],
                condition=~Q(google_calendar_id=""),
                name="own_calendar_of_one_account",
            )
        ]

    def __str__(self) -> str:
        return f"own calendar {self.google_calendar_id or 'not known yet'}"
