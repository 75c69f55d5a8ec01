"""Secret addresses of programmes' calendars. Imported by `mentoring.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from calendars.feed_models import SecretFeed


class ProgrammeFeed(SecretFeed):
    """One programme's calendar as one person may see it.

    It is a person's and not the programme's: it shows what its owner may see today, and ends with their account.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="programme_feeds"
    )
    programme = models.ForeignKey("mentoring.Programme", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *SecretFeed.Meta.constraints,
            models.UniqueConstraint(fields=["person", "programme"], name="programme_feed_once_a_person"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="programme_feed_keeps_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"programme feed {self.pk}"
