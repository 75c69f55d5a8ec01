"""Who was told that the clocks change. Imported by `mentoring.models`, where Django looks."""

from django.conf import settings
from django.db import models


class ShiftNotice(models.Model):
    """That a person was told of a date of their series from which on it is at another hour of their clock."""

    session = models.ForeignKey("mentoring.Session", on_delete=models.CASCADE, related_name="shift_notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="shift_notice_once_per_person")
        ]

    def __str__(self) -> str:
        return f"shift notice of {self.session_id}"
