"""What stands against a number, whoever has it, and what it was told."""

from django.db import models
from django.db.models import Q

from messaging.kind_models import CHANNEL_NAME


class SuppressedNumber(models.Model):
    """A phone that asked for no more texts (STOP, or Twilio's 21610). Keyed by number: it outlives the person."""

    phone = models.CharField(max_length=16, unique=True)
    since = models.DateTimeField()
    source = models.CharField(max_length=20)  # "reply", "provider"


class ChannelBlock(models.Model):
    """A phone that takes no messages of a channel that is no text: it asked for none, or nobody is there.

    Keyed by number, as `SuppressedNumber` and `BadNumber` are for texts; of these carriers have to be asked twice.
    """

    class Because(models.TextChoices):
        OPTED_OUT = "opted_out"
        BAD_NUMBER = "bad_number"

    channel = models.CharField(max_length=12)
    phone = models.CharField(max_length=16)
    because = models.CharField(max_length=10, choices=Because.choices)
    code = models.CharField(max_length=20, blank=True)  # the vendor's
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "phone"], name="channel_block_is_one"),
            models.CheckConstraint(
                condition=Q(because__in=["opted_out", "bad_number"]), name="channel_block_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(channel__regex=CHANNEL_NAME) & ~Q(channel__in=["sms", "email"]),
                name="channel_block_is_of_no_text",
            ),
            models.CheckConstraint(
                condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="channel_block_is_e164"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.because} since {self.since}"


class ToldNumber(models.Model):
    """A phone whose first text has told how to stop them: there is no room for it in each (decision 0031)."""

    phone = models.CharField(max_length=16, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"told at {self.at}"
