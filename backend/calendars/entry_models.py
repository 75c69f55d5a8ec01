"""What stands in one person's calendar alone. Imported by `calendars.models`, where Django looks."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

LONGEST_PLACE = 300


class CalendarEntry(models.Model):
    """Some time of one person's, and of nobody else's as far as Google is told: part of an event of the hub, say.

    Its words are its `CalendarEvent`'s. The area above chooses the id: the UID is made of it, in feeds and files too.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_entries"
    )
    subject_kind = models.CharField(max_length=20)  # whose story it is part of, as the audit has it
    subject_id = models.CharField(max_length=40)
    page = models.CharField(max_length=200)  # the path of the page that tells more
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    location = models.CharField(max_length=LONGEST_PLACE, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="calendar_entry_ends_after_its_start"
            )
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "person"], name="calendar_entry_by_subject")
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} of person {self.person_id}"
