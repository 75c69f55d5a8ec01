"""Secret addresses of events' calendars. Imported by `networking.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from calendars.feed_models import SecretFeed
from networking.event_models import Event


class EventFeed(SecretFeed):
    """One event as one person may see it. One that was made behind a guest's link ends with that link."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="event_feeds")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    link_round = models.PositiveSmallIntegerField(null=True)  # None: made by somebody signed in

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *SecretFeed.Meta.constraints,
            models.UniqueConstraint(fields=["person", "event"], name="event_feed_once_a_person"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="event_feed_keeps_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"event feed {self.pk}"
