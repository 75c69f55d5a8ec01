"""What people write to each other about an appointment, and to us by text. Imported by `messaging.models`, where
Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from agenda.models import Appointment

LONGEST_ENTRY = 2000


class InboundText(models.Model):
    """A text that somebody sent us, once however often Twilio tells of it. Of a sender whom we do not know neither
    the words nor the number are kept."""

    sid = models.CharField(max_length=34, unique=True)  # Twilio's MessageSid
    channel = models.CharField(max_length=12, default="sms", db_default="sms")  # on which it came
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="inbound_texts"
    )
    masked = models.CharField(max_length=8)  # what a coordinator may see of the number: "+1…99"
    body = models.TextField(blank=True)
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)  # a stable word for what was made of it
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(body="", outcome="unknown"),
                name="inbound_text_of_a_stranger_is_not_kept",
            ),
            models.CheckConstraint(
                condition=Q(handled_at=None, outcome="") | (Q(handled_at__isnull=False) & ~Q(outcome="")),
                name="inbound_text_that_is_handled_tells_how",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(body="", handled_at__isnull=False),
                name="inbound_text_that_is_erased_says_nothing",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "id"], condition=Q(handled_at=None), name="inbound_text_open"),
            models.Index(fields=["outcome", "received_at"], name="inbound_text_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"inbound text {self.pk} {self.outcome}"


class CameBy(models.TextChoices):
    PAGE = "page"
    TEXT = "text"
    MAIL = "mail"


class ThreadEntry(models.Model):
    """What somebody who takes part, or a coordinator, wrote about an appointment. The database lets nobody change it
    but to blank it out."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="thread")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="thread_entries"
    )
    came_by = models.CharField(max_length=4, choices=CameBy.choices)
    inbound = models.OneToOneField(InboundText, null=True, on_delete=models.SET_NULL, related_name="entry")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(came_by__in=CameBy.values), name="thread_entry_came_by_a_known_way"
            ),
            models.CheckConstraint(
                condition=(Q(erased_at=None) & ~Q(text="")) | Q(erased_at__isnull=False, text=""),
                name="thread_entry_says_something_until_it_is_erased",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["appointment", "id"], name="thread_entry_by_appointment"),
            models.Index(fields=["author", "at"], name="thread_entry_by_author"),
        ]

    def __str__(self) -> str:
        return f"thread entry {self.pk}"
