"""Who has an event by mail. Imported by `calendars.models`, where Django looks."""

from django.conf import settings
from django.db import models


class MailedCopy(models.Model):
    """Somebody's calendar has an event by an invitation that we mailed, under the UID that it had then.

    It stays under that UID until it is taken out of their calendar by mail, whatever id Google gives the event since.
    """

    event = models.ForeignKey(
        "calendars.CalendarEvent", on_delete=models.CASCADE, related_name="mailed_copies"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=100)
    sequence = models.PositiveIntegerField()  # of the event when it was mailed last

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="mailed_copy_one_a_person")]
        indexes = [models.Index(fields=["uid"], name="mailed_copy_by_uid")]

    def __str__(self) -> str:
        return f"copy of event {self.event_id} for {self.person_id}"
