from datetime import UTC, datetime, timedelta
from typing import Self

from django.db import models

from storing import planned_cursor


class ClockShift(models.Model):
    """How far time was moved in a demo or a test. At most one row (id 1), shared by all processes."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField(default=timedelta())

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_shift_is_one_row")]

    @classmethod
    def current(cls) -> timedelta:
        with planned_cursor() as cursor:  # asked at every request
            cursor.execute("SELECT ahead FROM clock_clockshift WHERE id = 1")
            row = cursor.fetchone()
        return row[0] if row else timedelta()

    @classmethod
    def move(cls, ahead: timedelta) -> Self:
        row, _ = cls.objects.update_or_create(id=1, defaults={"ahead": ahead})
        return row

    @classmethod
    def show(cls, instant: datetime) -> Self:
        """From now on the installation believes it is `instant`, and time runs on from there."""
        return cls.move(instant - datetime.now(UTC))
