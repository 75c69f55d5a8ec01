"""That a person was told a whole day in one message. Imported by `messaging.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Digest(models.Model):
    """At most one for each day on the clock by which the person lives."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "on"], name="digest_once_a_day")
        ]

    def __str__(self) -> str:
        return f"digest of {self.on}"
