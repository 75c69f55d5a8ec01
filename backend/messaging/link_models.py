"""Short links that were taken back. Imported by `messaging.models`, where Django looks."""

from django.conf import settings
from django.db import models


class RevokedLink(models.Model):
    """The short link in one message opens nothing from `at` on: its reader, or a coordinator, took it back."""

    message = models.OneToOneField(
        "messaging.Message", primary_key=True, on_delete=models.CASCADE, related_name="revoked_link"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of message {self.message_id} revoked"
