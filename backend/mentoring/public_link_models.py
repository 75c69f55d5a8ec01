"""Links that show free starts to whoever has them. Imported by `mentoring.models`, where Django looks."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class PublicLinkState(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


class PublicLink(models.Model):
    """An open door to the free starts of one expert, or of everybody who takes sessions of a programme.

    The row holds nothing that opens it: the address is signed (`public_links.tokens`).
    """

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(
        "directory.Expert", null=True, on_delete=models.CASCADE, related_name="public_links"
    )  # null: whoever of the programme is free
    name = models.CharField(max_length=80, blank=True)  # where it is used, for those who keep it
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("created_at")),
                name="public_link_expires_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"public link {self.pk}"

    def state_at(self, now: datetime) -> PublicLinkState:
        if self.revoked_at is not None:
            return PublicLinkState.REVOKED
        expired = self.expires_at is not None and self.expires_at <= now
        return PublicLinkState.EXPIRED if expired else PublicLinkState.ACTIVE
