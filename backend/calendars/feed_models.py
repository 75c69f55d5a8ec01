"""Secret addresses of calendars to subscribe to. Imported by `calendars.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class SecretFeed(models.Model):
    """A calendar under an address that is its only key. What opens it is not kept, only its digest."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    shown = models.CharField(max_length=64, default="", blank=True)  # the fingerprint of what was last read
    changed_at = models.DateTimeField(null=True)  # when that was read first; whole seconds, as HTTP's dates

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(shown="", changed_at=None)
                | Q(shown__regex=r"^[0-9a-f]{64}$", changed_at__isnull=False),
                name="%(class)s_shown_since",
            )
        ]


class CalendarFeed(SecretFeed):
    """A person's own calendar."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *SecretFeed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="calendar_feed_keeps_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar feed of {self.person_id}"
