from django.conf import settings
from django.db import models
from django.db.models import Q

from agenda.models import Appointment
from messaging import stop_links, two_way
from messaging.block_models import ChannelBlock, SuppressedNumber, ToldNumber
from messaging.broadcast_models import Broadcast
from messaging.consent_notice_models import ConsentNotice
from messaging.digest_models import Digest
from messaging.erasure_models import Erasure
from messaging.gate_models import Pace, SendingSwitch, TextsOfAnHour, UnitedStatesHold
from messaging.kind_models import (
    AT_ONCE,
    AWAITED,
    CHANNEL_NAME,
    OF_EVENTS,
    REMINDING,
    RINGS,
    Channel,
    MessageKind,
)
from messaging.link_models import RevokedLink
from messaging.mail_report_models import BadAddress, MailReport
from messaging.number_models import MOST_TRIES, BadNumber, NumberCode
from messaging.template_models import TemplateAbout, TemplateText
from messaging.thread_models import LONGEST_ENTRY, CameBy, InboundText, ThreadEntry

__all__ = [
    "AT_ONCE",
    "AWAITED",
    "LONGEST_ENTRY",
    "MOST_TRIES",
    "OF_EVENTS",
    "REMINDING",
    "RINGS",
    "BadAddress",
    "BadNumber",
    "Broadcast",
    "CameBy",
    "Channel",
    "ChannelBlock",
    "ConsentNotice",
    "DeliveryReceipt",
    "Digest",
    "Erasure",
    "InboundText",
    "MailReport",
    "Message",
    "MessageKind",
    "MessageState",
    "NumberCode",
    "Pace",
    "Reminder",
    "ReminderKind",
    "ReminderState",
    "RevokedLink",
    "SendingSwitch",
    "SuppressedNumber",
    "TemplateAbout",
    "TemplateText",
    "TextsOfAnHour",
    "ThreadEntry",
    "ToldNumber",
    "UnitedStatesHold",
]

# A page of ours and nothing else: two slashes, or a slash and a backslash, begin another host.
OWN_PATH = r"^/([^/\\[:space:]][^\\[:space:]]*)?$"
# Stands in the body for the code of a number, which is put in when the text leaves and is kept nowhere.
CODE = "{code}"


class ReminderKind(models.TextChoices):
    """The kind of the message that a reminder becomes."""

    REMINDER = "reminder"
    STARTING = "starting"  # it begins: with the way in
    AFTER = "after"  # it is over: with thanks, and the way to say how it was
    MEETING = "meeting"  # at an event: which table is the next, and who waits there


class ReminderState(models.TextChoices):
    PLANNED = "planned"
    SENT = "sent"  # handed over: its message tells what became of it
    DROPPED = "dropped"  # the session moved, was cancelled, or the use of it has passed


class Reminder(models.Model):
    """That a person is to be reminded of one version of an appointment, and when. The truth about what is to be sent."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="reminders")
    version = models.PositiveIntegerField()  # of the appointment: a reminder of another version never leaves
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(
        max_length=8,
        choices=ReminderKind.choices,
        default=ReminderKind.REMINDER,
        db_default=ReminderKind.REMINDER.value,
    )
    offset_minutes = models.PositiveIntegerField()  # before the start, or after the end
    starts_at = models.DateTimeField(null=True)  # what that version says: what is nearest is dealt with first
    due_at = models.DateTimeField()  # after quiet hours have moved it
    state = models.CharField(max_length=8, choices=ReminderState.choices, default=ReminderState.PLANNED)
    dropped_because = models.CharField(max_length=40, blank=True)
    context = models.JSONField(default=dict)  # what the words need: counterpart, programme, link, other zone

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "version", "person", "kind", "offset_minutes"],
                name="reminder_is_planned_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=ReminderKind.values), name="reminder_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=ReminderState.values), name="reminder_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="planned"), name="reminder_due"),
            models.Index(fields=["starts_at", "id"], condition=Q(state="planned"), name="reminder_nearest"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk} {self.state}"


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
    number_code = models.ForeignKey(NumberCode, null=True, on_delete=models.CASCADE, related_name="messages")
    broadcast = models.ForeignKey(Broadcast, null=True, on_delete=models.CASCADE, related_name="messages")
    # What news of no appointment are about, "event:12", and which state of it: nobody is told one state of it twice.
    occasion = models.CharField(max_length=40, blank=True, default="", db_default="")
    occasion_version = models.CharField(max_length=40, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(null=True)  # of the appointment it speaks of
    starts_at = models.DateTimeField(null=True)  # what that version says: what is nearest leaves first
    kind = models.CharField(max_length=12, choices=MessageKind.choices)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    # The id of the template that the channel's vendor has approved; the lines of the body are its variables.
    approved_words = models.CharField(max_length=64, blank=True, default="", db_default="")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    invitation = models.TextField(blank=True)  # iCalendar text that goes with an e-mail
    invitation_method = models.CharField(max_length=8, blank=True)  # REQUEST or CANCEL
    near_day = models.CharField(
        max_length=80, blank=True
    )  # what it says that is true until `near_until` alone,
    plain_day = models.CharField(max_length=80, blank=True)  # and what stays true
    near_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=MessageState.choices, default=MessageState.READY)
    not_before = models.DateTimeField()  # the first try, the next one, or the next look at what became of it
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=64, blank=True)  # Twilio's SID
    has_thread = models.BooleanField(
        default=False, db_default=False
    )  # an answer to this e-mail goes to the thread of its session
    asks = models.CharField(max_length=6, blank=True)  # what an answer to this text decides (two_way)
    promotional = models.BooleanField(
        default=False
    )  # an advertisement: `messaging.advertising` says what it may
    tells_of_stop = models.BooleanField(default=False)  # a text that ends with the link to stop them
    error_code = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # when the state last changed after the first try
    erased_at = models.DateTimeField(null=True)  # what it said is forgotten; that it was there stays
    link_path = models.TextField(blank=True)  # where the short link in a text leads (`short_links`)
    link_digest = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True)
    parts = models.PositiveSmallIntegerField(null=True)  # of a text that was taken
    # What all its parts cost, by the installation's price list until Twilio has reported it.
    price = models.DecimalField(max_digits=12, decimal_places=5, null=True)
    price_unit = models.CharField(max_length=3, blank=True)  # ISO 4217
    price_is_reported = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "channel"],
                condition=Q(reminder__isnull=False),
                name="message_once_per_reminder",
            ),
            models.UniqueConstraint(
                fields=["broadcast", "person", "channel"],
                condition=Q(broadcast__isnull=False),
                name="message_once_per_broadcast",
            ),
            models.UniqueConstraint(
                fields=["occasion", "occasion_version", "person", "kind", "channel"],
                condition=~Q(occasion=""),
                name="message_once_per_state_of_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(occasion="", occasion_version="") | ~Q(occasion="") & ~Q(occasion_version=""),
                name="message_occasion_has_its_version",
            ),
            models.UniqueConstraint(
                fields=["provider_id"], condition=~Q(provider_id=""), name="message_provider_id_is_unique"
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_is_known"),
            models.CheckConstraint(
                condition=Q(channel__regex=CHANNEL_NAME), name="message_channel_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(kind="code", number_code__isnull=False)
                | (~Q(kind="code") & Q(number_code__isnull=True)),
                name="message_with_a_code_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(subject="", body="", invitation="", link_digest="", near_day=""),
                name="message_that_is_erased_says_nothing",
            ),
            models.UniqueConstraint(
                fields=["link_digest"], condition=~Q(link_digest=""), name="message_short_link_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(link_digest="", link_path="", link_until=None)
                | Q(link_digest__regex="^[0-9a-f]{64}$", link_path__regex=OWN_PATH, link_until__isnull=False),
                name="message_short_link_stays_here",
            ),
            models.CheckConstraint(
                condition=Q(near_day="", plain_day="", near_until=None)
                | (~Q(near_day="") & ~Q(plain_day="") & Q(near_until__isnull=False)),
                name="message_knows_until_when_its_day_is_near",
            ),
            models.CheckConstraint(
                condition=Q(price=None, price_is_reported=False)
                | (Q(price__gte=0, parts__isnull=False) & ~Q(price_unit="")),
                name="message_price_has_its_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="ready"), name="message_ready"),
            models.Index(
                fields=["channel", "starts_at", "id"], condition=Q(state="ready"), name="message_nearest"
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state__in=["sending", "unknown"]), name="message_open"
            ),
            models.Index(
                fields=["not_before"],
                condition=~Q(channel="email") & Q(state__in=["accepted", "sent"]),
                name="message_on_its_way",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=~Q(channel="email")
                & Q(state__in=["sent", "delivered", "undelivered"], price_is_reported=False),
                name="message_price_open",
            ),
            models.Index(fields=["appointment", "id"], name="message_by_appointment"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} {self.channel} {self.state}"

    @property
    def rings(self) -> bool:
        """Whether it comes to a phone: all but e-mail does."""
        return self.channel != Channel.EMAIL

    @property
    def phone(self) -> str:
        """Where a text of it goes: a code to the number that it is to prove, all else to the person's."""
        return self.number_code.phone if self.number_code else self.person.phone

    @property
    def text(self) -> str:
        """What a phone shows of it."""
        if self.approved_words:
            return "\n".join(self.variables)
        said = self.body.replace(CODE, self.number_code.digits) if self.number_code else self.body
        if self.channel == Channel.SMS and self.asks and two_way.can_be_answered(self.phone):
            said = f"{said}\n{two_way.question_line(self.asks, self.language)}"
        if self.channel in (Channel.SMS, Channel.EMAIL) and not self.tells_of_stop:
            return said
        return f"{said}\n{stop_links.stop_line(self.channel, self.person_id, self.phone, self.language)}"

    @property
    def variables(self) -> tuple[str, ...]:
        """Those of approved words in their order, the link that stops more of them in its place; empty of other words."""
        if not self.approved_words:
            return ()
        link = stop_links.stop_link(self.channel, self.person_id, self.phone)
        return tuple(line.replace(stop_links.STOP_LINK, link) for line in self.body.split("\n"))


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
