"""What holds messages back: the stop switch, the pace, the cap of an hour, and carriers that take none from us."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SendingSwitch(models.Model):
    """Whether anything leaves at all. At most one row (id 1), written when somebody first stops it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="sending_switch_is_one_row"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True, reason="")
                | Q(stopped_at__isnull=False) & ~Q(reason=""),
                name="sending_is_stopped_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"sending stopped at {self.stopped_at}" if self.stopped_at else "sending"


class Pace(models.Model):
    """Until when what has left uses up the turns of one sender, or of all messages together."""

    name = models.CharField(max_length=64, primary_key=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} free at {self.free_at}"


class TextsOfAnHour(models.Model):
    """How many texts were handed over in the hour from `starts_at`, and how many may be."""

    starts_at = models.DateTimeField(primary_key=True)
    used = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("most")), name="texts_of_an_hour_keep_their_cap")
        ]

    def __str__(self) -> str:
        return f"{self.used} of {self.most} texts from {self.starts_at}"


class UnitedStatesHold(models.Model):
    """Carriers of the United States refused us as unregistered: no text goes there. At most one row (id 1)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField()
    code = models.CharField(max_length=6)  # Twilio's

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="united_states_hold_is_one_row")]

    def __str__(self) -> str:
        return f"held since {self.since}, {self.code}"
