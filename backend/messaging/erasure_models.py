"""That somebody's messages are to be forgotten. Imported by `messaging.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Erasure(models.Model):
    """What was said to a person up to `asked_at` is to be erased; what is still on its way follows when it is over."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="erasures")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_at__gte=F("asked_at")),
                name="erasure_is_done_after_it_was_asked",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], condition=Q(done_at=None), name="erasure_open")
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
