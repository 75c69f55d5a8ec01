"""What a coordinator tells many at once. Imported by `messaging.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Broadcast(models.Model):
    """One wish to tell many. Its messages are ordinary ones: caps, pace, quiet hours and the stop switch hold for them."""

    quote = models.CharField(max_length=64, unique=True)  # digest of what was confirmed: that is sent once
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    audience = models.JSONField()  # programme (slug or ""), roles, meets_soon
    channels = ArrayField(models.CharField(max_length=5))
    promotional = models.BooleanField(default=False)
    subject_ko = models.CharField(max_length=150)
    subject_en = models.CharField(max_length=150)
    body_ko = models.TextField(max_length=1000)
    body_en = models.TextField(max_length=1000)
    people = models.PositiveIntegerField()  # who were to get it
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_by=None)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False),
                name="broadcast_is_stopped_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"broadcast {self.pk}"
