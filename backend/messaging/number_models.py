"""Codes that prove a number to be somebody's. Imported by `messaging.models`, where Django looks."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

MOST_TRIES = 5


class NumberCode(models.Model):
    """A code that was texted to a number. Nothing here tells it: it follows from `nonce` and the secret key.

    A mere hash of six digits would be opened by trying a million.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="number_codes"
    )
    phone = models.CharField(max_length=16)  # E.164; empty once it is erased
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # wrong ones
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)  # by a newer one, or by too many wrong tries

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at=None, voided_at=None),
                name="number_code_one_is_open",
            ),
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="number_code_tries_are_few"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(voided_at=None), name="number_code_is_used_or_void"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="number_code_expires_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(nonce__regex=r"^[0-9a-f]{32}$"), name="number_code_nonce_is_hex"
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="number_code_phone_is_e164",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["phone", "made_at"], name="number_code_by_phone"),
            models.Index(fields=["person", "made_at"], name="number_code_by_person"),
        ]

    def __str__(self) -> str:
        return f"number code {self.pk}"

    @property
    def digits(self) -> str:
        """The six digits."""
        drawn = salted_hmac("meridian.number-code", f"{self.nonce} {self.phone}", algorithm="sha256")
        return f"{int(drawn.hexdigest(), 16) % 1_000_000:06d}"

    def is_open_at(self, now: datetime) -> bool:
        return self.used_at is None and self.voided_at is None and now < self.expires_at


class BadNumber(models.Model):
    """A phone of which Twilio says that no text reaches it. Keyed by number: whoever has it gets none.

    It may take more than one such word (`rules.WORDS_AGAINST_A_NUMBER`); until then `since` is empty and texts go on.
    """

    phone = models.CharField(max_length=16, primary_key=True)
    code = models.CharField(max_length=6)  # Twilio's, of the last text
    refusals = models.PositiveIntegerField()
    last_at = models.DateTimeField()
    since = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="bad_number_is_e164"
            ),
            models.CheckConstraint(condition=Q(refusals__gte=1), name="bad_number_was_refused"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(since__lte=F("last_at")), name="bad_number_since_its_last_refusal"
            ),
        ]

    def __str__(self) -> str:
        return f"bad since {self.since}, {self.code}"
