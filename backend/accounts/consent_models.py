"""What people agreed to. Imported by `accounts.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class ConsentChannel(models.TextChoices):
    """Those that everybody has; a hub may have others, which are off until somebody allows them."""

    SMS = "sms"
    EMAIL = "email"


CHANNEL_NAME = "^[a-z][a-z0-9_]{1,11}$"


class ConsentSource(models.TextChoices):
    SETTINGS = "settings"
    IMPORT = "import"  # the hub vouches for it
    REPLY = "reply"  # STOP or START from the phone itself
    LINK = "link"  # one tap, without signing in
    PROVIDER = "provider"  # Twilio refused: the number had asked it for no more


class ConsentPurpose(models.TextChoices):
    """What for: the law keeps these apart."""

    INFORMATION = "information"  # of sessions that they booked
    ADVERTISING = "advertising"
    NIGHT_ADS = "night_ads"  # from 21:00 to 08:00


class Consent(models.Model):
    """One step in what a person allows on a channel for a purpose; the last one stands. The database lets none be
    changed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    channel = models.CharField(max_length=12)
    purpose = models.CharField(
        max_length=11, choices=ConsentPurpose.choices, default=ConsentPurpose.INFORMATION
    )
    given = models.BooleanField()  # False: withdrawn
    at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=ConsentSource.choices)
    wording = models.TextField(blank=True)  # what was shown; empty where nothing is, as with a reply
    language = models.CharField(max_length=2)  # of the wording

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(channel__regex=CHANNEL_NAME), name="consent_channel_is_known"),
            models.CheckConstraint(
                condition=Q(purpose__in=ConsentPurpose.values) & (~Q(purpose="night_ads") | Q(channel="sms")),
                name="consent_purpose_is_of_its_channel",
            ),
            models.CheckConstraint(
                condition=Q(source__in=ConsentSource.values), name="consent_source_is_known"
            ),
            models.CheckConstraint(condition=Q(language__in=["ko", "en"]), name="consent_language_is_known"),
            models.CheckConstraint(
                condition=Q(given=False) | Q(source="reply") | ~Q(wording=""),
                name="consent_given_shows_its_wording",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "channel", "-id"], name="consent_last_of_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {'given' if self.given else 'withdrawn'} by {self.source}"
