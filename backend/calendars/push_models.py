from django.db import models
from django.db.models import Q


class ChannelState(models.TextChoices):
    ASKED = "asked"  # Google was asked; its answer or its first message will say
    OPEN = "open"
    REFUSED = "refused"  # there is none, and why; tried again at `again_at`


class PushChannel(models.Model):
    """A way on which Google tells us that something changed in a calendar.

    The row is there before Google is asked, so that the first message, which may come before the answer, finds it.
    Messages are not signed: the token is all that proves where one comes from, and only its digest is kept.
    """

    calendar = models.ForeignKey("calendars.ReadCalendar", on_delete=models.CASCADE, related_name="channels")
    channel_id = models.CharField(max_length=64, unique=True)
    token_digest = models.CharField(max_length=64)
    resource_id = models.CharField(max_length=200, blank=True)  # Google's name for what is watched
    state = models.CharField(max_length=7, choices=ChannelState.choices, default=ChannelState.ASKED)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    last_number = models.BigIntegerField(
        default=0
    )  # of the messages, which grow; an older one is a repetition
    again_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ChannelState.values), name="push_channel_state"),
            models.CheckConstraint(
                condition=~Q(state="open")
                | Q(opened_at__isnull=False, expires_at__isnull=False) & ~Q(resource_id=""),
                name="push_channel_open_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(again_at__isnull=False),
                name="push_channel_refused_until_when",
            ),
            models.UniqueConstraint(
                fields=["calendar"],
                condition=Q(state__in=["asked", "refused"]),
                name="push_channel_one_is_asked_for",
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="push_channel_ending")]

    def __str__(self) -> str:
        return f"channel {self.channel_id} of calendar {self.calendar_id}: {self.state}"
