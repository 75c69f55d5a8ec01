"""What became of e-mails after the mail server took them. Imported by `messaging.models`, where Django looks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class MailReport(models.Model):
    """One thing that was reported of an e-mail, so that it counts once however often and on whichever way it comes."""

    message = models.ForeignKey("messaging.Message", on_delete=models.CASCADE, related_name="mail_reports")
    kind = models.CharField(max_length=9)  # bounce, complaint
    permanent = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["message", "kind", "permanent"], name="mail_report_counts_once"),
            models.CheckConstraint(
                condition=Q(kind="bounce") | Q(kind="complaint", permanent=False),
                name="mail_report_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of message {self.message_id}"


class BadAddress(models.Model):
    """An address that takes no mail, says its server. Keyed by address: another one of the person is none."""

    address = models.CharField(max_length=320, primary_key=True)  # lower case
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(address__regex=r"^[^@[:space:]A-Z]+@[^@[:space:]A-Z]+$"),
                name="bad_address_is_in_lower_case",
            )
        ]

    def __str__(self) -> str:
        return f"bad since {self.since}"
