from typing import ClassVar

from django.db import models
from django.db.models import Q


class TzdataVersion(models.Model):
    """By which rules of the world's clocks wall-clock intentions were last worked out. At most one row (id 1)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.CharField(max_length=120)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="tzdata_version_is_one_row")
        ]

    def __str__(self) -> str:
        return self.version


class KnownZone(models.Model):
    """A zone by the rules by which times were last worked out: a file of the tz database (RFC 8536), whole."""

    name = models.CharField(max_length=64, primary_key=True)
    rules = models.BinaryField()

    def __str__(self) -> str:
        return self.name
