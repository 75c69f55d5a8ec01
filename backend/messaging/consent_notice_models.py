"""What people were told of their own consents. Imported by `messaging.models`, where Django looks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Consent


class ConsentNotice(models.Model):
    """That the person was told of one thing that they said to advertisements, and in which message."""

    class About(models.TextChoices):
        CHOICE = "choice"  # that they said it, and what was made of it
        RENEWAL = "renewal"  # that it ends soon unless they say it again

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="notices")
    about = models.CharField(max_length=7, choices=About.choices)
    message = models.ForeignKey("messaging.Message", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consent", "about"], name="consent_notice_comes_once"),
            models.CheckConstraint(
                condition=Q(about__in=["choice", "renewal"]), name="consent_notice_is_about_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} of consent {self.consent_id}"
