from django.conf import settings
from django.db import models
from django.db.models import Q

from agenda.models import Appointment


class ReminderState(models.TextChoices):
    PLANNED = "planned"
    SENT = "sent"  # handed over: its message tells what became of it
    DROPPED = "dropped"  # the session moved, was cancelled, or the use of it has passed


class Reminder(models.Model):
    """That a person is to be reminded of one version of an appointment, and when. The truth about what is to be sent."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="reminders")
    version = models.PositiveIntegerField()  # of the appointment: a reminder of another version never leaves
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    offset_minutes = models.PositiveIntegerField()  # before the start, as the programme asks
    due_at = models.DateTimeField()  # after quiet hours have moved it
    state = models.CharField(max_length=8, choices=ReminderState.choices, default=ReminderState.PLANNED)
    dropped_because = models.CharField(max_length=40, blank=True)
    context = models.JSONField(default=dict)  # what the words need: counterpart, programme, link, other zone

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "version", "person", "offset_minutes"], name="reminder_is_planned_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReminderState.values), name="reminder_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="planned"), name="reminder_due"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk} {self.state}"


class Channel(models.TextChoices):
    SMS = "sms"
    EMAIL = "email"


class MessageKind(models.TextChoices):
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    PROPOSED = "proposed"
    SEATED = "seated"  # these six are of a group session: a seat is the reader's,
    REMOVED = "removed"  # taken out by a coordinator,
    NO_SEAT = "no_seat"  # registration has closed, and the reader has none,
    OFFERED = "offered"  # theirs to take until an hour,
    OFFER_GONE = "offer_gone"  # not taken in time,
    LEFT = "left"  # given up
    TURNED_DOWN = "turned_down"  # none of the reader's other times
    DISPUTED = "disputed"  # somebody says that they did come
    SETTLED = "settled"
    SHIFT = "shift"  # of a regular session: the clocks change, and the reader's hour with them
    UNABLE = "unable"  # the other side declined in their calendar,
    UNABLE_OWN = "unable_own"  # or the reader did: the session stands until somebody cancels or moves it
    CLASH = "clash"  # a new rule of a zone moved the clock, and the session cannot follow


class MessageState(models.TextChoices):
    READY = "ready"
    SENDING = "sending"  # written before the call: a crash in between leaves it here, and it is looked up
    UNKNOWN = "unknown"  # the provider may or may not have it: looked up, never blindly repeated
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    DROPPED = "dropped"


class Message(models.Model):
    """One text for one person on one channel, and what became of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages")
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.CASCADE, related_name="messages")
    reminder = models.ForeignKey(Reminder, null=True, on_delete=models.CASCADE, related_name="messages")
    version = models.PositiveIntegerField(null=True)  # of the appointment it speaks of
    kind = models.CharField(max_length=12, choices=MessageKind.choices)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    invitation = models.TextField(blank=True)  # iCalendar text that goes with an e-mail
    invitation_method = models.CharField(max_length=8, blank=True)  # REQUEST or CANCEL
    state = models.CharField(max_length=12, choices=MessageState.choices, default=MessageState.READY)
    not_before = models.DateTimeField()  # the first try, the next one, or the next look at what became of it
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=64, blank=True)  # Twilio's SID
    error_code = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # when the state last changed after the first try

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "channel"],
                condition=Q(reminder__isnull=False),
                name="message_once_per_reminder",
            ),
            models.UniqueConstraint(
                fields=["provider_id"], condition=~Q(provider_id=""), name="message_provider_id_is_unique"
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="ready"), name="message_ready"),
            models.Index(
                fields=["claimed_at"], condition=Q(state__in=["sending", "unknown"]), name="message_open"
            ),
            models.Index(
                fields=["not_before"],
                condition=Q(channel="sms", state__in=["accepted", "sent"]),
                name="message_on_its_way",
            ),
            models.Index(fields=["appointment", "id"], name="message_by_appointment"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} {self.channel} {self.state}"


class DeliveryReceipt(models.Model):
    """A provider's word on a message, kept as it came: it may come twice, late, or before we know the message."""

    provider_id = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    error_code = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider_id", "state"], name="delivery_receipt_counts_once")
        ]


class SuppressedNumber(models.Model):
    """A phone that asked for no more texts (STOP, or Twilio's 21610). Keyed by number: it outlives the person."""

    phone = models.CharField(max_length=16, unique=True)
    since = models.DateTimeField()
    source = models.CharField(max_length=20)  # "reply", "provider"
